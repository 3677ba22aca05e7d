import { exp } from "#numeric/elementary/exp";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

/**
 * Weights that sum to 1 from the logarithms of likelihoods; all 0 where no future has any (Kong, Liu
 * and Wong 1994, section 2: importance weights of draws from the prior).
 */
export function importanceWeights(logLikelihoods: ArrayLike<number>): Float64Array {
  const arithmetic = createNumberArithmetic();
  let most = -Infinity;
  for (let at = 0; at < logLikelihoods.length; at++) most = Math.max(most, logLikelihoods[at]);
  const weights = new Float64Array(logLikelihoods.length);
  if (most === -Infinity) return weights;
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    weights[at] = exp(arithmetic, logLikelihoods[at] - most);
    sum += weights[at];
  }
  return weights.map((weight) => weight / sum);
}

/** How many equally weighted draws these are worth: (Σw)² / Σw² (Kish 1965; Kong 1992). */
export function effectiveSize(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < weights.length; at++) {
    sum += weights[at];
    squares += weights[at] * weights[at];
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * The smallest value at or below which lies at least the share `probability` of the weight; NaN
 * where there is no weight. `order` are the indices of `values` in ascending order of value.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  order: ArrayLike<number>,
  probability: number,
): number {
  let total = 0;
  for (let at = 0; at < weights.length; at++) total += weights[at];
  if (!(total > 0)) return NaN;
  let sum = 0;
  let last = NaN;
  for (let at = 0; at < order.length; at++) {
    const index = order[at];
    if (!(weights[index] > 0)) continue;
    sum += weights[index];
    last = values[index];
    if (sum >= probability * total) return last;
  }
  return last;
}

/** The indices of values in ascending order; equal ones in their own. */
export function ascending(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, at) => at).sort(
    (one, other) => values[one] - values[other] || one - other,
  );
}
