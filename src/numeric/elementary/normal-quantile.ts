import type { Arithmetic } from "../arithmetic.js";
import { normalQuantileCoefficients } from "../normal.js";
import { ln } from "./logarithm.js";

/**
 * Φ⁻¹(p), the quantile of the standard normal distribution. Relative error below 10^−15 for p from
 * 10^−300 to 1 − 2^−53. p = 0 gives −∞, p = 1 gives +∞, p outside [0, 1] NaN.
 *
 * The rational functions of Wichura, "Algorithm AS 241: The percentage points of the normal
 * distribution" (Applied Statistics 37, 1988), PPND16: the same as `normalQuantile` of
 * `numeric/normal`, bit for bit, with all three ranges computed.
 */
export function normalQuantile<V, M>(a: Arithmetic<V, M>, p: V): V {
  const { central, near, far } = normalQuantileCoefficients;
  const zero = a.constant(0);
  const distance = a.subtract(p, a.constant(0.5));
  const r = a.subtract(a.constant(0.180625), a.multiply(distance, distance));
  const middle = a.divide(
    a.multiply(distance, rational(a, r, central.numerator)),
    rational(a, r, central.denominator),
  );
  const below = a.less(distance, zero);
  const tail = a.select(below, p, a.subtract(a.constant(1), p));
  const root = a.squareRoot(a.negate(ln(a, tail)));
  const sizeOf = (
    range: { numerator: readonly number[]; denominator: readonly number[] },
    from: number,
  ) => {
    const beyond = a.subtract(root, a.constant(from));
    return a.divide(rational(a, beyond, range.numerator), rational(a, beyond, range.denominator));
  };
  const size = a.select(a.lessOrEqual(root, a.constant(5)), sizeOf(near, 1.6), sizeOf(far, 5));
  const outer = a.select(below, a.negate(size), size);
  const isMiddle = a.lessOrEqual(a.absolute(distance), a.constant(0.425));
  const found = a.select(isMiddle, middle, outer);
  const least = a.select(a.equal(p, zero), a.constant(-Infinity), found);
  const most = a.select(a.equal(p, a.constant(1)), a.constant(Infinity), least);
  const valid = a.and(a.lessOrEqual(zero, p), a.lessOrEqual(p, a.constant(1)));
  return a.select(valid, most, a.constant(NaN));
}

/** Coefficients from the highest power down. */
function rational<V, M>(a: Arithmetic<V, M>, r: V, coefficients: readonly number[]): V {
  let value = a.constant(coefficients[0]);
  for (const coefficient of coefficients.slice(1)) {
    value = a.add(a.multiply(value, r), a.constant(coefficient));
  }
  return value;
}
