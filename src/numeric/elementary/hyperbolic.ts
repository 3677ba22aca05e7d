import type { Arithmetic } from "../arithmetic.js";
import { exponentialParts, scaleByPowerOfTwo } from "./exp.js";
import { polynomial } from "./polynomial.js";

/** From here on e^−x is lost beside e^x. */
const alone = 22;
/** Beyond this sinh and cosh are infinite. */
const infinite = 711;

/**
 * The hyperbolic sine. Within 1 ulp (over 3 million points: 0.86).
 *
 * sinh(±0) = ±0, sinh(±∞) = ±∞, sinh(NaN) = NaN; too large is ±∞.
 *
 * Below 1 the power series, else e^x / 2 in two parts less e^−x / 2.
 */
export function sinh<V, M>(a: Arithmetic<V, M>, x: V): V {
  const magnitude = a.absolute(x);
  const square = a.multiply(x, x);
  const beyond = a.multiply(magnitude, a.multiply(square, polynomial(a, square, sineTerms)));
  const { high, low, inverse } = halvedExponential(a, magnitude);
  const large = a.add(high, a.subtract(low, inverse));
  const near = a.add(magnitude, beyond);
  return a.copySign(a.select(a.less(magnitude, a.constant(1)), near, large), x);
}

/**
 * The hyperbolic cosine. Within 1 ulp (over 3 million points: 0.88).
 *
 * cosh(±0) = 1, cosh(±∞) = +∞, cosh(NaN) = NaN; too large is +∞.
 */
export function cosh<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { high, low, inverse } = halvedExponential(a, a.absolute(x));
  return a.add(high, a.add(low, inverse));
}

/**
 * The hyperbolic tangent. Within 1 ulp (over 3 million points: 0.92).
 *
 * tanh(±0) = ±0, tanh(±∞) = ±1, tanh(NaN) = NaN.
 *
 * Where it is below about a half, x − x·(cosh x − sinh x / x) / cosh x, both by their power series,
 * which have positive terms only; else 1 − 2 / (e^2x + 1).
 */
export function tanh<V, M>(a: Arithmetic<V, M>, x: V): V {
  const magnitude = a.absolute(x);
  const square = a.multiply(x, x);
  const missing = a.divide(
    a.multiply(square, polynomial(a, square, tangentTerms)),
    polynomial(a, square, cosineTerms),
  );
  const near = a.subtract(magnitude, a.multiply(magnitude, missing));

  const doubled = a.lesser(a.add(magnitude, magnitude), a.constant(2 * alone));
  const { high, low, n } = exponentialParts(a, doubled);
  const power = a.powerOfTwo(n);
  const grown = a.multiply(high, power);
  const sum = a.add(grown, a.constant(1));
  // e^2x is the larger of the two.
  const lost = a.add(a.subtract(a.constant(1), a.subtract(sum, grown)), a.multiply(low, power));
  const quotient = a.divide(a.constant(2), sum);
  const correction = a.divide(a.multiply(quotient, lost), sum);
  const difference = a.subtract(a.constant(1), quotient);
  const dropped = a.subtract(a.subtract(a.constant(1), difference), quotient);
  const far = a.add(difference, a.add(dropped, correction));
  return a.copySign(a.select(a.less(magnitude, a.constant(nearTangent)), near, far), x);
}

const nearTangent = 0.55;

/** e^x / 2 in two parts, and e^−x / 2, for x ≥ 0; a NaN stays. */
function halvedExponential<V, M>(
  a: Arithmetic<V, M>,
  x: V,
): { readonly high: V; readonly low: V; readonly inverse: V } {
  const parts = exponentialParts(a, a.lesser(x, a.constant(infinite)));
  const exponent = a.subtract(parts.n, a.constant(1));
  const high = scaleByPowerOfTwo(a, parts.high, exponent);
  return {
    high,
    low: scaleByPowerOfTwo(a, parts.low, exponent),
    inverse: a.divide(a.constant(0.25), high),
  };
}

type Terms = readonly [number, number, ...number[]];

/** 1/3!, 1/5!, … up to where they are lost at 1. */
const sineTerms: Terms = [
  1 / 6,
  1 / 120,
  1 / 5040,
  1 / 362880,
  1 / 39916800,
  1 / 6227020800,
  1 / 1307674368000,
  1 / 355687428096000,
  1 / 121645100408832000,
];
/** 1, 1/2!, 1/4!, … */
const cosineTerms: Terms = [
  1,
  1 / 2,
  1 / 24,
  1 / 720,
  1 / 40320,
  1 / 3628800,
  1 / 479001600,
  1 / 87178291200,
  1 / 20922789888000,
];
/** Their differences: 2/3!, 4/5!, 6/7!, … */
const tangentTerms: Terms = [
  1 / 3,
  1 / 30,
  1 / 840,
  1 / 45360,
  1 / 3991680,
  1 / 518918400,
  1 / 93405312000,
  1 / 22230464256000,
];
