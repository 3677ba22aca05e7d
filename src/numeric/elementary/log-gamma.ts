import type { Arithmetic } from "../arithmetic.js";
import { ln } from "./logarithm.js";
import { polynomial } from "./polynomial.js";

const halfLnTwoPi = 0.9189385332046728;
/** From here on Stirling's series is good; smaller arguments are raised by as much. */
const raised = 8;

/** B₂ₖ / (2k·(2k−1)), the coefficients of Stirling's series (Abramowitz and Stegun 6.1.41). */
export const stirling: readonly [number, number, ...number[]] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/**
 * ln Γ(x) for x > 0, quickly, for distributions. Error below 10^−14 · max(1, |ln Γ(x)|).
 *
 * NaN for x ≤ 0 and for NaN; lnGamma(+∞) = +∞.
 *
 * Stirling's series, for x < 8 of x + 8, from which the logarithm of x·(x + 1)·…·(x + 7) is taken
 * away: Γ(x + 1) = x·Γ(x).
 */
export function lnGamma<V, M>(a: Arithmetic<V, M>, x: V): V {
  const small = a.less(x, a.constant(raised));
  let product = x;
  for (let step = 1; step < raised; step++) {
    product = a.multiply(product, a.add(x, a.constant(step)));
  }
  const z = a.select(small, a.add(x, a.constant(raised)), x);
  const inverse = a.divide(a.constant(1), z);
  const series = a.multiply(inverse, polynomial(a, a.multiply(inverse, inverse), stirling));
  const main = a.subtract(a.multiply(a.subtract(z, a.constant(0.5)), ln(a, z)), z);
  const large = a.add(main, a.add(a.constant(halfLnTwoPi), series));
  const taken = ln(a, a.select(small, product, a.constant(1)));
  const result = a.select(a.less(x, a.constant(Infinity)), a.subtract(large, taken), x);
  return a.select(a.less(a.constant(0), x), result, a.constant(NaN));
}
