import type { CruxResult, PairResult } from "./document.js";

/**
 * The premises whose concession alone flips somebody, over all pairs: the most verdicts first, then
 * in the order in which they were met. The same concession to two others counts as two.
 */
export function cruxesOf(pairs: readonly PairResult[]): CruxResult[] {
  const found = new Map<string, CruxResult>();
  for (const pair of pairs) {
    for (const { from, to, singles } of pair.directions) {
      for (const { premises, answer, favoured } of singles) {
        if (answer !== "flips") continue;
        const [{ key, name, kind }] = premises;
        const crux = found.get(key) ?? { premise: key, name, kind, flips: [], double: [] };
        crux.flips.push({ position: from, concedingTo: to, favoured });
        found.set(key, crux);
      }
    }
    for (const key of pair.doubleCruxes) found.get(key)?.double.push(pair.id);
  }
  return [...found.values()].sort((one, other) => other.flips.length - one.flips.length);
}
