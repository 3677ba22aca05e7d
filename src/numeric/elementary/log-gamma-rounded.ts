import type { Arithmetic, Routine } from "../arithmetic.js";
import { ln2High, ln2Low, logarithmSeries, splitExponent } from "./logarithm.js";
import { stirling } from "./log-gamma.js";
import { polynomial } from "./polynomial.js";
import { closeProduct, exactSum } from "./two-parts.js";
import type { TwoParts } from "./two-parts.js";

/** From here on Stirling's series is good. */
const large = 8;
/** The largest argument with a finite value. */
const largest = 2.5599833278516383e305;
const halfLnTwoPi = 0.9189385332046728;

/** 1 − γ and (ζ(2) − 1) / 2, in two parts each. */
const first: TwoParts<number> = { high: 0.42278433509846713, low: 4.942915152430645e-18 };
const second: TwoParts<number> = { high: 0.3224670334241132, low: 1.520336175199238e-17 };

/**
 * ln Γ(x) for x > 0. Within 1 ulp (over 3 million points: 0.70), next to its zeros at 1 and 2 too.
 *
 * NaN for x ≤ 0 and for NaN; +∞ beyond 2.5599833278516383·10^305.
 *
 * Below 8, ln Γ(2 + z) for |z| ≤ 1/2 by its power series, and the logarithm of the factors between
 * 2 + z and x (Γ(x + 1) = x·Γ(x)); above, Stirling's series. What cancels is taken in two parts.
 */
export function lnGammaRounded<V, M>(a: Arithmetic<V, M>, x: V): V {
  const outside = a.not(a.less(a.constant(0), x));
  return a.guard(outside, a.constant(NaN), routine, [x]);
}

const routine: Routine = {
  name: "lnGamma",
  apply: (a, [x]) => whole(a, x),
};

function whole<V, M>(a: Arithmetic<V, M>, x: V): V {
  const zero = a.constant(0);
  const small = a.less(x, a.constant(large));
  const nearest = a.floor(a.add(x, a.constant(0.5)));
  const factors = factorsBetween(a, x, nearest);
  const logarithm = logarithmInParts(a, {
    high: a.select(small, factors.high, x),
    low: a.select(small, factors.low, zero),
  });

  const near = aroundTwo(a, a.subtract(x, nearest));
  const isBelow = a.less(nearest, a.constant(2));
  const signed = (part: V): V => a.select(isBelow, a.negate(part), part);
  const sum = exactSum(a, near.high, signed(logarithm.high));
  const below = a.add(sum.high, a.add(sum.low, a.add(near.low, signed(logarithm.low))));

  const above = byStirling(a, x, logarithm);
  const finite = a.select(small, below, above);
  const bounded = a.select(a.lessOrEqual(x, a.constant(largest)), finite, a.constant(Infinity));
  return a.select(a.less(zero, x), bounded, a.constant(NaN));
}

/**
 * What lies between Γ(x) and Γ(2 + z), x = whole + z: x·(x + 1) below a half, x below 1½, and from
 * 2½ on (x − 1)·(x − 2)·… down to 2 + z.
 */
function factorsBetween<V, M>(a: Arithmetic<V, M>, x: V, whole: V): TwoParts<V> {
  const one = a.constant(1);
  const isFirst = a.less(whole, one);
  const square = closeProduct(a, x, x);
  const both = exactSum(a, x, square.high);
  let high = a.select(isFirst, both.high, a.select(a.less(whole, a.constant(2)), x, one));
  let low = a.select(isFirst, a.add(both.low, square.low), a.constant(0));
  for (let step = 1; step <= large - 2; step++) {
    const isFactor = a.lessOrEqual(a.constant(step + 2), whole);
    const factor = a.select(isFactor, a.subtract(x, a.constant(step)), one);
    const product = closeProduct(a, high, factor);
    low = a.add(product.low, a.multiply(low, factor));
    high = product.high;
  }
  return { high, low };
}

