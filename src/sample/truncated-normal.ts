import { normalCdf, normalQuantile } from "#numeric/normal";
import type { NumberArithmetic } from "#numeric/number-arithmetic";

export interface TruncatedNormal {
  readonly mean: number;
  readonly deviation: number;
  /** −∞ and +∞ where it is not cut off. */
  readonly low: number;
  readonly high: number;
}

/** 37 deviations from the mean there is less than this, and shares lose their places. */
const leastMass = 1e-290;

/**
 * The quantile function of a normal distribution cut off at both ends, on shares from 0 to 1.
 * Shares are counted from the nearer end, so that a far tail is as exact as the middle. Throws a
 * RangeError for a negative deviation, ends in the wrong order, or ends between which there is
 * next to nothing of the distribution.
 */
export function truncatedNormalQuantile(
  a: NumberArithmetic,
  { mean, deviation, low, high }: TruncatedNormal,
): (u: number) => number {
  if (!(deviation >= 0 && deviation < Infinity && Number.isFinite(mean))) {
    throw new RangeError(
      `a normal distribution needs a finite mean and a deviation of 0 or more, not ${mean} and ${deviation}`,
    );
  }
  if (!(low <= high)) {
    throw new RangeError(`a normal distribution cannot be cut off below ${low} and above ${high}`);
  }
  const inside = (x: number): number => Math.min(Math.max(x, low), high);
  if (deviation === 0 || low === high) return () => inside(mean);

  const from = (low - mean) / deviation;
  const to = (high - mean) / deviation;
  const below = normalCdf(a, from);
  const above = normalCdf(a, -to);
  const mass = from > 0 ? normalCdf(a, -from) - above : normalCdf(a, to) - below;
  if (!(mass > leastMass)) {
    throw new RangeError(
      `a normal distribution with mean ${mean} and deviation ${deviation} has next to nothing ` +
        `between ${low} and ${high}; state a range instead`,
    );
  }
  return (u) => {
    const fromBelow = below + u * mass;
    const fromAbove = above + (1 - u) * mass;
    const z =
      fromBelow < fromAbove
        ? normalQuantile(a, fromBelow)
        : -normalQuantile(a, Math.min(1, fromAbove));
    return inside(mean + deviation * z);
  };
}
