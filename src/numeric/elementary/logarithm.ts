import type { Arithmetic } from "../arithmetic.js";
import { polynomial } from "./polynomial.js";

// Each in two parts; the first has at most 21 bits, so that its product with an exponent is exact.
export const ln2High = 0.6931467056274414;
export const ln2Low = 4.7493250390316726e-7;
const log10Of2High = 0.30102992057800293;
const log10Of2Low = 7.508597826552624e-8;
const log10OfEHigh = 0.4342944622039795;
const log10OfELow = 1.9699272335463627e-8;

const smallestNormal = 2.2250738585072014e-308;
const twoTo54 = 18014398509481984;

/**
 * The natural logarithm. Within 1 ulp (over 10 million points: 0.83), subnormal arguments included.
 *
 * ln(±0) = −∞, ln(negative) = NaN, ln(+∞) = +∞, ln(NaN) = NaN.
 *
 * x = 2^k·(1 + f), and ln x = k·ln 2 + f − (f²/2 − s·(f²/2 + R)), see `logarithmParts`.
 */
export function ln<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { k, f } = splitExponent(a, x);
  const { halfSquare, rest } = logarithmParts(a, f);
  const inner = a.subtract(halfSquare, a.add(rest, a.multiply(k, a.constant(ln2Low))));
  const result = a.subtract(a.multiply(k, a.constant(ln2High)), a.subtract(inner, f));
  return withSpecialValues(a, x, result);
}

/**
 * The logarithm to base 10. Within 1 ulp (over 10 million points: 0.71); exact for powers of ten. Special values as
 * for `ln`.
 *
 * The logarithm of 1 + f is taken in two parts and multiplied by log₁₀ e in two parts.
 */
export function log10<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { k, f } = splitExponent(a, x);
  const { halfSquare, rest } = logarithmParts(a, f);
  const high = a.high(a.subtract(f, halfSquare));
  const low = a.add(a.subtract(a.subtract(f, high), halfSquare), rest);

  const whole = a.multiply(k, a.constant(log10Of2High));
  const fraction = a.multiply(high, a.constant(log10OfEHigh));
  const sum = a.add(whole, fraction);
  const lost = a.add(a.subtract(whole, sum), fraction);
  const small = a.add(
    a.add(
      a.multiply(k, a.constant(log10Of2Low)),
      a.multiply(a.add(low, high), a.constant(log10OfELow)),
    ),
    a.multiply(low, a.constant(log10OfEHigh)),
  );
  return withSpecialValues(a, x, a.add(a.add(small, lost), sum));
}

/** x = 2^k·(1 + f) with 1 + f from √½ to √2, for positive x; whatever it is for others. */
export function splitExponent<V, M>(a: Arithmetic<V, M>, x: V): { readonly k: V; readonly f: V } {
  const subnormal = a.less(x, a.constant(smallestNormal));
  const normal = a.select(subnormal, a.multiply(x, a.constant(twoTo54)), x);
  const shift = a.select(subnormal, a.constant(54), a.constant(0));
  const exponent = a.subtract(a.exponentOf(normal), shift);
  const significand = a.significandOf(normal);
  const large = a.less(a.constant(Math.SQRT2), significand);
  const halved = a.select(large, a.multiply(significand, a.constant(0.5)), significand);
  return {
    k: a.select(large, a.add(exponent, a.constant(1)), exponent),
    f: a.subtract(halved, a.constant(1)),
  };
}

/**
 * ln(1 + f) = f − halfSquare + rest. With s = f / (2 + f), ln(1 + f) = 2s + s·R and 2s = f − s·f,
 * so rest = s·(f²/2 + R). R is s² times the minimax polynomial in s² (Remez), error 2^−59.5.
 */
function logarithmParts<V, M>(
  a: Arithmetic<V, M>,
  f: V,
): { readonly halfSquare: V; readonly rest: V } {
  const s = a.divide(f, a.add(f, a.constant(2)));
  const series = logarithmSeries(a, a.multiply(s, s));
  const halfSquare = a.multiply(a.multiply(f, f), a.constant(0.5));
  return { halfSquare, rest: a.multiply(s, a.add(halfSquare, series)) };
}

/** R of s², as above. */
export function logarithmSeries<V, M>(a: Arithmetic<V, M>, square: V): V {
  return a.multiply(
    square,
    polynomial(
      a,
      square,
      [
        0.6666666666666734, 0.39999999999416525, 0.2857142874207134, 0.22222198599269882,
        0.18183563210235051, 0.15314074363871236, 0.14795749767041805,
      ],
    ),
  );
}

function withSpecialValues<V, M>(a: Arithmetic<V, M>, x: V, result: V): V {
  const infinity = a.constant(Infinity);
  const zero = a.constant(0);
  const notPositive = a.select(a.equal(x, zero), a.constant(-Infinity), a.constant(NaN));
  const finite = a.select(a.less(zero, x), result, notPositive);
  return a.select(a.less(x, infinity), finite, x);
}
