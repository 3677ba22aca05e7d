import { meanOf } from "#analyse/merits";
import type { Basis, Distribution, Position, Study } from "#study/study";
import { answerAll, stillRunning } from "./answer.js";
import { describeBelief } from "./belief.js";
import type { ModellerResult } from "./document-modeller.js";
import { modellerStatement } from "./modeller-words.js";
import { movedConstants, type MovedConstant } from "./moved-constants.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { standingOf, type Standing } from "./standing.js";
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

/** Somebody whose verdict is put on trial. */
export interface Accused {
  readonly position: Position;
  readonly trial: Trial;
  readonly standing: Standing;
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
  const { level, factor, screening, retries } = settings;
  const constants = movedConstants(study, factor);
  const policies = [...study.policies.keys()];
  const risk = 1 - level;

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

  const answered = <T extends { readonly one: Accused; readonly trial: Trial }>(
    all: readonly T[],
  ) =>
    accused.flatMap((one) => {
      const own = all.filter((item) => item.one === one);
      const answers = answerAll(
        own.map(({ trial }) => trial),
        one.standing.favoured,
        policies.length,
        risk,
      );
      return own.map((item, at) => ({ ...item, answer: answers[at].answer }));
    });
  const keys = (indices: readonly number[]): string[] => indices.map((policy) => policies[policy]);
  const standingNow = (trial: Trial): Standing =>
    standingOf(trial.comparison, trial.active, level, policies.length);
  const leadOver = ({ standing }: Accused, trial: Trial) => {
    const [best] = standingNow(trial).order;
    const old = standing.favoured.find((policy) => policy !== best);
    return best === undefined || old === undefined ? null : trial.comparison.lead(best, old, level);
  };
  const confirmed = answered(retried);
  const choices = constants.flatMap((constant) => {
    const changes = suspected
      .filter((move) => move.constant === constant)
      .flatMap(({ one, at, trial: screened }) => {
        const again = confirmed.find(
          (move) => move.constant === constant && move.one === one && move.at === at,
        );
        // What was tried again and did not change it is no change.
        if (again !== undefined && again.answer !== "flips") return [];
        const trial = again?.trial ?? screened;
        return [
          {
            position: one.position.key,
            at,
            favoured: keys(
              again === undefined ? [nearestRival(one, screened)] : standingNow(trial).favoured,
            ),
            lead: again === undefined ? null : leadOver(one, trial),
            confirmed: again !== undefined,
          },
        ];
      });
    const { key, name, value, low, high, unit } = constant;
    return changes.length === 0 ? [] : [{ key, name, value, low, high, unit, changes }];
  });
  const sure = ({ changes }: ModellerResult["choices"][number]): number =>
    changes.filter((change) => change.confirmed).length;
  const result: Omit<ModellerResult, "statement"> = {
    factor,
    constants: constants.length,
    positions: accused.map(({ position }) => position.key),
    screened: moves.length,
    screening,
    suspected: suspected.length,
    retried: retried.length,
    retries,
    choices: choices.toSorted(
      (one, other) => sure(other) - sure(one) || other.changes.length - one.changes.length,
    ),
    beliefs: answered(beliefs).map(({ one, premise, basis, belief, name, trial, answer }) => ({
      position: one.position.key,
      premise,
      name,
      basis,
      belief: describeBelief(belief),
      favoured: keys(standingNow(trial).favoured),
      changes: answer === "flips" ? "yes" : answer === "holds" ? "no" : "undecided",
      lead: leadOver(one, trial),
    })),
    together: drawn.map(({ one, trial }) => {
      const { favoured } = standingNow(trial);
      const old = one.standing.favoured;
      return {
        position: one.position.key,
        favoured: keys(favoured),
        same: favoured.length === old.length && favoured.every((policy) => old.includes(policy)),
        lead: leadOver(one, trial),
        best: trial.comparison.best(old[0], level),
        futures: trial.futures,
      };
    }),
  };
  return { ...result, statement: modellerStatement(result) };
}

function endsOf({ value, low, high }: MovedConstant): readonly number[] {
  return [low, high].filter((end) => end !== value);
}

/**
 * By how much what is favoured is expected to fall behind a rival: minus its lead over all futures
 * and minus what the move adds to that lead in the futures of the screening. Positive is a change.
 */
function predictedLag(one: Accused, moved: Trial): number {
  const { standing } = one;
  const rivals = moved.active.filter((policy) => !standing.favoured.includes(policy));
  const lags = rivals.map((rival) =>
    Math.min(...standing.favoured.map((own) => -predictedLead(own, rival, one, moved))),
  );
  return Math.max(-Infinity, ...lags);
}

function nearestRival(one: Accused, moved: Trial): number {
  const [own] = one.standing.favoured;
  const rivals = moved.active.filter((policy) => !one.standing.favoured.includes(policy));
  return rivals.reduce((nearest, rival) =>
    predictedLead(own, rival, one, moved) < predictedLead(own, nearest, one, moved)
      ? rival
      : nearest,
  );
}

function predictedLead(own: number, rival: number, { trial }: Accused, moved: Trial): number {
  const sign = trial.scorer.better === "more" ? 1 : -1;
  const shifts: number[] = [];
  const [after, afterRival] = [moved.scores(own), moved.scores(rival)];
  const [before, beforeRival] = [trial.scores(own), trial.scores(rival)];
  for (const [row, value] of after.entries()) {
    const shift = sign * (value - afterRival[row] - (before[row] - beforeRival[row]));
    if (Number.isFinite(shift)) shifts.push(shift);
  }
  return (trial.comparison.lead(own, rival, 0.95).value ?? 0) + meanOf(shifts);
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
