import { betaCdf, betaQuantile, createBeta } from "#numeric/beta";
import { ln } from "#numeric/elementary/logarithm";
import type { Interval } from "#numeric/interval";
import { normalCdf, normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

/** Above, Wallace's deviate gives the tail to 1e-7 of itself, at least for t up to 6. */
const MANY = 20_000;

/**
 * The chance that Student's t with `freedom` degrees of freedom exceeds `t`. Half the regularised
 * incomplete beta function at freedom / (freedom + t²) (Abramowitz and Stegun 26.7.1); for many
 * degrees of freedom the normal tail at Wallace's deviate (Wallace 1959).
 */
export function studentTail(t: number, freedom: number): number {
  const arithmetic = createNumberArithmetic();
  if (t < 0) return 1 - studentTail(-t, freedom);
  if (t === Infinity) return 0;
  if (freedom <= MANY) {
    const beta = createBeta(arithmetic, freedom / 2, 0.5);
    return betaCdf(arithmetic, beta, freedom / (freedom + t * t)) / 2;
  }
  const deviate = Math.sqrt(freedom * logarithmOfOnePlus((t * t) / freedom));
  return normalCdf(arithmetic, -(deviate * (8 * freedom + 1)) / (8 * freedom + 3));
}

/** The t for which Student's distribution holds the share `level` between −t and t. */
export function studentQuantile(level: number, freedom: number): number {
  const arithmetic = createNumberArithmetic();
  const tail = (1 - level) / 2;
  if (freedom <= MANY) {
    const beta = createBeta(arithmetic, freedom / 2, 0.5);
    const x = betaQuantile(arithmetic, beta, 2 * tail);
    return Math.sqrt((freedom * (1 - x)) / x);
  }
  const deviate = -normalQuantile(arithmetic, tail);
  // Fisher's expansion (Abramowitz and Stegun 26.7.5); the next term is below 1e-8 here.
  return deviate + (deviate * deviate * deviate + deviate) / (4 * freedom);
}

/** Student's interval of a mean of `n` ≥ 2 values with a sample standard deviation. */
export function studentInterval(
  mean: number,
  deviation: number,
  n: number,
  level: number,
): Interval {
  const reach = (studentQuantile(level, n - 1) * deviation) / Math.sqrt(n);
  return { low: mean - reach, high: mean + reach };
}

/** ln(1 + x) for x ≥ 0 without losing a small x. */
function logarithmOfOnePlus(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (ln(createNumberArithmetic(), sum) * x) / (sum - 1);
}
