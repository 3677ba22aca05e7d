import { beliefKey } from "#argue/belief";
import type { ArgueDocument } from "#argue/document";
import type { Position, Premise, Study } from "#study/study";

export interface RankedPremise {
  readonly premise: Premise;
  /** Conceding it changes a verdict between these two, or of anybody if they are not compared. */
  readonly isCrux: boolean;
}

/**
 * The premises for somebody who compares two positions: first those on which they differ, cruxes
 * before others, and whatever was moved, then those that both hold alike or that one leaves open.
 */
export function rankedPremises(
  study: Study,
  document: ArgueDocument | null,
  one: Position,
  other: Position | null,
  moved: ReadonlySet<string> = new Set(),
): { readonly first: readonly RankedPremise[]; readonly rest: readonly RankedPremise[] } {
  const cruxes = new Set(document?.cruxes.map(({ premise }) => premise));
  const between = new Set(
    document?.pairs
      .filter(
        ({ positions }) => positions.includes(one.key) && positions.includes(other?.key ?? ""),
      )
      .flatMap(({ directions }) => directions.flatMap(({ singles }) => singles))
      .filter(({ answer }) => answer === "flips")
      .flatMap(({ premises }) => premises.map(({ key }) => key)),
  );
  const all = [...study.premises.values()].map((premise) => {
    const mine = one.holds.get(premise.key)?.belief ?? premise.open;
    const theirs = other?.holds.get(premise.key)?.belief ?? premise.open;
    const rank = (between.has(premise.key) ? 0 : 2) + (cruxes.has(premise.key) ? 0 : 1);
    // What the other leaves open is no disagreement.
    const disputed = other?.holds.has(premise.key) && beliefKey(mine) !== beliefKey(theirs);
    const differs =
      other === null || disputed || between.has(premise.key) || moved.has(premise.key);
    return { premise, isCrux: cruxes.has(premise.key), rank, differs };
  });
  const inOrder = all.toSorted((first, second) => first.rank - second.rank);
  return {
    first: inOrder.filter(({ differs }) => differs),
    rest: inOrder.filter(({ differs }) => !differs),
  };
}
