import type { Arithmetic } from "../arithmetic.js";
import { exp } from "./exp.js";
import { polynomial } from "./polynomial.js";

const inverseRootOfTwoPi = 0.3989422804014327;
/** Beyond it the share in the tail is below the smallest number. */
const farthest = 39;

/**
 * Φ(x), the share of the standard normal distribution at or below x. Relative error below 10^−15
 * down to x = −37, where the result becomes subnormal.
 *
 * Φ(−∞) = 0, Φ(+∞) = 1, Φ(NaN) = NaN.
 *
 * The tail beyond y = |x| is φ(y)·R(y), where R is Mills' ratio. (y + 1)·R(y) is a polynomial in
 * t = (y − 5) / (y + 5): the Chebyshev series over all t from −1 to 1, cut short (mpmath, error
 * below 2^−55); the mapping is that of Schonfelder, "Chebyshev expansions for the error and related
 * functions" (Mathematics of Computation 32, 1978).
 */
export function normalCumulative<V, M>(a: Arithmetic<V, M>, x: V): V {
  const y = a.lesser(a.absolute(x), a.constant(farthest));
  const t = a.divide(a.subtract(y, a.constant(5)), a.add(y, a.constant(5)));
  const ratio = a.divide(polynomial(a, t, scaledRatio), a.add(y, a.constant(1)));
  const tail = a.multiply(density(a, y), ratio);
  return a.select(a.less(a.constant(0), x), a.subtract(a.constant(1), tail), tail);
}

/**
 * φ(y) for y from 0 to 39. The square is taken of the high bits of y, where it is exact: rounded, it
 * would be off by 10^−13 at the end.
 */
function density<V, M>(a: Arithmetic<V, M>, y: V): V {
  const high = a.high(y);
  const rest = a.multiply(a.multiply(a.constant(-0.5), a.subtract(y, high)), a.add(y, high));
  const coarse = exp(a, a.multiply(a.constant(-0.5), a.multiply(high, high)));
  // |rest| is below 39²·2^−20, so that five terms of e^rest are enough.
  const fine = polynomial(a, rest, [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120]);
  return a.multiply(a.constant(inverseRootOfTwoPi), a.multiply(coarse, fine));
}

/** The coefficients of (y + 1)·R(y) in t, the lowest first. */
const scaledRatio: readonly [number, number, ...number[]] = [
  1.1568486282918944, -0.22948753825211315, 0.07778159886873769, 0.0250721793016388,
  -0.0661776007790963, 0.0615050458401865, -0.03802659218584139, 0.01634823128102938,
  -0.004201290329187307, 1.9530638370790786e-5, 0.00045704392357953655, -0.0001343742785571135,
  -2.480583845192319e-5, 2.270961270923768e-5, -1.7633239265736746e-7, -3.277287633208865e-6,
  3.2054316652589574e-7, 4.91996233147834e-7, -6.588974491108954e-8, -7.758520236786343e-8,
  9.092476134019147e-9, 1.1032071151574336e-8, -7.073898575561589e-10, -9.564832934712551e-10,
];
