import type { Arithmetic } from "../arithmetic.js";
import { polynomial } from "./polynomial.js";

const twoOverPi = 0.6366197723675814;
// π/2 in five parts; the first four have 23 bits each, so that their products with an integer of
// 30 bits are exact.
const halfPi1 = 1.570796251296997;
const halfPi2 = 7.549789415861596e-8;
const halfPi3 = 5.39030083589187e-15;
const halfPi4 = 2.0222659584103533e-21;
const halfPi5 = 2.9038559739793605e-28;

/** 2^30, about 1.07·10⁹ radians: up to here arguments are reduced to the last place. */
const largestArgument = 1073741824;

/**
 * The sine of x in radians. Within 1 ulp (over 10 million points: 0.85) for |x| ≤ 2^30, next to multiples of π too.
 *
 * sin(±0) = ±0. NaN for |x| > 2^30, where π is no longer known well enough here (an honest failure
 * instead of an arbitrary value), for ±∞ and for NaN.
 */
export function sin<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { quarter, sine, cosine } = sineAndCosine(a, x);
  const result = inQuarter(a, quarter, total(a, sine), total(a, cosine));
  return a.select(a.equal(x, a.constant(0)), x, whereReduced(a, x, result));
}

/** The cosine of x in radians. Within 1 ulp (over 10 million points: 0.83) for |x| ≤ 2^30; beyond, ±∞ and NaN give NaN. */
export function cos<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { quarter, sine, cosine } = sineAndCosine(a, x);
  const next = a.add(quarter, a.constant(1));
  return whereReduced(a, x, inQuarter(a, next, total(a, sine), total(a, cosine)));
}

/**
 * The tangent of x in radians. Within 2 ulp (over 13 million points: 1.47) for |x| ≤ 2^30; beyond, ±∞ and NaN give NaN.
 * tan(±0) = ±0.
 *
 * Sine over cosine, corrected by what their last roundings lost.
 */
export function tan<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { quarter, sine, cosine } = sineAndCosine(a, x);
  const half = a.multiply(quarter, a.constant(0.5));
  const odd = a.notEqual(a.floor(half), half);
  const numerator = rounded(a, chosen(a, odd, cosine, sine));
  const denominator = rounded(a, chosen(a, odd, sine, cosine));
  const quotient = a.divide(numerator.value, denominator.value);
  const correction = a.divide(
    a.subtract(numerator.lost, a.multiply(quotient, denominator.lost)),
    denominator.value,
  );
  const ratio = a.add(quotient, correction);
  const result = a.select(odd, a.negate(ratio), ratio);
  return a.select(a.equal(x, a.constant(0)), x, whereReduced(a, x, result));
}

/** A sum of a large and a small part that is not rounded yet. */
interface Sum<V> {
  readonly large: V;
  readonly small: V;
}

/** x = quarter·π/2 + r with |r| ≤ π/4; sine and cosine are those of r. */
interface Reduced<V> {
  readonly quarter: V;
  readonly sine: Sum<V>;
  readonly cosine: Sum<V>;
}

/**
 * Both polynomials are minimax (Remez), relative errors 2^−58.0 and 2^−64.2: sin r = r + r³·S(r²),
 * cos r = 1 − r²/2 + r⁴·C(r²). `low`, what r lacks, enters through its derivatives.
 */
