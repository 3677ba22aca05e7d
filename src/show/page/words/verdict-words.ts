import type { ArgueDocument, PairResult, PositionResult } from "#argue/document";
import { inWords, possessive } from "#argue/words";

/** "S. Azmat Hassan's", "you" → "your". */
export function possessiveOf(label: string): string {
  return possessive(label).replace("'", "’");
}

/** "Negotiate", "Escalate or Leave (a tie)", "none: every future failed". */
export function favouredWords(
  { favoured, tie }: PositionResult["verdict"],
  labelOf: (policy: string) => string,
): string {
  if (favoured.length === 0) return "no policy, since every future failed";
  return `${inWords(favoured.map(labelOf), "or")}${tie ? " (a\u00a0tie)" : ""}`;
}

/** What divides a position most clearly from another one. */
export interface Contrast {
  readonly pair: PairResult;
  readonly other: PositionResult;
  /** Premises whose concession by either changes that one's verdict. */
  readonly double: readonly string[];
  /** Further premises whose concession changes the verdict of the position itself, or of the other. */
  readonly single: readonly string[];
}

/**
 * The pair to be told first of a position: one that disagrees, rather with a double crux than with
 * one-sided ones, rather with few than with many; null where nobody disagrees.
 */
export function contrastOf(document: ArgueDocument, position: string): Contrast | null {
  const candidates = document.pairs
    .filter(({ positions, relation }) => relation === "disagree" && positions.includes(position))
    .map((pair) => {
      const otherKey = pair.positions[0] === position ? pair.positions[1] : pair.positions[0];
      const other = document.positions.find(({ key }) => key === otherKey) as PositionResult;
      const double = pair.doubleCruxes;
      const flips = pair.directions.flatMap(({ singles }) =>
        singles.filter(({ answer }) => answer === "flips").flatMap(({ premises }) => premises),
      );
      const single = [...new Set(flips.map(({ key }) => key))].filter(
        (key) => !double.includes(key),
      );
      return { pair, other, double, single };
    });
  const rank = ({ double, single }: Contrast): number =>
    double.length > 0 ? double.length : single.length > 0 ? 100 + single.length : 1000;
  return candidates.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** Whose verdict changes if they concede a premise of the contrast. */
export function concededBy({ pair }: Contrast, premise: string): readonly string[] {
  return pair.directions.flatMap(({ from, singles }) =>
    singles.some(
      ({ answer, premises }) => answer === "flips" && premises.some(({ key }) => key === premise),
    )
      ? [from]
      : [],
  );
}