/** The logarithm of a positive number to about 2^−60. */
function logarithmInParts<V, M>(a: Arithmetic<V, M>, { high, low }: TwoParts<V>): TwoParts<V> {
  const two = a.constant(2);
  const { k, f } = splitExponent(a, high);
  // ln(1 + f + g) = 2s + s·R with s = (f + g) / (2 + f + g).
  const g = a.multiply(a.divide(low, high), a.add(f, a.constant(1)));
  const divisor = a.add(two, f);
  const divisorLow = a.add(a.subtract(f, a.subtract(divisor, two)), g);
  const s = a.divide(f, divisor);
  const product = closeProduct(a, s, divisor);
  const missing = a.subtract(
    a.add(a.subtract(a.subtract(f, product.high), product.low), g),
    a.multiply(s, divisorLow),
  );
  const sLow = a.divide(missing, divisor);
  const rest = a.multiply(s, logarithmSeries(a, a.multiply(s, s)));
  const sum = exactSum(a, a.multiply(k, a.constant(ln2High)), a.add(s, s));
  const small = a.add(a.add(sLow, sLow), a.add(rest, a.multiply(k, a.constant(ln2Low))));
  return { high: sum.high, low: a.add(sum.low, small) };
}

/** ln Γ(2 + z) = z·(1 − γ + z·((ζ(2) − 1)/2 + z·S(z))) for |z| ≤ 1/2. */
function aroundTwo<V, M>(a: Arithmetic<V, M>, z: V): TwoParts<V> {
  const inner = exactSum(a, a.constant(second.high), a.multiply(z, polynomial(a, z, furtherTerms)));
  const outer = closeProduct(a, z, inner.high);
  const outerLow = a.add(outer.low, a.multiply(z, a.add(inner.low, a.constant(second.low))));
  const sum = exactSum(a, a.constant(first.high), outer.high);
  const sumLow = a.add(sum.low, a.add(a.constant(first.low), outerLow));
  const result = closeProduct(a, z, sum.high);
  return { high: result.high, low: a.add(result.low, a.multiply(z, sumLow)) };
}

/**
 * x·(ln x − 1) − ln x / 2 + ln(2π) / 2 + 1/12x − …; ln x − 1 is exact where ln x is above 2. A sixteenth
 * of it is taken, lest the product overflow where its sum with the rest does not.
 */
function byStirling<V, M>(a: Arithmetic<V, M>, x: V, logarithm: TwoParts<V>): V {
  const sixteenth = a.constant(1 / 16);
  const part = a.multiply(x, sixteenth);
  const main = closeProduct(a, part, a.subtract(logarithm.high, a.constant(1)));
  const inverse = a.divide(a.constant(1), x);
  const series = a.multiply(inverse, polynomial(a, a.multiply(inverse, inverse), stirling));
  const half = a.multiply(a.add(logarithm.high, logarithm.low), a.constant(0.5));
  const others = a.add(a.subtract(a.constant(halfLnTwoPi), half), series);
  const rest = a.add(
    a.add(main.low, a.multiply(part, logarithm.low)),
    a.multiply(others, sixteenth),
  );
  return a.multiply(a.add(main.high, rest), a.constant(16));
}

/** S, from its values at the Chebyshev points (mpmath), error 2^−65. */
const furtherTerms: readonly [number, number, ...number[]] = [
  -0.0673523010531981, 0.020580808427784546, -0.007385551028673995, 0.002890510330741528,
  -0.001192753911701927, 0.0005096695247424027, -0.00022315475852168894, 9.945751281447515e-5,
  -4.49262349749866e-5, 2.0507211930044754e-5, -9.439514433031234e-6, 4.3748793352154525e-6,
  -2.038980289606216e-6, 9.550282875898862e-7, -4.505513901600013e-7, 2.1269742330955668e-7,
  -9.611311217528077e-8, 4.5626981818024775e-8, -3.0412068327913675e-8, 1.453079460653837e-8,
];
