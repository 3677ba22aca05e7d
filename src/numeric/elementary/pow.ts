import type { Arithmetic, Routine } from "../arithmetic.js";
import { scaleByPowerOfTwo } from "./exp.js";
import { splitExponent } from "./logarithm.js";
import { polynomial } from "./polynomial.js";
import { powerOfTwoOfFraction, usualPower } from "./usual-power.js";

// 2 / (3·ln 2), whole and in two parts of which the first has 21 bits.
const twoThirdsOfLog2E = 0.9617966939259756;
const twoThirdsOfLog2EHigh = 0.9617962837219238;
const twoThirdsOfLog2ELow = 4.102040517767816e-7;

const twoTo64 = 18446744073709551616;

/**
 * x to the power of y. Within 2 ulp (over 10 million points: 1.17; half an ulp and little more but
 * where |y·log₂ x| is in the hundreds), and exact wherever the power is a double. Underflow is
 * gradual.
 *
 * Special values as in C99, Annex F.9.4.4: pow(x, ±0) = 1 and pow(1, y) = 1 even for NaN;
 * pow(−1, ±∞) = 1; pow(negative, non-integer) = NaN; pow(±0, y) and pow(±∞, y) are 0 or ∞, with the
 * sign of x where y is an odd integer; any other NaN gives NaN.
 *
 * The base-2 logarithm of |x| is taken to about 2^−66 in two doubles, multiplied by y in two, and
 * split into an integer and a fraction: |x|^y = 2^n·e^(fraction·ln 2).
 */
export function pow<V, M>(a: Arithmetic<V, M>, x: V, y: V): V {
  const { usual, power } = usualPower(a, x, y);
  return a.guard(usual, power, anyPower, [x, y]);
}

const anyPower: Routine = {
  name: "pow",
  apply: (a, [x, y]) => wholePower(a, x, y),
};

function wholePower<V, M>(a: Arithmetic<V, M>, x: V, y: V): V {
  const zero = a.constant(0);
  const one = a.constant(1);
  const infinity = a.constant(Infinity);
  const magnitude = a.absolute(x);

  const logarithm = binaryLogarithm(a, magnitude);
  const usual = powerOfTwoOfProduct(a, logarithm, y);
  const extreme = a.select(a.less(y, zero), a.divide(one, magnitude), magnitude);
  // With y NaN the usual way gives NaN whatever x is.
  const isUsual = a.or(
    a.and(a.less(zero, magnitude), a.less(magnitude, infinity)),
    a.notEqual(y, y),
  );

  const halfExponent = a.multiply(y, a.constant(0.5));
  const isInteger = a.equal(a.floor(y), y);
  const isOdd = a.and(isInteger, a.notEqual(a.floor(halfExponent), halfExponent));
  const isReal = a.or(a.lessOrEqual(zero, x), isInteger);

  const power = a.select(isUsual, a.select(isReal, usual, a.constant(NaN)), extreme);
  const signed = a.select(isOdd, a.copySign(power, x), power);
  return a.select(a.or(a.equal(x, one), a.equal(y, zero)), one, signed);
}

/** A number in two parts: their sum is meant, `high` has 21 bits. */
interface TwoParts<V> {
  readonly high: V;
  readonly low: V;
}

/**
 * log₂ of a positive number. With s = f / (2 + f) and ln(1 + f) = ⅔·s·(3 + s² + r), where
 * r = s⁴·L(s²); L is the minimax polynomial (Remez), relative error 2^−66.3. Products are exact
 * because their factors are cut to 21 bits, and what was cut off follows in the low parts.
 */
function binaryLogarithm<V, M>(a: Arithmetic<V, M>, x: V): TwoParts<V> {
  const one = a.constant(1);
  const three = a.constant(3);
  const { k, f } = splitExponent(a, x);

  const divisor = a.add(f, a.constant(2));
  const divisorHigh = a.high(divisor);
  const divisorLow = a.subtract(f, a.subtract(divisorHigh, a.constant(2)));
  const reciprocal = a.divide(one, divisor);
  const s = a.multiply(f, reciprocal);
  const sHigh = a.high(s);
  const sLow = a.multiply(
    reciprocal,
    a.subtract(a.subtract(f, a.multiply(sHigh, divisorHigh)), a.multiply(sHigh, divisorLow)),
  );

  const square = a.multiply(s, s);
  const series = a.multiply(
    a.multiply(square, square),
    polynomial(
      a,
      square,
      [
        0.6000000000000338, 0.4285714285514934, 0.3333333377989544, 0.27272676549334957,
        0.23080136071049798, 0.1988522468186099, 0.19794512618706867,
      ],
    ),
  );
  const rest = a.add(series, a.multiply(sLow, a.add(sHigh, s)));
  const squareHigh = a.multiply(sHigh, sHigh);
  const factorHigh = a.high(a.add(a.add(three, squareHigh), rest));
  const factorLow = a.subtract(rest, a.subtract(a.subtract(factorHigh, three), squareHigh));

  const product = a.multiply(sHigh, factorHigh);
  const productRest = a.add(a.multiply(sLow, factorHigh), a.multiply(factorLow, s));
  const productHigh = a.high(a.add(product, productRest));
  const productLow = a.subtract(productRest, a.subtract(productHigh, product));

  const high = a.multiply(productHigh, a.constant(twoThirdsOfLog2EHigh));
  const low = a.add(
    a.multiply(productHigh, a.constant(twoThirdsOfLog2ELow)),
    a.multiply(productLow, a.constant(twoThirdsOfLog2E)),
  );
  const sumHigh = a.high(a.add(a.add(high, low), k));
  return { high: sumHigh, low: a.subtract(low, a.subtract(a.subtract(sumHigh, k), high)) };
}

/** 2 to the power of logarithm · y. */
function powerOfTwoOfProduct<V, M>(a: Arithmetic<V, M>, logarithm: TwoParts<V>, y: V): V {
  // A double other than 1 has a logarithm of at least 2^−53, so a larger exponent changes nothing.
  const exponent = bounded(a, y, twoTo64);
  const exponentHigh = a.high(exponent);
  const exponentLow = a.subtract(exponent, exponentHigh);
  // Beyond ±1100 the result is zero or infinite; where the high part is within, the low part is
  // far below 1.
  const high = bounded(a, a.multiply(exponentHigh, logarithm.high), 1100);
  const low = bounded(
    a,
    a.add(a.multiply(exponentLow, logarithm.high), a.multiply(exponent, logarithm.low)),
    1,
  );

  const n = a.nearest(a.add(low, high));
  return scaleByPowerOfTwo(a, powerOfTwoOfFraction(a, a.subtract(high, n), low), n);
}

/** value, but no further from zero than `limit`; a NaN stays. */
function bounded<V, M>(a: Arithmetic<V, M>, value: V, limit: number): V {
  return a.greater(a.lesser(value, a.constant(limit)), a.constant(-limit));
}
