import type { Study } from "#study/study";

/** The course that the first of the criterion's outcomes is read off. */
export function firstWatched(study: Study): readonly string[] {
  const { criterion } = study;
  const key =
    criterion.kind === "loss"
      ? criterion.terms[0]?.outcome
      : criterion.kind === "expected"
        ? criterion.outcome
        : [...study.outcomes.keys()][0];
  const outcome = study.outcomes.get(key ?? "") ?? [...study.outcomes.values()][0];
  return outcome === undefined ? [] : [outcome.variable];
}
