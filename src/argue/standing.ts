import type { Comparison } from "#analyse/comparison";
import type { Estimate } from "#analyse/estimate";

/** How the policies stand after a trial; policies are indices in the study's order. */
export interface Standing {
  /** By mean criterion (or share of futures with success), best first; empty if all futures failed. */
  readonly order: readonly number[];
  /**
   * Every policy that is not clearly worse than some other, best first: more than one is a tie. With
   * the confidence asked for, the policy that is in truth the best is among them, although it was
   * seen which one leads (Gupta 1965, with Bonferroni's bound): see `pairLevel`.
   */
  readonly favoured: readonly number[];
  /** How far the best is ahead of the second, at the same confidence; null where there is no second. */
  readonly lead: Estimate | null;
  /** The policy that is best in the largest share of futures, which may be another. */
  readonly mostOften: number | null;
}

/**
 * At which level two policies are compared so that what is said of the best of `policies` holds at
 * `level`, with its having been chosen after the fact: the true best is in no comparison with one of
 * the others clearly worse, each at (1 − level) / (policies − 1) one-sided. Never laxer than a
 * comparison of two policies that were named beforehand.
 */
export function pairLevel(level: number, policies: number): number {
  const rivals = Math.max(2, policies - 1);
  return 1 - (2 * (1 - level)) / rivals;
}

/**
 * Stands `policies` against each other; equal means stand in the order given. `among` is how many
 * policies there are, where some were left out as hopeless.
 */
export function standingOf(
  comparison: Comparison,
  policies: readonly number[],
  level: number,
  among = policies.length,
): Standing {
  const order = policies
    .map((policy) => ({ policy, value: comparison.value(policy, level).value }))
    .filter(({ value }) => value !== null)
    .map(({ policy }) => policy)
    .sort((one, other) => comparison.lead(other, one, level).value ?? 0);
  if (order.length === 0) return { order, favoured: [], lead: null, mostOften: null };
  const each = pairLevel(level, among);
  const beaten = (policy: number): boolean =>
    order.some((rival) => rival !== policy && clearlyBetter(comparison, rival, policy, each));
  const [best, second] = order;
  return {
    order,
    favoured: order.filter((policy) => !beaten(policy)),
    lead: second === undefined ? null : leadAmong(comparison, best, second, level, among),
    mostOften: mostOftenBest(comparison, order, level),
  };
}

/** How far a policy is ahead of another, where one of them was chosen among so many. */
function leadAmong(
  comparison: Comparison,
  policy: number,
  rival: number,
  level: number,
  among: number,
): Estimate {
  const each = pairLevel(level, among);
  const lead = comparison.lead(policy, rival, each);
  if (each === level) return lead;
  return { ...lead, level, method: `${lead.method}, for the best of ${among}` };
}

/** Whether the interval of the paired difference lies wholly on `policy`'s side. */
export function clearlyBetter(
  comparison: Comparison,
  policy: number,
  rival: number,
  level: number,
): boolean {
  return 2 * comparison.doubt(policy, rival) <= 1 - level;
}

function mostOftenBest(comparison: Comparison, order: readonly number[], level: number): number {
  const share = (policy: number): number => comparison.best(policy, level).value ?? 0;
  return order.reduce((most, policy) => (share(policy) > share(most) ? policy : most));
}
