import type { Criterion, Study } from "#study/study";

/** What one policy's runs gave, as far as it is needed here. */
interface Runs {
  /** By outcome: a value for each future, NaN where it failed. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
}

/** Runs of one moment, by policy, with the weights that were drawn for it. */
export interface Moment {
  readonly policies: ReadonlyMap<string, Runs>;
  /** Drawn values of the premises that are weights, by key. */
  readonly weights: ReadonlyMap<string, Float64Array>;
}

/** A term of a loss: what it adds to the lead of one policy over another, and the outcomes' means. */
export interface TermMove {
  readonly outcome: string;
  readonly before: number;
  readonly now: number;
  /** Means of the outcome under the one policy, then under the other. */
  readonly means: {
    readonly before: readonly [number, number];
    readonly now: readonly [number, number];
  };
}

/** How far one policy is ahead of another on average (behind where negative), before and now. */
export interface LeadMove {
  readonly before: number;
  readonly now: number;
  /** Terms sum up to the leads; what moved most comes first. */
  readonly terms: readonly TermMove[];
}

/**
 * How the lead of `policy` over `other` moved from one moment to another, term by term. Both moments
 * are compared on the same `futures` futures, so that chance has little part in the difference. Null
 * where the criterion is no weighted loss, which alone has terms that sum up, or a run is missing.
 */
export function leadMove(
  study: Study,
  criterion: Criterion,
  [policy, other]: readonly [string, string],
  before: Moment,
  now: Moment,
  futures: number,
): LeadMove | null {
  if (criterion.kind !== "loss") return null;
  const terms: TermMove[] = [];
  for (const { outcome, weight, scale } of criterion.terms) {
    const sign = study.outcomes.get(outcome)?.prefer === "more" ? -1 : 1;
    const lead = (moment: Moment) => termLead(moment, outcome, policy, other, futures, weight);
    const [was, is] = [lead(before), lead(now)];
    if (was === null || is === null) return null;
    terms.push({
      outcome,
      before: (sign * was.lead) / scale,
      now: (sign * is.lead) / scale,
      means: { before: was.means, now: is.means },
    });
  }
  const sum = (read: (term: TermMove) => number): number =>
    terms.reduce((total, term) => total + read(term), 0);
  return {
    before: sum((term) => term.before),
    now: sum((term) => term.now),
    terms: terms.toSorted((one, two) => moved(two) - moved(one)),
  };
}

function moved({ before, now }: TermMove): number {
  return Math.abs(now - before);
}

/** The mean of weight · (other − policy), and the means of both, over futures in which both ran. */
function termLead(
  { policies, weights }: Moment,
  outcome: string,
  policy: string,
  other: string,
  futures: number,
  weight: number | string,
): { readonly lead: number; readonly means: readonly [number, number] } | null {
  const one = policies.get(policy)?.outcomes.get(outcome);
  const two = policies.get(other)?.outcomes.get(outcome);
  const drawn = typeof weight === "string" ? weights.get(weight) : undefined;
  if (one === undefined || two === undefined) return null;
  if (typeof weight === "string" && drawn === undefined) return null;
  let [lead, first, second, count] = [0, 0, 0, 0];
  for (let future = 0; future < Math.min(futures, one.length, two.length); future++) {
    if (!Number.isFinite(one[future]) || !Number.isFinite(two[future])) continue;
    const factor = drawn === undefined ? (weight as number) : drawn[future];
    lead += factor * (two[future] - one[future]);
    first += one[future];
    second += two[future];
    count += 1;
  }
  return count === 0
    ? null
    : { lead: lead / count, means: [first / count, second / count] as const };
}
