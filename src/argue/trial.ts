import { AmountComparison } from "#analyse/compare-amounts";
import { ShareComparison } from "#analyse/compare-shares";
import type { Comparison } from "#analyse/comparison";
import { Moments } from "#analyse/moments";
import { column } from "#numeric/table";
import type { Criterion, Distribution, Position, Study } from "#study/study";
import { beliefKey } from "./belief.js";
import { criterionKey, scorerOf, type Scorer } from "./criterion.js";
import type { Case, CaseResult, Draw, RunResults } from "./plan.js";

/** A set of premises and a criterion to judge by: a position, or a position that gave way. */
export interface Scenario {
  /**
   * What is assumed about every premise of the study, by key, and about constants of the model that
   * are moved though nobody disputes them.
   */
  readonly beliefs: ReadonlyMap<string, Distribution>;
  readonly criterion: Criterion;
}

/** The premises of a position, with what it leaves open at the whole range anybody holds. */
export function scenarioOf(position: Position, study: Study): Scenario {
  const beliefs = new Map<string, Distribution>();
  for (const [key, premise] of study.premises) {
    beliefs.set(key, position.holds.get(key)?.belief ?? premise.open);
  }
  return { beliefs, criterion: position.criterion ?? study.criterion };
}

/** Whether a position says nothing that the model could test: no premise, no criterion of its own. */
export function holdsNothing(position: Position): boolean {
  return position.holds.size === 0 && position.criterion === null;
}

/** A text that is equal exactly where two scenarios give the same result. */
export function scenarioKey({ beliefs, criterion }: Scenario): string {
  return JSON.stringify([
    criterionKey(criterion),
    [...beliefs].map(([key, belief]) => [key, beliefKey(belief)]),
  ]);
}

/** Runs of one policy that failed: in the engine, or (apart) when they were judged. */
export interface FailureCount {
  readonly policy: string;
  /** Of the first; later ones may have failed elsewhere. */
  readonly cause: string;
  readonly count: number;
  /** The first future in which it happened, to look at by itself. */
  readonly first: number;
}

/** A scenario with what its runs have shown so far. */
export class Trial {
  readonly comparison: Comparison;
  /** One for every policy, in the study's order. */
  readonly cases: readonly Case[];
  /** Indices of the policies that are still run. */
  active: readonly number[];
  /** For each policy, the moments of each outcome that is kept, over finished futures. */
  readonly outcomes: readonly ReadonlyMap<string, Moments>[];
  readonly #scenario: Scenario;
  readonly #scorer: Scorer;
  readonly #failures = new Map<string, FailureCount>();
  /** For each policy, the criterion in each of the first futures. */
  readonly #scores: readonly Float64Array[];
  /** The same of the outcomes that the criterion reads, by key. */
  readonly #read: readonly ReadonlyMap<string, Float64Array>[];
  readonly #first: number;
  #futures = 0;

  /**
   * `kept` are the keys of outcomes whose means are wanted besides the criterion; of the first
   * `remembered` futures the criterion is kept one by one, see `scores`, and with `kept` outcomes what
   * it reads, too. `first` is the first future that it is run in.
   */
  constructor(
    scenario: Scenario,
    study: Study,
    kept: Iterable<string> = [],
    remembered = 0,
    first = 0,
  ) {
    this.#first = first;
    const policies = [...study.policies.keys()];
    this.#scenario = scenario;
    this.#scorer = scorerOf(scenario.criterion, study);
    this.comparison =
      this.#scorer.scale === "share"
        ? new ShareComparison(policies.length)
        : new AmountComparison(policies.length, this.#scorer.better);
    this.cases = casesOf(scenario, study);
    this.active = policies.map((_, index) => index);
    const outcomes = [...kept];
    this.outcomes = policies.map(() => new Map(outcomes.map((key) => [key, new Moments()])));
    this.#scores = policies.map(() => new Float64Array(remembered).fill(NaN));
    const read = outcomes.length === 0 ? [] : this.#scorer.outcomes;
    this.#read = policies.map(
      () => new Map(read.map((key) => [key, new Float64Array(remembered).fill(NaN)])),
    );
  }

  /** The premises and the criterion that are tried. */
  get scenario(): Scenario {
    return this.#scenario;
  }

