import type { Basis, Distribution, Study } from "#study/study";
import { predictedLag, type Accused } from "./accused.js";
import { stillRunning } from "./answer.js";
import type { ModellerResult } from "./document-modeller.js";
import { movedConstants, type MovedConstant } from "./moved-constants.js";
import type { RunPlan, RunResults } from "./plan.js";
import { reportModeller } from "./report-modeller.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { Trial, type Scenario } from "./trial.js";

export interface ModellerSettings extends RunSettings {
  readonly level: number;
  /** By what part of its value a constant is moved. */
  readonly factor: number;
  /** Futures of each move in the screening. */
  readonly screening: number;
  /** Futures of what seemed to change a verdict, and of all constants drawn at once. */
  readonly retries: number;
  /** Moves of one position that are tried again, those that went furthest. */
  readonly retriedEach: number;
}

/** Besides what is favoured so many rivals, the nearest, are run in the screening. */
const RIVALS = 2;

/**
 * The modeller as one more speaker. One at a time, each constant that nobody disputes is moved to
 * either end in few futures, the same as those of the verdict: how far that shifts each lead there,
 * added to the lead over all futures, tells which moves may change a verdict. Those that went
 * furthest are run in more futures and answered as concessions are, with Holm over a position's. Then
 * each premise that the modeller added or inferred is left open instead, and all constants are drawn
 * at once.
 */
export function* tryModeller(
  accused: readonly Accused[],
  study: Study,
  settings: ModellerSettings,
): Generator<RunPlan, ModellerResult, RunResults> {
  const { factor, screening, retries } = settings;
  const constants = movedConstants(study, factor);
  const policies = [...study.policies.keys()];

  // Every case names every constant, so that one program serves all.
  const scenarioWith = (
    { trial }: Accused,
    changed: ReadonlyMap<string, Distribution>,
  ): Scenario => {
    const beliefs = new Map(trial.scenario.beliefs);
    for (const { key, value } of constants) {
      beliefs.set(key, changed.get(key) ?? { kind: "value", value });
    }
    return { beliefs, criterion: trial.scenario.criterion };
  };
  const moves = accused
    .filter(({ standing }) => standing.favoured.length > 0)
    .flatMap((one) =>
      constants.flatMap((constant) =>
        endsOf(constant).map((at) => {
          const changed = new Map<string, Distribution>([
            [constant.key, { kind: "value", value: at }],
          ]);
          const trial = new Trial(scenarioWith(one, changed), study, [], screening);
          const { favoured, order } = one.standing;
          const rivals = order.filter((policy) => !favoured.includes(policy)).slice(0, RIVALS);
          trial.active = [...favoured, ...rivals].toSorted((a, b) => a - b);
          return { one, constant, at, trial, changed };
        }),
      ),
    );
  yield* runTrials(
    moves.map(({ trial }) => trial),
    "modeller",
    0,
    screening,
    settings,
  );
  const suspected = moves
    .map((move) => ({ ...move, behind: predictedLag(move.one, move.trial) }))
    .filter(({ behind }) => behind > 0);
  const retried = accused.flatMap((one) =>
    suspected
      .filter((move) => move.one === one)
      .toSorted((first, second) => second.behind - first.behind)
      .slice(0, settings.retriedEach)
      .map((move) => ({ ...move, trial: new Trial(scenarioWith(one, move.changed), study) })),
  );
  const beliefs = accused.flatMap((one) => openedOf(one, study));
  const together = accused.map((one) => {
    const changed = new Map(
      constants.map(({ key, low, high }): [string, Distribution] => [
        key,
        { kind: "uniform", low, high },
      ]),
    );
    return { one, trial: new Trial(scenarioWith(one, changed), study) };
  });
  const glance = Math.min(screening, retries);
  const tested = [...retried, ...beliefs];
  const trials = tested.map(({ trial }) => trial);
  yield* runTrials(trials, "modeller", 0, glance, settings);
  for (const { one, trial } of tested) trial.active = stillRunning(trial, one.standing.favoured);
  yield* runTrials(trials, "modeller", glance, retries, settings);
  const drawn = constants.length === 0 ? [] : together;
  yield* runTrials(
    drawn.map(({ trial }) => trial),
    "modeller",
    0,
    retries,
    settings,
  );

  return reportModeller(
    { constants, screened: moves.length, suspected, retried, beliefs, together: drawn },
    accused,
    policies,
    settings,
  );
}

function endsOf({ value, low, high }: MovedConstant): readonly number[] {
  return [low, high].filter((end) => end !== value);
}

/** What the modeller added or inferred for a position, each left open instead. */
function openedOf(one: Accused, study: Study) {
  return [...one.position.holds].flatMap(([premise, { basis, belief }]) => {
    const known = study.premises.get(premise);
    if (known === undefined || !isModellers(basis)) return [];
    const beliefs = new Map(one.trial.scenario.beliefs).set(premise, known.open);
    const trial = new Trial({ beliefs, criterion: one.trial.scenario.criterion }, study);
    return [{ one, premise, basis, belief, name: known.name, trial }];
  });
}

function isModellers(basis: Basis): basis is "added" | "inferred" {
  return basis !== "stated";
}
