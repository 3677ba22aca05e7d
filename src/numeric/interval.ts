import { normalCdf, normalQuantile } from "./normal.js";
import { createNumberArithmetic } from "./number-arithmetic.js";

/** From `low` to `high`, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How many standard deviations to either side hold the share `level` of a normal distribution. */
export function normalWidth(level: number): number {
  return -normalQuantile(createNumberArithmetic(), (1 - level) / 2);
}

/**
 * The interval of a share of which `count` out of `n` were seen (Wilson 1927; the score interval).
 * Without observations it is [0, 1]. level: 0.95 for 95 %.
 */
export function wilsonInterval(count: number, n: number, level: number): Interval {
  if (!(n > 0)) return { low: 0, high: 1 };
  const z = normalWidth(level);
  const share = count / n;
  const center = share + (z * z) / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    low: count === 0 ? 0 : (center - margin) / scale,
    high: count === n ? 1 : (center + margin) / scale,
  };
}

/**
 * The interval of a mean over n observations with that standard deviation (n − 1 in its
 * denominator), by the normal approximation. Unbounded for fewer than two observations.
 */
export function meanInterval(mean: number, deviation: number, n: number, level: number): Interval {
  if (!(n >= 2)) return { low: -Infinity, high: Infinity };
  const margin = (normalWidth(level) * deviation) / Math.sqrt(n);
  return { low: mean - margin, high: mean + margin };
}

/** The probability of a standard normal number at least as far from zero as z. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalCdf(createNumberArithmetic(), -Math.abs(z)));
}

/**
 * p-values adjusted for testing them all, in the order given (Holm 1979): the k-th smallest of m is
 * multiplied by m − k + 1, and none is smaller than the one before it. NaN counts as 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const values = pValues.map((p) => (Number.isNaN(p) ? 1 : p));
  const order = values.map((_, index) => index).toSorted((i, j) => values[i] - values[j] || i - j);
  const adjusted = values.slice();
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * values[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}