  /**
   * The criterion of a policy in the first futures, as many as are remembered and were run; NaN
   * where the future failed or the policy was left out.
   */
  scores(policy: number): Float64Array {
    const scores = this.#scores[policy];
    return scores.subarray(0, Math.min(scores.length, this.#futures));
  }

  get scorer(): Scorer {
    return this.#scorer;
  }

  /** An outcome that the criterion reads, in the same futures as `scores`. */
  outcomeIn(policy: number, outcome: string): Float64Array {
    const values = this.#read[policy].get(outcome);
    if (values === undefined) throw new Error(`the outcome "${outcome}" was not remembered`);
    return values.subarray(0, Math.min(values.length, this.#futures));
  }

  /** How many futures have been looked at, failed ones included. */
  get futures(): number {
    return this.#futures;
  }

  get failures(): readonly FailureCount[] {
    return [...this.#failures.values()];
  }

  /** Takes in the futures [from, to), which must follow on those before. */
  absorb(results: RunResults, draw: Draw, from: number, to: number): void {
    const next = this.#first + this.#futures;
    if (from !== next) throw new Error(`future ${from} came after ${next}`);
    const premises = new Map<string, Float64Array>();
    for (const key of this.#scorer.premises) {
      const belief = this.#scenario.beliefs.get(key);
      if (belief === undefined) throw new Error(`the study has no premise "${key}"`);
      premises.set(key, draw(key, belief, from, to));
    }
    const scores = new Map<number, Float64Array>();
    for (const policy of this.active) {
      const { id } = this.cases[policy];
      const result = results.get(id);
      if (result === undefined) throw new Error(`no results came back for the case ${id}`);
      if (result.outcomes.rows !== to - from) {
        throw new Error(
          `${result.outcomes.rows} futures came back where ${to - from} were asked for`,
        );
      }
      scores.set(policy, this.#score(policy, result, premises, from));
    }
    const values = new Float64Array(this.cases.length).fill(NaN);
    for (let row = 0; row < to - from; row++) {
      for (const [policy, score] of scores) values[policy] = score[row];
      if (!this.comparison.add(values, this.active)) continue;
      this.#remember(from - this.#first + row, row, values, results);
      for (const policy of this.active) {
        const { outcomes } = results.get(this.cases[policy].id) as CaseResult;
        for (const [key, moments] of this.outcomes[policy]) {
          const value = column(outcomes, key)[row];
          if (Number.isFinite(value)) moments.add(value);
        }
      }
    }
    this.#futures += to - from;
  }

  #remember(future: number, row: number, values: Float64Array, results: RunResults): void {
    for (const policy of this.active) {
      const scores = this.#scores[policy];
      if (future >= scores.length) continue;
      scores[future] = values[policy];
      const { outcomes } = results.get(this.cases[policy].id) as CaseResult;
      for (const [key, read] of this.#read[policy]) read[future] = column(outcomes, key)[row];
    }
  }

  /** The criterion in every future, NaN where the run or the criterion failed, which is noted. */
  #score(
    policy: number,
    result: CaseResult,
    premises: ReadonlyMap<string, Float64Array>,
    from: number,
  ): Float64Array {
    const score = Float64Array.from(this.#scorer.score(result.outcomes, premises));
    const causes = new Map(result.failures.map(({ row, cause }) => [row, cause]));
    for (let row = 0; row < score.length; row++) {
      const failed = causes.get(row);
      if (failed !== undefined) {
        this.#note(policy, "run", failed ?? "not looked into", from + row);
      } else {
        const nonsense = this.#causeOfNonsense(result, row, score[row]);
        if (nonsense === null) continue;
        this.#note(policy, nonsense, nonsense, from + row);
      }
      score[row] = NaN;
    }
    return score;
  }

  #causeOfNonsense(result: CaseResult, row: number, score: number): string | null {
    const lost = this.#scorer.outcomes.find(
      (key) => !Number.isFinite(column(result.outcomes, key)[row]),
    );
    if (lost !== undefined) return `the outcome "${lost}" is not a finite number`;
    return Number.isFinite(score) ? null : "the criterion is not a finite number";
  }

  #note(policy: number, kind: string, cause: string, future: number): void {
    const { policy: key } = this.cases[policy];
    const id = JSON.stringify([key, kind]);
    const known = this.#failures.get(id) ?? { policy: key, cause, count: 0, first: future };
    this.#failures.set(id, { ...known, count: known.count + 1 });
  }
}

/**
 * One case a policy. Premises that stand in the criterion alone are no part of a case, so that
 * scenarios that differ in nothing else share their runs.
 */
function casesOf(scenario: Scenario, study: Study): readonly Case[] {
  return casesUnder(scenario.beliefs, [...study.policies.keys()], study);
}

/** Cases of some policies, by key, under a set of premises. */
export function casesUnder(
  beliefs: Scenario["beliefs"],
  policies: readonly string[],
  study: Study,
): readonly Case[] {
  const premises = new Map<string, Distribution>();
  const content: string[][] = [];
  for (const [key, belief] of beliefs) {
    if (study.premises.get(key)?.inModel === false) continue;
    premises.set(key, belief);
    content.push([key, beliefKey(belief)]);
  }
  return policies.map((policy) => ({
    id: JSON.stringify([policy, content]),
    premises,
    policy,
  }));
}
