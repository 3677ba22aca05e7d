import { meanWithInterval, meritsOf } from "#analyse/merits";
import { regretsOf } from "#analyse/regret";
import type { RegretResult } from "./document-position.js";
import type { Trial } from "./trial.js";

/** The mean regret of every policy in the futures that a trial remembers. */
export function reportRegret(
  trial: Trial,
  policies: readonly string[],
  level: number,
): RegretResult[] {
  const { merits, rows } = meritsIn(trial);
  const failed = trial.scores(0).length - rows.length;
  return policies.map((policy, option) => ({
    policy,
    regret: meanWithInterval(
      merits.length === 0 ? [] : regretsOf(merits, option),
      level,
      failed,
      "mean regret over finished futures, Student's t",
    ),
  }));
}

/** The merits of the policies in the futures that a trial remembers, and which futures these are. */
export function meritsIn(trial: Trial): ReturnType<typeof meritsOf> {
  const scores = trial.cases.map((_, policy) => trial.scores(policy));
  return meritsOf(scores, trial.scorer.better);
}
