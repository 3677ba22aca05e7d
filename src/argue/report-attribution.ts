import { Moments } from "#analyse/moments";
import { meanOf, meanWithInterval } from "#analyse/merits";
import { allSets, complementOf, setName, type MemberSet } from "#analyse/member-sets";
import {
  coalitionsOf,
  interactionIndex,
  marginalsAlong,
  shapleyCoefficients,
} from "#analyse/shapley";
import { shuffles } from "#analyse/shuffles";
import { studentInterval } from "#analyse/student";
import type { Estimate } from "#analyse/estimate";
import type { Study } from "#study/study";
import type { AttributionResult, QuestionResult } from "./document-attribution.js";
import { hybridOf } from "./differing.js";
import type { Hybrids } from "./hybrids.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { scenarioOf, Trial } from "./trial.js";
import { count } from "./words.js";

/** Leads of the other's best policy over the one's, in common futures, by mix. */
export class Leads {
  readonly hybrids: Hybrids;
  readonly #policies: readonly [number, number];
  readonly #futures: number;
  readonly #known = new Map<string, Float64Array>();

  /** Of the first `futures`; null where the two cannot be compared on one scale. */
  static of(hybrids: Hybrids, futures: number): Leads | null {
    const [old] = hybrids.sides.one;
    const [next] = hybrids.sides.other;
    const judged = hybrids.differing.some(({ kind }) => kind === "criterion");
    return old === undefined || next === undefined || judged
      ? null
      : new Leads(hybrids, [old, next], futures);
  }

  private constructor(hybrids: Hybrids, policies: readonly [number, number], futures: number) {
    this.hybrids = hybrids;
    this.#policies = policies;
    this.#futures = futures;
    for (const { members, trial } of hybrids.all) this.take(members, trial);
  }

  get policies(): readonly [number, number] {
    return this.#policies;
  }

