import type { Arithmetic } from "../arithmetic.js";
import { exp } from "./exp.js";
import { gammaShare, gammaWeight } from "./gamma-share.js";
import { lnGamma } from "./log-gamma.js";
import { ln } from "./logarithm.js";
import { normalQuantile } from "./normal-quantile.js";

const corrections = 4;

/**
 * The x at or below which the share p of the gamma distribution of an order from 1 on lies.
 *
 * From the larger of two first values — Wilson and Hilferty's cube of a normal quantile, and the
 * first term of the power series, which is always too small — by a fixed number of Halley's steps.
 */
export function gammaQuantile<V, M>(a: Arithmetic<V, M>, order: V, p: V): V {
  const spread = a.divide(a.constant(1 / 9), order);
  const cubed = a.add(
    a.subtract(a.constant(1), spread),
    a.multiply(normalQuantile(a, p), a.squareRoot(spread)),
  );
  const hilferty = a.multiply(order, a.multiply(cubed, a.multiply(cubed, cubed)));
  const lnFirst = a.add(ln(a, p), lnGamma(a, a.add(order, a.constant(1))));
  let x = a.maximum(hilferty, exp(a, a.divide(lnFirst, order)));
  for (let step = 0; step < corrections; step++) x = corrected(a, order, p, x);
  return x;
}

/**
 * One of Halley's steps, never to less than a tenth. Where p is within rounding of 1, the share is as
 * well, and Newton's part is noise: upwards it is bounded.
 */
function corrected<V, M>(a: Arithmetic<V, M>, order: V, p: V, x: V): V {
  const density = a.divide(a.multiply(gammaWeight(a, order, x), order), x);
  const wanted = a.divide(a.subtract(gammaShare(a, order, x), p), density);
  const newton = a.greater(wanted, a.multiply(a.constant(-0.2), x));
  // The density's own slope, over itself.
  const bend = a.subtract(a.divide(a.subtract(order, a.constant(1)), x), a.constant(1));
  const half = a.multiply(a.constant(0.5), a.multiply(newton, bend));
  const step = a.divide(newton, a.subtract(a.constant(1), a.lesser(half, a.constant(0.5))));
  return a.maximum(a.subtract(x, step), a.multiply(a.constant(0.1), x));
}
