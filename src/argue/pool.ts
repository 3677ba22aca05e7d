import type { Position, Study } from "#study/study";
import { criterionKey } from "./criterion.js";
import { holdsNothing, type Trial } from "./trial.js";

/** A position that is pooled, with its weight and its trial. */
export interface Pooled {
  readonly position: Position;
  readonly weight: number;
  readonly trial: Trial;
}

export interface Pool {
  readonly members: readonly Pooled[];
  readonly rule: string;
  /** Why some were left out whose criterion is another; null where none were. */
  readonly criteria: string | null;
}

/**
 * Who is pooled: every position that holds premises and repeats no earlier one, if it is judged by
 * the study's criterion. Each counts once, unless `weights` says otherwise by key.
 */
export function poolOf(
  study: Study,
  ofPosition: ReadonlyMap<string, Trial>,
  sameAs: ReadonlyMap<string, string>,
  weights: ReadonlyMap<string, number>,
): Pool {
  const common = criterionKey(study.criterion);
  const candidates = [...study.positions.values()].filter(
    (position) => !holdsNothing(position) && !sameAs.has(position.key),
  );
  const alike = candidates.filter(
    ({ criterion }) => criterion === null || criterionKey(criterion) === common,
  );
  const members = alike.flatMap((position) => {
    const weight = weights.get(position.key) ?? 1;
    const trial = ofPosition.get(position.key);
    return weight > 0 && trial !== undefined ? [{ position, weight, trial }] : [];
  });
  const others = candidates.filter((position) => !alike.includes(position));
  const labels = others.map(({ label }) => label);
  return {
    members,
    rule:
      weights.size === 0
        ? "every position that holds premises counts once; who repeats another is not counted again"
        : "weights as given; every other position that holds premises counts once",
    criteria:
      labels.length === 0
        ? null
        : `judged by a criterion of their own, which cannot be averaged with the study's: ${labels.join("; ")}`,
  };
}
