import { beliefKey } from "#argue/belief";
import { medianOf } from "#sample/distribution";
import type { HeldPremise, Position, Premise, Study } from "#study/study";

/** Somebody who holds something about a premise. */
export interface Holder {
  readonly position: Position;
  readonly held: HeldPremise;
  /** Whether it is what the reader plays at present. */
  readonly isSame: boolean;
}

/** Who holds what about a premise, from the least to the most; who leaves it open holds nothing. */
export function holdersOf(study: Study, premise: Premise, played: Position): readonly Holder[] {
  const mine = beliefKey(played.holds.get(premise.key)?.belief ?? premise.open);
  return [...study.positions.values()]
    .flatMap((position): readonly Holder[] => {
      const held = position.holds.get(premise.key);
      if (held === undefined) return [];
      return [{ position, held, isSame: beliefKey(held.belief) === mine }];
    })
    .toSorted((one, other) => medianOf(one.held.belief) - medianOf(other.held.belief));
}
