import { exp } from "#numeric/elementary/exp";
import { ln } from "#numeric/elementary/logarithm";
import { normalCdf } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { ObservedRange } from "./crps.js";

/**
 * The logarithm of the likelihood of what was observed if the model says `value`, figure and model
 * being apart by a normal error of standard deviation `deviation`: of a figure its density; of an
 * interval or a bound the chance that the truth lies within (a censored normal; Tobin 1958). Without
 * an error (0) an interval is met or not, and a figure has no likelihood (NaN).
 */
export function logLikelihood(
  value: number,
  { low, high }: ObservedRange,
  deviation: number,
): number {
  const arithmetic = createNumberArithmetic();
  if (deviation === 0) {
    if (low === high) return NaN;
    return value >= low && value <= high ? 0 : -Infinity;
  }
  const from = (low - value) / deviation;
  const to = (high - value) / deviation;
  if (low === high) return -0.5 * from * from - ln(arithmetic, deviation) - HALF_LOG_OF_TWO_PI;
  // On the side on which both ends are small, so that a far tail is not lost in 1 − 1.
  const chance =
    from > 0
      ? normalCdf(arithmetic, -from) - normalCdf(arithmetic, -to)
      : normalCdf(arithmetic, to) - normalCdf(arithmetic, from);
  return chance > 0 ? ln(arithmetic, chance) : -Infinity;
}

const HALF_LOG_OF_TWO_PI = 0.9189385332046727;

/** ln Σ exp(xᵢ) without overflow; −Infinity for none. */
export function logOfSum(logarithms: ArrayLike<number>): number {
  const arithmetic = createNumberArithmetic();
  let most = -Infinity;
  for (let at = 0; at < logarithms.length; at++) most = Math.max(most, logarithms[at]);
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  for (let at = 0; at < logarithms.length; at++) sum += exp(arithmetic, logarithms[at] - most);
  return most + ln(arithmetic, sum);
}
