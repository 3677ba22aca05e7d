import type { Arithmetic } from "../arithmetic.js";
import { exp } from "./exp.js";
import { lnGamma } from "./log-gamma.js";
import { ln } from "./logarithm.js";
import { normalCumulative } from "./normal-cumulative.js";
import { polynomial } from "./polynomial.js";

const inverseRootOfTwoPi = 0.3989422804014327;
/** From this order on the expansion is good; smaller orders are raised by as much. */
const raised = 20;
/** Where the coefficients of the expansion are taken at most; there it hardly weighs any more. */
const farthestEta = 1.6;

/**
 * P(order, x), the share of the gamma distribution of an order above 0 at or below x: the lower
 * incomplete gamma function, regularised. Error below 10^−11, the larger the order the less.
 *
 * 0 for x ≤ 0; NaN where an argument is, or the order is not above 0.
 *
 * For orders from 20 on Temme's uniform expansion (NIST Digital Library of Mathematical Functions,
 * 8.12.7 to 8.12.12), for smaller ones that of the order + 20 and the 20 terms between (8.8.7).
 */
export function gammaShare<V, M>(a: Arithmetic<V, M>, order: V, x: V): V {
  const small = a.less(order, a.constant(raised));
  const large = a.select(small, a.add(order, a.constant(raised)), order);
  const between = a.select(small, termsBetween(a, order, x), a.constant(0));
  const share = a.add(expanded(a, large, x), between);
  const bounded = a.minimum(a.maximum(share, a.constant(0)), a.constant(1));
  const positive = a.select(a.lessOrEqual(x, a.constant(0)), a.constant(0), bounded);
  const valid = a.select(a.less(a.constant(0), order), positive, a.constant(NaN));
  return a.select(a.lessOrEqual(a.constant(Infinity), x), a.constant(1), valid);
}

/** x^order · e^−x / Γ(order + 1): the density at x is this times order / x. */
export function gammaWeight<V, M>(a: Arithmetic<V, M>, order: V, x: V): V {
  const power = a.subtract(a.multiply(order, ln(a, x)), x);
  return exp(a, a.subtract(power, lnGamma(a, a.add(order, a.constant(1)))));
}

/** P(order, x) − P(order + 20, x). */
function termsBetween<V, M>(a: Arithmetic<V, M>, order: V, x: V): V {
  let term = gammaWeight(a, order, x);
  let sum = term;
  for (let step = 1; step < raised; step++) {
    term = a.divide(a.multiply(term, x), a.add(order, a.constant(step)));
    sum = a.add(sum, term);
  }
  return sum;
}

/** Φ(η·√order) less a remainder, where η²/2 = μ − ln(1 + μ) and x = order·(1 + μ). */
function expanded<V, M>(a: Arithmetic<V, M>, order: V, x: V): V {
  const mu = a.subtract(a.divide(x, order), a.constant(1));
  const half = a.maximum(beyondLogarithm(a, mu), a.constant(0));
  const eta = a.copySign(a.squareRoot(a.add(half, half)), mu);
  const root = a.squareRoot(order);
  const limit = a.constant(farthestEta);
  const inside = a.greater(a.lesser(eta, limit), a.negate(limit));
  const inverse = a.divide(a.constant(1), order);
  let series = a.constant(0);
  for (const coefficients of expansion.toReversed()) {
    series = a.add(polynomial(a, inside, coefficients), a.multiply(inverse, series));
  }
  const weight = a.multiply(
    a.constant(inverseRootOfTwoPi),
    exp(a, a.negate(a.multiply(order, half))),
  );
  const remainder = a.divide(a.multiply(weight, series), root);
  return a.subtract(normalCumulative(a, a.multiply(eta, root)), remainder);
}

/**
 * μ − ln(1 + μ). With s = μ / (2 + μ), ln(1 + μ) = 2·(s + s³/3 + s⁵/5 + …), which near 0 leaves
 * s·μ − 2s³·(1/3 + s²/5 + …); ten terms are enough for |μ| ≤ 0.3.
 */
function beyondLogarithm<V, M>(a: Arithmetic<V, M>, mu: V): V {
  const s = a.divide(mu, a.add(mu, a.constant(2)));
  const square = a.multiply(s, s);
  const series = a.multiply(polynomial(a, square, inverseOdd), a.multiply(square, a.add(s, s)));
  const near = a.subtract(a.multiply(s, mu), series);
  const far = a.subtract(mu, ln(a, a.add(mu, a.constant(1))));
  return a.select(a.less(a.absolute(mu), a.constant(0.3)), near, far);
}

const inverseOdd: readonly [number, number, ...number[]] = [
  1 / 3,
  1 / 5,
  1 / 7,
  1 / 9,
  1 / 11,
  1 / 13,
  1 / 15,
  1 / 17,
  1 / 19,
  1 / 21,
];

/** The power series in η of the coefficients c₀, c₁, … of order^−k (mpmath, from DLMF 8.12.10 to 8.12.12). */
const expansion: readonly (readonly [number, number, ...number[]])[] = [
  [
    -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
    0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-5, -2.185448510679992e-6,
    -1.85406221071516e-6, 8.296711340953087e-7, -1.7665952736826078e-7, 6.707853543401498e-9,
    1.0261809784240309e-8, -4.382036018453353e-9, 9.14769958223679e-10, -2.5514193994946248e-11,
  ],
  [
    -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596,
    0.00020576131687242798, -4.018775720164609e-7, -1.8098550334489977e-5, 7.64916091608111e-6,
    -1.6120900894563446e-6, 4.647127802807434e-9, 1.378633446915721e-7, -5.752545603517705e-8,
    1.1951628599778148e-8, -1.7543241719747647e-11,
  ],
  [
    0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-6,
    -0.0001073665322636516, 5.2923448829120125e-5, -1.2760635188618728e-5, 3.423578734096138e-8,
    1.3721957309062934e-6, -6.298992138380055e-7, 1.4280614206064242e-7,
  ],
  [
    0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557, 0.00026772063206283885,
    -7.561801671883977e-5, -2.396505113867297e-7, 1.1082654115347302e-5, -5.6749528269915965e-6,
    1.4230900732435883e-6,
  ],
  [
    -0.0008618882909167117, 0.0007840392217200666, -0.0002990724803031902, -1.4638452578843418e-6,
    6.641498215465122e-5, -3.968365047179435e-5, 1.1375726970678419e-5,
  ],
  [
    -0.00033679855336635813, -6.972813758365857e-5, 0.0002772753244959392, -0.00019932570516188847,
    6.797780477937208e-5,
  ],
];