  take(members: MemberSet, trial: Trial): void {
    const [old, next] = this.#policies.map((policy) => trial.scores(policy));
    const sign = trial.scorer.better === "more" ? 1 : -1;
    const leads = new Float64Array(this.#futures).fill(NaN);
    for (let row = 0; row < Math.min(leads.length, old.length); row++) {
      leads[row] = sign * (next[row] - old[row]);
    }
    this.#known.set(setName(members), leads);
  }

  has(members: MemberSet): boolean {
    return this.#known.has(setName(members));
  }

  /** Futures in which all of the sets are known, and their leads there. */
  in(sets: readonly MemberSet[]): readonly Float64Array[] {
    const columns = sets.map((set) => this.#known.get(setName(set)) as Float64Array);
    const rows = [...columns[0].keys()].filter((row) =>
      columns.every((column) => !Number.isNaN(column[row])),
    );
    return columns.map((column) => Float64Array.from(rows, (row) => column[row]));
  }
}

/** How much of the gap each question would close, from the mixes next to both ends. */
export function reportQuestions(leads: Leads | null, level: number): QuestionResult[] {
  if (leads === null) return [];
  const { differing } = leads.hybrids;
  // Of one premise it is the whole gap.
  if (differing.length < 2) return [];
  const whole = complementOf([], differing.length);
  if (!leads.has(whole) || !isClear(leads.in([[], whole]))) return [];
  return differing
    .flatMap(({ key, name }, member): QuestionResult[] => {
      const others = complementOf([member], differing.length);
      const sets = [[], [member], others, whole];
      if (!sets.every((set) => leads.has(set))) return [];
      const [from, granted, withdrawn, to] = leads.in(sets);
      const moved = granted.map((lead, row) => lead - from[row] + to[row] - withdrawn[row]);
      const gap = to.map((lead, row) => 2 * (lead - from[row]));
      return [{ premise: key, name, closes: ratio(moved, gap, level) }];
    })
    .toSorted((one, other) => (other.closes.value ?? 0) - (one.closes.value ?? 0));
}

/** So many standard errors a gap must be from nothing for parts of it to have a meaning. */
const CLEAR_GAP = 4;

function isClear([from, to]: readonly Float64Array[]): boolean {
  const moments = new Moments();
  for (const [row, lead] of to.entries()) moments.add(lead - from[row]);
  const error = moments.standardDeviation / Math.sqrt(moments.count);
  return moments.count > 1 && Math.abs(moments.mean) > CLEAR_GAP * error;
}

/** A ratio of two means over the same futures, with its interval by the delta method. */
function ratio(above: Float64Array, below: Float64Array, level: number): Estimate {
  const method = "ratio of paired means, delta method";
  const common = { level, method, n: above.length, failed: 0 };
  const bottom = meanOf(below);
  const value = meanOf(above) / bottom;
  if (above.length < 2 || !Number.isFinite(value)) {
    return { value: null, low: null, high: null, ...common };
  }
  const moments = new Moments();
  for (const [row, top] of above.entries()) moments.add((top - value * below[row]) / bottom);
  const { low, high } = studentInterval(value, moments.standardDeviation, above.length, level);
  return { value, low, high, ...common };
}

/**
 * Shapley attribution of the gap between two positions: exact from mixes that are there, if all are;
 * else null.
 */
export function exactAttribution(
  leads: Leads | null,
  study: Study,
  level: number,
): AttributionResult | null {
  if (leads === null) return null;
  const { differing } = leads.hybrids;
  const members = differing.length;
  const sets = allSetsIfFew(members);
  if (sets === null || members < 2 || !sets.every((set) => leads.has(set))) return null;
  const columns = leads.in(sets);
  const at = new Map(sets.map((set, index) => [setName(set), index]));
  const futures = columns[0].length;
  const coefficients = shapleyCoefficients(members, sets);
  const shares = differing.map(({ key }, member) => {
    const inEach = new Float64Array(futures);
    for (const [set, column] of columns.entries()) {
      const coefficient = coefficients[member][set];
      for (let row = 0; row < futures; row++) inEach[row] += coefficient * column[row];
    }
    const method = "Shapley value, all mixes, Student's t over futures";
    return { premise: key, value: meanWithInterval(inEach, level, 0, method) };
  });
  const means = columns.map(meanOf);
  const pairs = differing.flatMap((one, first) =>
    differing.slice(first + 1).map((other, more) => ({
      premises: [one.key, other.key] as [string, string],
      value: {
        value: interactionIndex(
          [first, first + 1 + more],
          members,
          sets,
          (set) => means[at.get(setName(set)) as number],
        ),
        low: null,
        high: null,
        level,
        method: "Shapley interaction index of mean leads (Grabisch and Roubens 1999)",
        n: futures,
        failed: 0,
      },
    })),
  );
  return {
    method: "exact",
    ...framed(leads, study, level),
    shares: shares.toSorted(bySize),
    interactions: members > MOST_FOR_INTERACTIONS ? [] : pairs.toSorted(bySize),
    hybrids: sets.length,
    permutations: null,
    futures,
    statement: words(leads, shares.toSorted(bySize)[0]),
  };
}

/** Beyond that the pairs would take longer than all else. */
const MOST_FOR_INTERACTIONS = 8;
const MOST_EXACT = 12;

function allSetsIfFew(members: number): readonly MemberSet[] | null {
  return members > MOST_EXACT ? null : allSets(members);
}

/** Pairs of an order and its reverse that are sampled. */
const PERMUTATIONS = 10;

/**
 * The same by sampling orders, each with its reverse (antithetic; Castro, Gómez and Tejada 2009;
 * Lomeli, Rowland, Gretton and Ghahramani 2019): two policies in the first futures of every mix that
 * an order passes. Standard errors are of the mean over pairs of orders.
 */
export function* sampledAttribution(
  leads: Leads,
  study: Study,
  futures: number,
  settings: RunSettings,
  level: number,
): Generator<RunPlan, AttributionResult | null, RunResults> {
  const { differing, one, other } = leads.hybrids;
  const members = differing.length;
  const orders = shuffles(members, PERMUTATIONS, 1).map((order) => [...order]);
  const sets = new Map(
    orders
      .flatMap((order) => [...coalitionsOf(order), ...coalitionsOf(order.toReversed())])
      .map((set) => [setName(set), set]),
  );
  const made = [...sets.values()]
    .filter((set) => !leads.has(set))
    .map((set) => {
      const scenario = hybridOf(scenarioOf(one, study), scenarioOf(other, study), differing, set);
      const trial = new Trial(scenario, study, [], futures);
      trial.active = [...leads.policies].toSorted((a, b) => a - b);
      return { set, trial };
    });
  yield* runTrials(
    made.map(({ trial }) => trial),
    "attribution",
    0,
    futures,
    settings,
  );
  for (const { set, trial } of made) leads.take(set, trial);
  const names = [...sets.keys()];
  const columns = leads.in([...sets.values()]);
  if (columns[0].length === 0) return null;
  const means = new Map(columns.map((column, at) => [names[at], meanOf(column)]));
  const worth = (set: MemberSet): number => means.get(setName(set)) as number;
  const each = orders.map((order) => {
    const there = marginalsAlong(order, worth);
    const back = marginalsAlong(order.toReversed(), worth);
    return there.map((value, member) => (value + back[member]) / 2);
  });
  const shares = differing.map(({ key }, member) => ({
    premise: key,
    value: {
      ...meanWithInterval(
        each.map((values) => values[member]),
        level,
        0,
        `Shapley value, ${PERMUTATIONS} orders sampled with their reverses, Student's t over these`,
      ),
      n: columns[0].length,
    },
  }));
  return {
    method: "sampled",
    ...framed(leads, study, level),
    shares: shares.toSorted(bySize),
    interactions: [],
    hybrids: sets.size,
    permutations: PERMUTATIONS,
    futures: columns[0].length,
    statement: words(leads, shares.toSorted(bySize)[0]),
  };
}

function framed(
  leads: Leads,
  study: Study,
  level: number,
): Pick<AttributionResult, "policies" | "gap"> {
  const policies = [...study.policies.keys()];
  const [old, next] = leads.policies;
  const [from, to] = leads.in([[], complementOf([], leads.hybrids.differing.length)]);
  const gap = to.map((lead, row) => lead - from[row]);
  return {
    policies: [policies[old], policies[next]],
    gap: meanWithInterval(gap, level, 0, "mean of paired differences, Student's t"),
  };
}

function words(
  { hybrids }: Leads,
  largest: AttributionResult["shares"][number] | undefined,
): string {
  const name = hybrids.differing.find(({ key }) => key === largest?.premise)?.name;
  const what = count(hybrids.differing.length, "premise");
  return `The gap is spread over ${what} (Shapley); the largest part is that of ${name ?? "none"}. This explains its size, not the verdict: what decides is said by the sets above.`;
}

function bySize(one: { readonly value: Estimate }, other: { readonly value: Estimate }): number {
  return Math.abs(other.value.value ?? 0) - Math.abs(one.value.value ?? 0);
}
