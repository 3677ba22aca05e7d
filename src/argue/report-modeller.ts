import type { Basis, Distribution } from "#study/study";
import { nearestRival, type Accused } from "./accused.js";
import { answerAll } from "./answer.js";
import { describeBelief } from "./belief.js";
import type { ModellerResult } from "./document-modeller.js";
import { modellerStatement } from "./modeller-words.js";
import type { MovedConstant } from "./moved-constants.js";
import { standingOf, type Standing } from "./standing.js";
import type { Trial } from "./trial.js";

/** Somebody's premises with something of them changed, and what was run of that. */
export interface Retrial {
  readonly one: Accused;
  readonly trial: Trial;
}

export interface MoveTried extends Retrial {
  readonly constant: MovedConstant;
  readonly at: number;
}

export interface BeliefOpened extends Retrial {
  readonly premise: string;
  readonly basis: Exclude<Basis, "stated">;
  readonly belief: Distribution;
  readonly name: string;
}

/** What was run to put the modeller on trial. */
export interface ModellerRuns {
  readonly constants: readonly MovedConstant[];
  /** How many moves were screened. */
  readonly screened: number;
  /** Those that seemed to change a verdict, and those of them that were tried again. */
  readonly suspected: readonly MoveTried[];
  readonly retried: readonly MoveTried[];
  readonly beliefs: readonly BeliefOpened[];
  /** All constants drawn at once. */
  readonly together: readonly Retrial[];
}

export interface ModellerReportSettings {
  readonly level: number;
  readonly factor: number;
  readonly screening: number;
  readonly retries: number;
}

/** What changed a verdict, of all that the modeller chose. */
export function reportModeller(
  runs: ModellerRuns,
  accused: readonly Accused[],
  policies: readonly string[],
  { level, factor, screening, retries }: ModellerReportSettings,
): ModellerResult {
  const answers = new Answers(accused, policies, level);
  const choices = choicesOf(runs, answers);
  const sure = ({ changes }: ModellerResult["choices"][number]): number =>
    changes.filter((change) => change.confirmed).length;
  const result: Omit<ModellerResult, "statement"> = {
    factor,
    constants: runs.constants.length,
    positions: accused.map(({ position }) => position.key),
    screened: runs.screened,
    screening,
    suspected: runs.suspected.length,
    retried: runs.retried.length,
    retries,
    choices: choices.toSorted(
      (one, other) => sure(other) - sure(one) || other.changes.length - one.changes.length,
    ),
    beliefs: answers
      .of(runs.beliefs)
      .map(({ one, premise, basis, belief, name, trial, answer }) => ({
        position: one.position.key,
        premise,
        name,
        basis,
        belief: describeBelief(belief),
        favoured: answers.favoured(trial),
        changes: answer === "flips" ? "yes" : answer === "holds" ? "no" : "undecided",
        lead: answers.leadOver(one, trial),
      })),
    together: runs.together.map((drawn) => togetherOf(drawn, answers, level)),
  };
  return { ...result, statement: modellerStatement(result) };
}

/** Constants of which a move changes a verdict, or seems to and was not tried again. */
function choicesOf(
  { constants, suspected, retried }: ModellerRuns,
  answers: Answers,
): ModellerResult["choices"] {
  const confirmed = answers.of(retried);
  return constants.flatMap((constant) => {
    const changes = suspected
      .filter((move) => move.constant === constant)
      .flatMap(({ one, at, trial: screened }) => {
        const again = confirmed.find(
          (move) => move.constant === constant && move.one === one && move.at === at,
        );
        // What was tried again and did not change it is no change.
        if (again !== undefined && again.answer !== "flips") return [];
        return [
          {
            position: one.position.key,
            at,
            favoured:
              again === undefined
                ? [answers.policy(nearestRival(one, screened))]
                : answers.favoured(again.trial),
            lead: again === undefined ? null : answers.leadOver(one, again.trial),
            confirmed: again !== undefined,
          },
        ];
      });
    const { key, name, value, low, high, unit } = constant;
    return changes.length === 0 ? [] : [{ key, name, value, low, high, unit, changes }];
  });
}

function togetherOf(
  { one, trial }: Retrial,
  answers: Answers,
  level: number,
): ModellerResult["together"][number] {
  const { favoured } = answers.standing(trial);
  const old = one.standing.favoured;
  return {
    position: one.position.key,
    favoured: answers.favoured(trial),
    same: favoured.length === old.length && favoured.every((policy) => old.includes(policy)),
    lead: answers.leadOver(one, trial),
    best: trial.comparison.best(old[0], level),
    futures: trial.futures,
  };
}

/** How retrials stand against the verdicts. */
class Answers {
  readonly #accused: readonly Accused[];
  readonly #policies: readonly string[];
  readonly #level: number;

  constructor(accused: readonly Accused[], policies: readonly string[], level: number) {
    this.#accused = accused;
    this.#policies = policies;
    this.#level = level;
  }

  /** With an answer each, which hold together for all of one position. */
  of<T extends Retrial>(all: readonly T[]) {
    return this.#accused.flatMap((one) => {
      const own = all.filter((item) => item.one === one);
      const answers = answerAll(
        own.map(({ trial }) => trial),
        one.standing.favoured,
        this.#policies.length,
        1 - this.#level,
      );
      return own.map((item, at) => ({ ...item, answer: answers[at].answer }));
    });
  }

  policy(index: number): string {
    return this.#policies[index];
  }

  standing(trial: Trial): Standing {
    return standingOf(trial.comparison, trial.active, this.#level, this.#policies.length);
  }

  favoured(trial: Trial): string[] {
    return this.standing(trial).favoured.map((policy) => this.#policies[policy]);
  }

  /** Of what is now the best over what was favoured before. */
  leadOver({ standing }: Accused, trial: Trial) {
    const [best] = this.standing(trial).order;
    const old = standing.favoured.find((policy) => policy !== best);
    if (best === undefined || old === undefined) return null;
    return trial.comparison.lead(best, old, this.#level);
  }
}
