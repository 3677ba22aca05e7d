import type { Arithmetic } from "../arithmetic.js";

/** A number in two parts, of which the sum is meant; the second is far smaller. */
export interface TwoParts<V> {
  readonly high: V;
  readonly low: V;
}

/** x + y, exactly (Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B). */
export function exactSum<V, M>(a: Arithmetic<V, M>, x: V, y: V): TwoParts<V> {
  const high = a.add(x, y);
  const ofY = a.subtract(high, x);
  const ofX = a.subtract(high, ofY);
  return { high, low: a.add(a.subtract(x, ofX), a.subtract(y, ofY)) };
}

/**
 * x · y to about 2^−72 of it, by products of halves (Dekker 1971), as long as it neither overflows
 * nor comes near the subnormal numbers.
 */
export function closeProduct<V, M>(a: Arithmetic<V, M>, x: V, y: V): TwoParts<V> {
  const high = a.multiply(x, y);
  const xHigh = a.high(x);
  const yHigh = a.high(y);
  const xLow = a.subtract(x, xHigh);
  const yLow = a.subtract(y, yHigh);
  const first = a.subtract(a.multiply(xHigh, yHigh), high);
  const second = a.add(a.add(first, a.multiply(xHigh, yLow)), a.multiply(xLow, yHigh));
  return { high, low: a.add(second, a.multiply(xLow, yLow)) };
}
