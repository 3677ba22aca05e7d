import type { Distribution } from "./study.js";

/**
 * The value that a single run takes of a premise for which no `at` is given: the median, in closed
 * form. Two kinds have none, and a simple rule stands in (exact quantiles are `sample/`'s):
 * a normal distribution truncated on one side or unevenly takes its mean, moved into the
 * truncation; a beta takes (α − 1/3) / (α + β − 2/3) where both are at least 1 (J. Kerman, "A
 * closed-form approximation for the median of the beta distribution", arXiv:1111.0433), else its
 * mean. Integers take the lower of two middle ones.
 */
export function middleOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "value":
      return distribution.value;
    case "uniform":
      return distribution.low + (distribution.high - distribution.low) / 2;
    case "triangular":
      return middleOfTriangular(distribution.low, distribution.mode, distribution.high);
    case "normal":
      return Math.min(distribution.high, Math.max(distribution.low, distribution.mean));
    case "lognormal":
      return distribution.median;
    case "beta": {
      const { alpha, beta, low, high } = distribution;
      const share =
        alpha >= 1 && beta >= 1 ? (alpha - 1 / 3) / (alpha + beta - 2 / 3) : alpha / (alpha + beta);
      return low + share * (high - low);
    }
    case "integers":
      return Math.floor((distribution.low + distribution.high) / 2);
    case "choices":
      return middleOfChoices(distribution.values, distribution.weights);
  }
}

/** The median of a triangular distribution lies on the side of the mode that holds half the area. */
function middleOfTriangular(low: number, mode: number, high: number): number {
  const middle = low + (high - low) / 2;
  return mode >= middle
    ? low + Math.sqrt(((high - low) * (mode - low)) / 2)
    : high - Math.sqrt(((high - low) * (high - mode)) / 2);
}

/** The smallest value with at least half of the weight at or below it. */
function middleOfChoices(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, index) => index).sort((one, other) => values[one] - values[other]);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let sum = 0;
  for (const index of order) {
    sum += weights[index];
    if (sum >= half) return values[index];
  }
  return values[order[order.length - 1]];
}

/** The least and the greatest number that a distribution can give; infinite where there is none. */
export function supportOf(distribution: Distribution): {
  readonly low: number;
  readonly high: number;
} {
  switch (distribution.kind) {
    case "value":
      return { low: distribution.value, high: distribution.value };
    case "lognormal":
      return { low: 0, high: Infinity };
    case "choices": {
      const possible = distribution.values.filter((_, index) => distribution.weights[index] > 0);
      return { low: Math.min(...possible), high: Math.max(...possible) };
    }
    default:
      return { low: distribution.low, high: distribution.high };
  }
}
