import type { PositionResult } from "#argue/document";
import type { CaseResult } from "#argue/plan";
import { reportPosition } from "#argue/report-position";
import { standingOf } from "#argue/standing";
import { scenarioOf, Trial } from "#argue/trial";
import type { Table } from "#numeric/table";
import type { Distribution, Position, Study } from "#study/study";

import { drawnPremises, keptCoordinates } from "./slice.js";
import type { Coordinates } from "./slice.js";

const level = 0.95;

/** A verdict as the argument's document has it, and what the criterion says of every run. */
export interface Judgement {
  readonly result: PositionResult;
  /** By policy: the criterion in every future, NaN where the run failed. */
  readonly criterion: ReadonlyMap<string, Float64Array>;
}

/**
 * Judges the policies of a study by the futures [0, futures) that were run under a position's
 * premises: `outcomes` has, for each policy, a value for each future by the key of the outcome.
 */
export function judge(
  study: Study,
  position: Position,
  outcomes: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>,
  seed: number,
  futures: number,
  coordinatesOf: Coordinates = keptCoordinates(study),
): Judgement {
  const scenario = scenarioOf(position, study);
  const trial = new Trial(scenario, study, study.outcomes.keys());
  const tables = new Map<string, Table>();
  for (const [policy, columns] of outcomes) tables.set(policy, { rows: futures, columns });
  const results = new Map<string, CaseResult>();
  for (const { id, policy } of trial.cases) {
    const table = tables.get(policy);
    if (table === undefined) throw new Error(`no results came back for the policy "${policy}"`);
    results.set(id, { outcomes: table, failures: [] });
  }
  const draw = (premise: string, belief: Distribution, from: number, to: number) =>
    drawOne(coordinatesOf, premise, belief, seed, from, to);
  trial.absorb(results, draw, 0, futures);
  const all = [...study.policies.keys()].map((_, index) => index);
  const standing = standingOf(trial.comparison, all, level);
  const weights = new Map(
    trial.scorer.premises.map((key) => {
      const belief = scenario.beliefs.get(key);
      if (belief === undefined) throw new Error(`the study has no premise "${key}"`);
      return [key, drawOne(coordinatesOf, key, belief, seed, 0, futures)];
    }),
  );
  return {
    result: reportPosition(position, study, trial, standing, level, null),
    criterion: new Map(
      [...tables].map(([policy, table]) => [policy, trial.scorer.score(table, weights)]),
    ),
  };
}

function drawOne(
  coordinatesOf: Coordinates,
  premise: string,
  belief: Distribution,
  seed: number,
  from: number,
  to: number,
): Float64Array {
  return drawnPremises(coordinatesOf, new Map([[premise, belief]]), seed, from, to).get(
    premise,
  ) as Float64Array;
}
