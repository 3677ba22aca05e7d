import { exp } from "#numeric/elementary/exp";
import { ln } from "#numeric/elementary/logarithm";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { normalQuantile, normalTail } from "./normal.js";

const HALF_LN_PI = 0.5723649429247001;
const HALF_LN_TWO_PI = 0.9189385332046727;
/** Above, Wallace's deviate gives the tail to 1e-7 of itself, at least for t up to 6. */
const MANY = 20_000;

/**
 * The chance that Student's t with `freedom` degrees of freedom exceeds `t`. Half the regularised
 * incomplete beta function at freedom/(freedom + t²), by its continued fraction (Abramowitz and
 * Stegun 26.5.8 and 26.7.1); for many degrees of freedom the normal tail at Wallace's deviate
 * (Wallace 1959).
 */
export function studentTail(t: number, freedom: number): number {
  if (t < 0) return 1 - studentTail(-t, freedom);
  if (t === Infinity) return 0;
  if (freedom > MANY) {
    const deviate = Math.sqrt(freedom * logarithmOfOnePlus((t * t) / freedom));
    return normalTail((deviate * (8 * freedom + 1)) / (8 * freedom + 3));
  }
  return 0.5 * incompleteBeta(t, freedom);
}

/** The t that is exceeded with chance (1 − level) / 2, so that ±t holds the level between. */
export function studentQuantile(level: number, freedom: number): number {
  const tail = (1 - level) / 2;
  // Wallace's deviate turned round is close already for some degrees of freedom. The tail is convex
  // to the right of 0, so that Newton's steps end up going outwards, wherever they begin.
  const deviate = (normalQuantile(1 - tail) * (8 * freedom + 3)) / (8 * freedom + 1);
  let t = Math.sqrt(freedom * (exponential(Math.min(700, (deviate * deviate) / freedom)) - 1));
  for (let step = 0; step < 200; step++) {
    const change = (studentTail(t, freedom) - tail) / studentDensity(t, freedom);
    t += change;
    if (Math.abs(change) < 1e-13 * t) break;
  }
  return t;
}

/** Student's interval of a mean of `n` ≥ 2 values with a sample standard deviation. */
export function meanBounds(
  mean: number,
  deviation: number,
  n: number,
  level: number,
): { readonly low: number; readonly high: number } {
  const reach = (studentQuantile(level, n - 1) * deviation) / Math.sqrt(n);
  return { low: mean - reach, high: mean + reach };
}

function studentDensity(t: number, freedom: number): number {
  const power = -0.5 * (freedom + 1) * logarithmOfOnePlus((t * t) / freedom);
  return exponential(logarithmOfConstant(freedom) + power);
}

/** ln Γ((f + 1)/2) − ln Γ(f/2) − ½ ln(f π). */
function logarithmOfConstant(freedom: number): number {
  const ratio = logarithmOfGamma((freedom + 1) / 2) - logarithmOfGamma(freedom / 2);
  return ratio - 0.5 * logarithm(freedom) - HALF_LN_PI;
}

/** I_x(f/2, 1/2) with x = f/(f + t²), by whichever of its two fractions converges fast. */
function incompleteBeta(t: number, freedom: number): number {
  const x = freedom / (freedom + t * t);
  const rest = (t * t) / (freedom + t * t);
  // x^(f/2) · (1 − x)^(1/2) / B(f/2, 1/2) in terms of t.
  const power = -0.5 * freedom * logarithmOfOnePlus((t * t) / freedom);
  const front = exponential(logarithmOfConstant(freedom) + 0.5 * logarithm(freedom) + power);
  const scaled = front * Math.sqrt(rest);
  const half = freedom / 2;
  if (x < (half + 1) / (half + 2.5)) return (scaled * betaFraction(half, 0.5, x)) / half;
  return 1 - (scaled * betaFraction(0.5, half, rest)) / 0.5;
}

/** The continued fraction of the incomplete beta function, by Lentz's method (Lentz 1976). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let numerator = 1;
  let denominator = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = denominator;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / away(1 + even * denominator);
    numerator = away(1 + even / numerator);
    result *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / away(1 + odd * denominator);
    numerator = away(1 + odd / numerator);
    const change = denominator * numerator;
    result *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return result;
}

/** Stirling's series (Abramowitz and Stegun 6.1.41) after moving the argument above 10. */
function logarithmOfGamma(x: number): number {
  let product = 1;
  let moved = x;
  while (moved < 10) {
    product *= moved;
    moved += 1;
  }
  const square = moved * moved;
  const series =
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) /
    moved;
  const stirling = (moved - 0.5) * logarithm(moved) - moved + HALF_LN_TWO_PI + series;
  return stirling - logarithm(product);
}

function exponential(x: number): number {
  return exp(createNumberArithmetic(), x);
}

function logarithm(x: number): number {
  return ln(createNumberArithmetic(), x);
}

/** ln(1 + x) for x ≥ 0 without losing a small x. */
function logarithmOfOnePlus(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  if (sum === Infinity) return Infinity;
  return (logarithm(sum) * x) / (sum - 1);
}
