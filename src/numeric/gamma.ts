import { ln } from "./elementary/logarithm.js";
import type { NumberArithmetic } from "./number-arithmetic.js";

const halfLnTwoPi = 0.9189385332046728;

/** B₂ₖ / (2k·(2k−1)), the coefficients of Stirling's series (Abramowitz and Stegun 6.1.41). */
const stirling: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
];

/**
 * ln Γ(x) for x > 0, else NaN. Error below 10^−14 · max(1, |ln Γ(x)|).
 *
 * Stirling's series, after the argument was raised to at least 12 by Γ(x + 1) = x·Γ(x).
 */
export function lnGamma(a: NumberArithmetic, x: number): number {
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  let product = 1;
  let raised = x;
  while (raised < 12) {
    product *= raised;
    raised += 1;
  }
  const inverseSquare = 1 / (raised * raised);
  let series = 0;
  for (let k = stirling.length - 1; k >= 0; k--) series = series * inverseSquare + stirling[k];
  const large = (raised - 0.5) * ln(a, raised) - raised + halfLnTwoPi + series / raised;
  return large - ln(a, product);
}
