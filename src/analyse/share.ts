import { wilsonInterval } from "#numeric/interval";
import type { Estimate } from "./estimate.js";

/**
 * A share with its Wilson interval (Wilson 1927). `wins` may have fractions, from futures that
 * several shared. Failed futures are in the interval both ways: `low` counts all of them as lost,
 * `high` all of them as won, each with its own Wilson bound.
 */
export function shareEstimate(
  wins: number,
  finished: number,
  failed: number,
  level: number,
): Estimate {
  const all = finished + failed;
  const method =
    failed === 0 ? "share, Wilson" : "share, Wilson, failed futures counted as lost and as won";
  const common = { level, method, n: finished, failed };
  if (finished === 0) return { value: null, low: 0, high: 1, ...common };
  const { low } = wilsonInterval(wins, all, level);
  const { high } = wilsonInterval(wins + failed, all, level);
  return { value: wins / finished, low, high, ...common };
}
