import { exp } from "./elementary/exp.js";
import { ln } from "./elementary/logarithm.js";
import type { NumberArithmetic } from "./number-arithmetic.js";

const inverseRootOfTwoPi = 0.3989422804014327;

/** The density of the standard normal distribution at x. Relative error below 10^−15. */
export function normalDensity(a: NumberArithmetic, x: number): number {
  // x²/2 is split, since its rounding, some 10^−14 of the tail, would be the relative error.
  const magnitude = Math.abs(x);
  if (!(magnitude < 40)) return Number.isNaN(x) ? NaN : 0;
  const coarse = Math.floor(magnitude * 16) / 16;
  const fine = magnitude - coarse;
  return (
    inverseRootOfTwoPi * exp(a, -0.5 * coarse * coarse) * exp(a, -0.5 * fine * (magnitude + coarse))
  );
}

/**
 * Φ(x), the share of the standard normal distribution at or below x. Relative error below
 * 10^−15 for x ≥ −37; below that the result is subnormal, or zero.
 *
 * Near the middle the series ½ + φ(x)·(x + x³/3 + x⁵/15 + …), in the tails Laplace's continued
 * fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))) with as many terms as that x needs (Abramowitz
 * and Stegun 26.2.11 and 26.2.14).
 */
export function normalCdf(a: NumberArithmetic, x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 1) return 0.5 + normalDensity(a, x) * centralSeries(x);
  if (!(magnitude < 40)) return Number.isNaN(x) ? NaN : x < 0 ? 0 : 1;
  const tail = normalDensity(a, x) / tailFraction(magnitude);
  return x < 0 ? tail : 1 - tail;
}

function centralSeries(x: number): number {
  const terms = 24; // the 24th is below 10^−18 at |x| = 1
  const square = x * x;
  let factor = 1;
  for (let k = terms; k >= 1; k--) factor = 1 + (factor * square) / (2 * k + 1);
  return x * factor;
}

function tailFraction(x: number): number {
  const terms = Math.floor(20 + 600 / (x * x));
  let fraction = x;
  for (let k = terms; k >= 1; k--) fraction = x + k / fraction;
  return fraction;
}

/**
 * Φ⁻¹(p), the quantile of the standard normal distribution. Relative error below 10^−15
 * for p from 10^−300 to 1 − 2^−53. p = 0 gives −∞, p = 1 gives +∞, p outside [0, 1] NaN.
 *
 * The rational functions of Wichura, "Algorithm AS 241: The percentage points of the normal
 * distribution" (Applied Statistics 37, 1988), PPND16.
 */
export function normalQuantile(a: NumberArithmetic, p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const distance = p - 0.5;
  if (Math.abs(distance) <= 0.425) {
    const r = 0.180625 - distance * distance;
    return (distance * rational(r, centralNumerator)) / rational(r, centralDenominator);
  }
  const root = Math.sqrt(-ln(a, distance < 0 ? p : 1 - p));
  const near = root <= 5;
  const r = root - (near ? 1.6 : 5);
  const size =
    rational(r, near ? nearNumerator : farNumerator) /
    rational(r, near ? nearDenominator : farDenominator);
  return distance < 0 ? -size : size;
}

/** Coefficients from the highest power down. */
function rational(r: number, coefficients: readonly number[]): number {
  let value = coefficients[0];
  for (let index = 1; index < coefficients.length; index++) {
    value = value * r + coefficients[index];
  }
  return value;
}

const centralNumerator: readonly number[] = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const centralDenominator: readonly number[] = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const nearNumerator: readonly number[] = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const nearDenominator: readonly number[] = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
];
const farNumerator: readonly number[] = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const farDenominator: readonly number[] = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/** What PPND16 divides, in the three ranges of p. */
export const normalQuantileCoefficients = {
  central: { numerator: centralNumerator, denominator: centralDenominator },
  near: { numerator: nearNumerator, denominator: nearDenominator },
  far: { numerator: farNumerator, denominator: farDenominator },
};
