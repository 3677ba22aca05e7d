import type { PairResult } from "./document.js";
import type { CruxInDispute } from "./hindcast-settles.js";

/**
 * What the evidence is asked about: the premises that two positions hold and not alike, and those
 * whose concession alone flips one of them; once for each pair whose concessions were tried.
 */
export function disputesIn(
  pairs: readonly Pick<PairResult, "id" | "positions" | "directions">[],
): readonly CruxInDispute[] {
  return pairs.flatMap(({ id, positions, directions }) => {
    const tried = directions
      .flatMap(({ singles }) => singles)
      .filter(({ premises: [{ kind }] }) => kind !== "criterion");
    const flips = new Set(
      tried.filter(({ answer }) => answer === "flips").map(({ premises: [{ key }] }) => key),
    );
    const held = tried
      .filter(({ premises: [{ ground }] }) => ground === "disagreement")
      .map(({ premises: [{ key }] }) => key);
    // A premise that only one of them holds is open ground, and no disagreement, from the other side.
    const both = new Set(held.filter((key, at) => held.indexOf(key) !== at));
    return [...new Set([...flips, ...both])].map((premise) => ({
      premise,
      pair: id,
      positions,
      crux: flips.has(premise),
    }));
  });
}
