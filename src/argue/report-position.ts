import type { Basis, Position, Study } from "#study/study";
import { meanEstimate } from "#analyse/compare-amounts";
import { describeBelief } from "./belief.js";
import type { VerdictResult } from "./document-parts.js";
import { concludes } from "./conclusion.js";
import type { PositionResult } from "./document.js";
import { reportCriterion } from "./report-study.js";
import type { Standing } from "./standing.js";
import type { Trial } from "./trial.js";

/** What the document says of one position. */
export function reportPosition(
  position: Position,
  study: Study,
  trial: Trial,
  standing: Standing,
  level: number,
  sameAs: string | null,
): PositionResult {
  const policies = [...study.policies.keys()];
  const held = [...position.holds].map(([premise, { belief, basis, claims }]) => ({
    premise,
    belief: describeBelief(belief),
    basis,
    claims: [...claims],
  }));
  const resting = (basis: Basis): number => held.filter((one) => one.basis === basis).length;
  const claims = [...study.claims.values()].filter(
    ({ document }) => position.document !== null && document === position.document,
  );
  return {
    key: position.key,
    label: position.label,
    document: position.document,
    sameAs,
    criterion: position.criterion === null ? null : reportCriterion(position.criterion, study),
    premises: {
      stated: resting("stated"),
      inferred: resting("inferred"),
      added: resting("added"),
      open: study.premises.size - held.length,
      held,
    },
    claims: {
      all: claims.length,
      unmodelled: claims.filter(({ unmodelled }) => unmodelled !== null).length,
    },
    policies: policies.map((policy, index) => {
      const criterion = trial.comparison.value(index, level);
      const mean = "mean over finished futures, Student's t";
      return {
        policy,
        criterion,
        best: trial.comparison.best(index, level),
        outcomes: Object.fromEntries(
          [...trial.outcomes[index]].map(([key, moments]) => [
            key,
            meanEstimate(moments, 1, level, trial.futures - moments.count, mean),
          ]),
        ),
      };
    }),
    verdict: reportVerdict(trial, standing, policies),
    regret: [],
    weights: null,
    unspoken: null,
    value: null,
    conclusion: {
      ...concludes(position, study, trial.comparison, standing, level),
      policies: [...(position.concludes?.policies ?? [])],
      claim: position.concludes?.claim ?? null,
    },
  };
}

/** The verdict of a trial; `policies` are the keys of the study's, in its order. */
export function reportVerdict(
  trial: Trial,
  standing: Standing,
  policies: readonly string[],
): VerdictResult {
  const keyAt = (index: number | undefined): string | null =>
    index === undefined ? null : policies[index];
  return {
    scale: trial.scorer.scale,
    favoured: standing.favoured.map((index) => policies[index]),
    tie: standing.favoured.length > 1,
    runnerUp: keyAt(standing.order[1]),
    lead: standing.lead,
    mostOften: keyAt(standing.mostOften ?? undefined),
  };
}
