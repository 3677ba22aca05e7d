import type { Arithmetic, Routine } from "../arithmetic.js";
import { polynomial } from "./polynomial.js";

const binaryLogarithmOfE = 1.4426950408889634;
// ln 2 in two parts; the first has 21 bits, so that its product with an exponent is exact.
const ln2High = 0.6931467056274414;
const ln2Low = 4.7493250390316726e-7;

/**
 * e to the power of x. Within 1 ulp (largest error over 10 million points: 0.91).
 *
 * exp(−∞) = 0, exp(+∞) = +∞, exp(NaN) = NaN; too large is +∞, underflow is gradual (subnormal
 * results are right to the last place).
 *
 * x = n·ln 2 + r with |r| ≤ ln 2 / 2, and e^x = 2^n·e^r.
 */
export function exp<V, M>(a: Arithmetic<V, M>, x: V): V {
  // Within these bounds 2^n is a normal number, and the result as well.
  const usual = a.less(a.absolute(x), a.constant(usualArgument));
  const { power, n } = powerWithoutScale(a, x);
  return a.guard(usual, a.multiply(power, a.powerOfTwo(n)), anyExponential, [x]);
}

const usualArgument = 708;
const anyExponential: Routine = { name: "exp", apply: (a, [x]) => wholeExponential(a, x) };

function wholeExponential<V, M>(a: Arithmetic<V, M>, x: V): V {
  // Beyond these bounds the result is zero or infinite all the same; a NaN stays.
  const bounded = a.greater(a.lesser(x, a.constant(710)), a.constant(-746));
  const { power, n } = powerWithoutScale(a, bounded);
  return scaleByPowerOfTwo(a, power, n);
}

/** e^x = power · 2^n. */
function powerWithoutScale<V, M>(
  a: Arithmetic<V, M>,
  bounded: V,
): { readonly power: V; readonly n: V } {
  const { linear, rest, n } = reduced(a, bounded);
  return { power: a.add(a.constant(1), a.add(linear, rest)), n };
}

/** e^x = (high + low) · 2^n, to about 2^−56, for x between −746 and 746; a NaN stays. */
export function exponentialParts<V, M>(
  a: Arithmetic<V, M>,
  bounded: V,
): { readonly high: V; readonly low: V; readonly n: V } {
  const one = a.constant(1);
  const { linear, rest, n } = reduced(a, bounded);
  const beyond = a.add(linear, rest);
  const lost = a.subtract(rest, a.subtract(beyond, linear));
  const high = a.add(one, beyond);
  return { high, low: a.add(a.subtract(beyond, a.subtract(high, one)), lost), n };
}

/**
 * e^x = (1 + linear + rest) · 2^n. `linear` is exact; adding it last but one keeps the rounding of
 * the reduced argument out of the result.
 */
function reduced<V, M>(
  a: Arithmetic<V, M>,
  bounded: V,
): { readonly linear: V; readonly rest: V; readonly n: V } {
  const n = a.nearest(a.multiply(bounded, a.constant(binaryLogarithmOfE)));
  const linear = a.subtract(bounded, a.multiply(n, a.constant(ln2High)));
  const low = a.multiply(n, a.constant(ln2Low));
  return { linear, rest: a.subtract(beyondLinear(a, a.subtract(linear, low)), low), n };
}

/**
 * e^r − 1 − r for |r| ≤ ln 2 / 2, as r·c / (2 − c) with c = 2 − 2r / (e^r − 1) = r − r²·P(r²)
 * (the continued fraction of e^r cut short). P is the minimax polynomial for weight r³/2 (Remez),
 * which leaves an error of 2^−62.3.
 */
export function beyondLinear<V, M>(a: Arithmetic<V, M>, r: V): V {
  const square = a.multiply(r, r);
  const c = a.subtract(
    r,
    a.multiply(
      square,
      polynomial(
        a,
        square,
        [
          0.16666666666666555, -0.002777777777669617, 6.613756250019755e-5, -1.6533837004146979e-6,
          4.136040521465348e-8,
        ],
      ),
    ),
  );
  return a.divide(a.multiply(r, c), a.subtract(a.constant(2), c));
}

/**
 * value · 2^n for an integer n from −2044 to 2046, rounded once, in two factors, because 2^n may be
 * outside the range of a double where the product is not.
 */
export function scaleByPowerOfTwo<V, M>(a: Arithmetic<V, M>, value: V, n: V): V {
  const half = a.floor(a.multiply(n, a.constant(0.5)));
  const rest = a.subtract(n, half);
  return a.multiply(a.multiply(value, a.powerOfTwo(half)), a.powerOfTwo(rest));
}