function sineAndCosine<V, M>(a: Arithmetic<V, M>, x: V): Reduced<V> {
  const { quarter, r, low } = reduce(a, x);
  const square = a.multiply(r, r);
  const halfSquare = a.multiply(square, a.constant(0.5));
  const oneMinusHalfSquare = a.subtract(a.constant(1), halfSquare);
  const sineSeries = polynomial(
    a,
    square,
    [
      -0.16666666666666632, 0.008333333333322486, -0.0001984126982985337, 2.755731370506521e-6,
      -2.50507598893333e-8, 1.5896886472796292e-10,
    ],
  );
  const cosineSeries = polynomial(
    a,
    square,
    [
      0.0416666666666666, -0.001388888888887447, 2.4801587289666912e-5, -2.7557314399269524e-7,
      2.0875728994974263e-9, -1.1359917373577065e-11,
    ],
  );
  const roundingOfCosine = a.subtract(a.subtract(a.constant(1), oneMinusHalfSquare), halfSquare);
  return {
    quarter,
    sine: {
      large: r,
      small: a.add(
        a.multiply(a.multiply(square, r), sineSeries),
        a.multiply(low, oneMinusHalfSquare),
      ),
    },
    cosine: {
      large: oneMinusHalfSquare,
      small: a.add(
        roundingOfCosine,
        a.subtract(a.multiply(a.multiply(square, square), cosineSeries), a.multiply(r, low)),
      ),
    },
  };
}

/**
 * Cody–Waite reduction (Software Manual for the Elementary Functions, 1980, chapter 8) in five
 * parts. A double up to 2^30 comes no closer to a multiple of π/2 than about 2^−60; the first two
 * subtractions are exact, the next two keep what they lose, and what is missing at the end is below
 * 2^−115.
 */
function reduce<V, M>(
  a: Arithmetic<V, M>,
  x: V,
): { readonly quarter: V; readonly r: V; readonly low: V } {
  const quarter = a.nearest(a.multiply(x, a.constant(twoOverPi)));
  const first = a.subtract(x, a.multiply(quarter, a.constant(halfPi1)));
  const second = a.subtract(first, a.multiply(quarter, a.constant(halfPi2)));
  const thirdPart = a.multiply(quarter, a.constant(halfPi3));
  const third = a.subtract(second, thirdPart);
  const thirdLost = a.subtract(a.subtract(second, third), thirdPart);
  const fourthPart = a.multiply(quarter, a.constant(halfPi4));
  const fourth = a.subtract(third, fourthPart);
  const fourthLost = a.subtract(a.subtract(third, fourth), fourthPart);
  const rest = a.subtract(a.add(thirdLost, fourthLost), a.multiply(quarter, a.constant(halfPi5)));
  const r = a.add(fourth, rest);
  return { quarter, r, low: a.add(a.subtract(fourth, r), rest) };
}

/** sin(quarter·π/2 + r) from sine and cosine of r. */
function inQuarter<V, M>(a: Arithmetic<V, M>, quarter: V, sine: V, cosine: V): V {
  const half = a.multiply(quarter, a.constant(0.5));
  const wholeHalf = a.floor(half);
  const fourth = a.multiply(wholeHalf, a.constant(0.5));
  const turned = a.subtract(fourth, a.floor(fourth)); // 0 or 1/2
  const sign = a.subtract(a.constant(1), a.multiply(turned, a.constant(4)));
  return a.multiply(a.select(a.notEqual(wholeHalf, half), cosine, sine), sign);
}

function total<V, M>(a: Arithmetic<V, M>, sum: Sum<V>): V {
  return a.add(sum.large, sum.small);
}

function rounded<V, M>(a: Arithmetic<V, M>, sum: Sum<V>): { readonly value: V; readonly lost: V } {
  const value = total(a, sum);
  return { value, lost: a.add(a.subtract(sum.large, value), sum.small) };
}

function chosen<V, M>(a: Arithmetic<V, M>, condition: M, ifTrue: Sum<V>, ifFalse: Sum<V>): Sum<V> {
  return {
    large: a.select(condition, ifTrue.large, ifFalse.large),
    small: a.select(condition, ifTrue.small, ifFalse.small),
  };
}

function whereReduced<V, M>(a: Arithmetic<V, M>, x: V, result: V): V {
  const inRange = a.lessOrEqual(a.absolute(x), a.constant(largestArgument));
  return a.select(inRange, result, a.constant(NaN));
}
