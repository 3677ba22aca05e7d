import type { Arithmetic } from "../arithmetic.js";
import { beyondLinear } from "./exp.js";
import { polynomial } from "./polynomial.js";

// 2 / ln 2 and ln 2, each whole and in two parts of which the first has 21 bits.
const twoLog2E = 2.8853900817779268;
const twoLog2EHigh = 2.8853893280029297;
const twoLog2ELow = 7.537749971272198e-7;
const twoThirdsOfLog2E = 0.9617966939259756;
const ln2 = 0.6931471805599453;
const ln2High = 0.6931467056274414;
const ln2Low = 4.7493250390316726e-7;

const smallestNormal = 2.2250738585072014e-308;
/** Up to here, as a power of two, a power is usual. */
const usualExponent = 8;

/**
 * x to the power of y where x is positive, finite and normal, and 2^−8 < x^y < 2^8: `usual` tells
 * whether it is so. Half an ulp and little more, and exact wherever the power is a double.
 *
 * With such exponents the logarithm needs 2^−59, which takes two thirds of the operations of `pow`:
 * log₂ x = k + 2/ln 2 · (s + s³/3 + …), s = f / (2 + f), of which s alone is in two parts, and all
 * after it is one double: it is below s/100.
 */
export function usualPower<V, M>(
  a: Arithmetic<V, M>,
  x: V,
  y: V,
): { readonly usual: M; readonly power: V } {
  const two = a.constant(2);
  const k = a.exponentNear(x);
  const f = a.subtract(a.significandNear(x), a.constant(1));
  const reciprocal = a.divide(a.constant(1), a.add(f, two));
  const s = a.multiply(f, reciprocal);
  const sHigh = a.high(s);
  const fHigh = a.high(f);
  // f − sHigh·(2 + f): the products are exact, and so are all differences but the last.
  const remainder = a.subtract(
    a.subtract(a.subtract(f, a.multiply(sHigh, two)), a.multiply(sHigh, fHigh)),
    a.multiply(sHigh, a.subtract(f, fHigh)),
  );
  const sLow = a.multiply(remainder, reciprocal);

  // 2/ln 2 · (s³/3 + …): the series of `binaryLogarithm` in pow.ts, times its factor.
  const square = a.multiply(s, s);
  const series = a.multiply(
    square,
    polynomial(
      a,
      square,
      [
        0.577078016355618, 0.4121985830919588, 0.32059890227034477, 0.26230770139662846,
        0.22198398568497352, 0.1912554335698911, 0.1903829679454827,
      ],
    ),
  );
  const tail = a.multiply(a.multiply(s, square), a.add(a.constant(twoThirdsOfLog2E), series));

  const main = a.multiply(sHigh, a.constant(twoLog2EHigh));
  const sum = a.add(k, main);
  const lost = a.subtract(main, a.subtract(sum, k));
  const small = a.add(
    a.add(
      a.add(a.multiply(sHigh, a.constant(twoLog2ELow)), a.multiply(sLow, a.constant(twoLog2E))),
      tail,
    ),
    lost,
  );
  const logarithmHigh = a.high(a.add(sum, small));
  const logarithmLow = a.subtract(small, a.subtract(logarithmHigh, sum));

  const yHigh = a.high(y);
  const high = a.multiply(yHigh, logarithmHigh);
  const low = a.add(a.multiply(a.subtract(y, yHigh), logarithmHigh), a.multiply(y, logarithmLow));
  const n = a.nearest(high);
  const power = a.multiply(powerOfTwoOfFraction(a, a.subtract(high, n), low), a.powerOfTwo(n));
  const inRange = a.and(
    a.lessOrEqual(a.constant(smallestNormal), x),
    a.less(x, a.constant(Infinity)),
  );
  const usual = a.and(inRange, a.less(a.absolute(high), a.constant(usualExponent)));
  return { usual, power };
}

/** 2^(fraction + low) for a fraction from −½ to ½ and a small correction of it. */
export function powerOfTwoOfFraction<V, M>(a: Arithmetic<V, M>, fraction: V, low: V): V {
  const fractionHigh = a.high(a.add(low, fraction));
  const fractionLow = a.subtract(low, a.subtract(fractionHigh, fraction));
  const main = a.multiply(fractionHigh, a.constant(ln2High));
  const correction = a.add(
    a.multiply(fractionLow, a.constant(ln2)),
    a.multiply(fractionHigh, a.constant(ln2Low)),
  );
  const r = a.add(main, correction);
  const rLow = a.subtract(correction, a.subtract(r, main));

  // 1 + r with what its rounding loses, so that all but the last rounding is below 0.05 ulp.
  const sum = a.add(a.constant(1), r);
  const lost = a.subtract(r, a.subtract(sum, a.constant(1)));
  const beyond = a.add(beyondLinear(a, r), a.add(rLow, a.multiply(r, rLow)));
  return a.add(sum, a.add(lost, beyond));
}
