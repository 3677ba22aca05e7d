import type { Comparison } from "#analyse/comparison";
import type { Estimate } from "#analyse/estimate";

/** How the policies stand after a trial; policies are indices in the study's order. */
export interface Standing {
  /** By mean criterion (or share of futures with success), best first; empty if all futures failed. */
  readonly order: readonly number[];
  /**
   * The best, and every policy whose paired difference from it has an interval that includes 0:
   * more than one is a tie. Best first.
   */
  readonly favoured: readonly number[];
  /** How far the best is ahead of the second; null where there is no second. */
  readonly lead: Estimate | null;
  /** The policy that is best in the largest share of futures, which may be another. */
  readonly mostOften: number | null;
}

/** Stands `policies` against each other; equal means stand in the order given. */
export function standingOf(
  comparison: Comparison,
  policies: readonly number[],
  level: number,
): Standing {
  const order = policies
    .map((policy) => ({ policy, value: comparison.value(policy, level).value }))
    .filter(({ value }) => value !== null)
    .map(({ policy }) => policy)
    .sort((one, other) => comparison.lead(other, one, level).value ?? 0);
  if (order.length === 0) return { order, favoured: [], lead: null, mostOften: null };
  const [best, second] = order;
  const tied = order.filter(
    (policy) => policy === best || !clearlyBetter(comparison, best, policy, level),
  );
  return {
    order,
    favoured: tied,
    lead: second === undefined ? null : comparison.lead(best, second, level),
    mostOften: mostOftenBest(comparison, order, level),
  };
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
