import type { RecordedVerdict } from "#study/record";
import type { Study } from "#study/study";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { standingOf } from "./standing.js";
import { scenarioKey, scenarioOf, Trial } from "./trial.js";

/** The verdict of every position and nothing else: what a ledger notes before and after a change. */
export function* verdictsOf(
  study: Study,
  futures: number,
  level: number,
  settings: RunSettings,
): Generator<RunPlan, RecordedVerdict[], RunResults> {
  const policies = [...study.policies.keys()];
  const trials = new Map<string, Trial>();
  const ofPosition = [...study.positions.values()].map((position) => {
    const scenario = scenarioOf(position, study);
    const key = scenarioKey(scenario);
    const trial = trials.get(key) ?? new Trial(scenario, study);
    trials.set(key, trial);
    return { position: position.key, trial };
  });
  yield* runTrials([...trials.values()], "verdicts", 0, futures, settings);
  const all = policies.map((_, index) => index);
  return ofPosition.map(({ position, trial }) => ({
    position,
    favoured: standingOf(trial.comparison, all, level).favoured.map((index) => policies[index]),
  }));
}
