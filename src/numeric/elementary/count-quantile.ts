import type { Arithmetic } from "../arithmetic.js";
import { exp } from "./exp.js";
import { ln } from "./logarithm.js";
import { normalCumulative } from "./normal-cumulative.js";
import { normalQuantile } from "./normal-quantile.js";
import { polynomial } from "./polynomial.js";

/** Up to this variance every count is looked at. */
const largestVariance = 30;
/** What a count of that variance and a probability of at most ½ is below, but for 10^−15. */
const counts = 112;
/** Bounds this many deviations from the mean leave out no more than 2 · 10^−6, and count as none. */
const farthest = 5.2;

/**
 * A distribution of counts in which count k + 1 has (c + d·k) / (k + 1) times the probability of k
 * (Panjer's class, here with d ≤ 0), and 0 has e^lnFirst.
 */
interface Counts<V> {
  readonly c: V;
  readonly d: V;
  readonly lnFirst: V;
}

/** What is left of a distribution: whole numbers, both included; they may be infinite. */
export interface CountBounds<V> {
  readonly low: V;
  readonly high: V;
}

/**
 * The count at or below which the share p of a Poisson distribution lies, within bounds. NaN for a
 * mean below 0.
 *
 * Up to a variance of 30 by adding up probabilities, above it by the expansion of Cornish and Fisher
 * to the fourth order, where the distribution of the counts has a total variation of less than 10^−5
 * from the true one.
 */
export function poissonQuantile<V, M>(
  a: Arithmetic<V, M>,
  mean: V,
  p: V,
  bounds: CountBounds<V>,
): V {
  const distribution = { c: mean, d: a.constant(0), lnFirst: a.negate(mean) };
  const low = a.maximum(bounds.low, a.constant(0));
  const count = countQuantile(a, distribution, p, { low, high: bounds.high });
  const valid = a.and(a.lessOrEqual(a.constant(0), mean), a.less(mean, a.constant(Infinity)));
  return a.select(valid, count, a.constant(NaN));
}

/**
 * The same of a binomial distribution; NaN for a probability outside [0, 1] or less than 0 trials.
 * Trials are whole. What is more likely than not is counted by what does not happen.
 */
export function binomialQuantile<V, M>(
  a: Arithmetic<V, M>,
  [trials, probability]: readonly [V, V],
  p: V,
  bounds: CountBounds<V>,
): V {
  const one = a.constant(1);
  const zero = a.constant(0);
  const turned = a.less(a.constant(0.5), probability);
  const rarer = a.select(turned, a.subtract(one, probability), probability);
  const other = a.subtract(one, rarer);
  const ratio = a.divide(rarer, other);
  const low = a.maximum(bounds.low, zero);
  const high = a.minimum(bounds.high, trials);
  const count = countQuantile(
    a,
    {
      c: a.multiply(trials, ratio),
      d: a.negate(ratio),
      lnFirst: a.multiply(trials, ln(a, other)),
    },
    a.select(turned, a.subtract(one, p), p),
    {
      low: a.select(turned, a.subtract(trials, high), low),
      high: a.select(turned, a.subtract(trials, low), high),
    },
  );
  const found = a.select(turned, a.subtract(trials, count), count);
  const possible = a.and(a.lessOrEqual(zero, probability), a.lessOrEqual(probability, one));
  const valid = a.and(a.lessOrEqual(zero, trials), a.less(trials, a.constant(Infinity)));
  return a.select(a.and(possible, valid), found, a.constant(NaN));
}

function countQuantile<V, M>(
  a: Arithmetic<V, M>,
  distribution: Counts<V>,
  p: V,
  { low, high }: CountBounds<V>,
): V {
  const { c, d } = distribution;
  const rest = a.subtract(a.constant(1), d);
  const variance = a.divide(c, a.multiply(rest, rest));
  const few = a.lessOrEqual(variance, a.constant(largestVariance));
  const counted = byCounting(a, distribution, p, { low, high });
  const expanded = byExpansion(a, distribution, p, { low, high });
  return a.minimum(a.maximum(a.select(few, counted, expanded), low), high);
}

/** How many counts have, together with all smaller ones, a share of less than p. */
function byCounting<V, M>(
  a: Arithmetic<V, M>,
  { c, d, lnFirst }: Counts<V>,
  p: V,
  { low, high }: CountBounds<V>,
): V {
  const zero = a.constant(0);
  let probability = exp(a, lnFirst);
  let sum = zero;
  let before = zero;
  let upTo = zero;
  const sums: V[] = [];
  for (let count = 0; count < counts; count++) {
    const k = a.constant(count);
    sum = a.add(sum, probability);
    sums.push(sum);
    before = a.add(before, a.select(a.less(k, low), probability, zero));
    upTo = a.add(upTo, a.select(a.lessOrEqual(k, high), probability, zero));
    const ratio = a.divide(a.add(c, a.multiply(d, k)), a.constant(count + 1));
    probability = a.multiply(probability, ratio);
  }
  const wanted = a.add(before, a.multiply(p, a.subtract(upTo, before)));
  return sums.reduce(
    (count, share) => a.add(count, a.select(a.less(share, wanted), a.constant(1), zero)),
    zero,
  );
}

/**
 * The counts are what a smooth variable is rounded to, of which the even cumulants are those of the
 * counts without those of the rounding (Sheppard), and its quantiles are expanded around the normal
 * ones (Abramowitz and Stegun 26.2.49).
 */
function byExpansion<V, M>(
  a: Arithmetic<V, M>,
  { c, d }: Counts<V>,
  p: V,
  { low, high }: CountBounds<V>,
): V {
  const inverse = a.divide(a.constant(1), a.subtract(a.constant(1), d));
  const mean = a.multiply(c, inverse);
  const second = a.multiply(mean, inverse);
  const third = a.multiply(a.multiply(second, inverse), a.add(a.constant(1), d));
  const scale = a.multiply(second, a.multiply(inverse, inverse));
  const fourth = a.multiply(scale, polynomial(a, d, [1, 4, 1]));
  const fifth = a.multiply(a.multiply(scale, inverse), polynomial(a, d, [1, 11, 11, 1]));
  const variance = a.subtract(second, a.constant(1 / 12));
  const deviation = a.squareRoot(variance);
  const gamma1 = a.divide(third, a.multiply(variance, deviation));
  const gamma2 = a.divide(a.add(fourth, a.constant(1 / 120)), a.multiply(variance, variance));
  const gamma3 = a.divide(fifth, a.multiply(a.multiply(variance, variance), deviation));
  const expand = expansion(a, gamma1, gamma2, gamma3);
  const limit = a.constant(farthest);
  const shareBelow = (edge: V): V => {
    const target = a.divide(a.subtract(edge, mean), deviation);
    const inside = a.maximum(a.minimum(target, limit), a.negate(limit));
    let z = inside;
    for (let step = 0; step < 4; step++) {
      const slope = a.add(a.constant(1), a.multiply(a.multiply(gamma1, z), a.constant(1 / 3)));
      z = a.subtract(z, a.divide(a.subtract(expand(z), inside), slope));
    }
    const none = a.select(a.less(target, a.negate(limit)), a.constant(0), normalCumulative(a, z));
    return a.select(a.less(limit, target), a.constant(1), none);
  };
  const half = a.constant(0.5);
  const before = shareBelow(a.subtract(low, half));
  const upTo = shareBelow(a.add(high, half));
  const wanted = a.add(before, a.multiply(p, a.subtract(upTo, before)));
  const z = normalQuantile(a, a.lesser(wanted, a.constant(1 - 2 ** -53)));
  return a.floor(a.add(a.add(mean, a.multiply(deviation, expand(z))), half));
}

/** z in deviations of the normal distribution to those of one with these shape factors. */
function expansion<V, M>(a: Arithmetic<V, M>, gamma1: V, gamma2: V, gamma3: V): (z: V) => V {
  const square = a.multiply(gamma1, gamma1);
  return (z) => {
    const of = (coefficients: readonly [number, number, ...number[]]) =>
      polynomial(a, z, coefficients);
    const first = a.multiply(gamma1, of([-1 / 6, 0, 1 / 6]));
    const second = a.add(
      a.multiply(gamma2, of([0, -3 / 24, 0, 1 / 24])),
      a.multiply(square, of([0, 5 / 36, 0, -2 / 36])),
    );
    const third = a.add(
      a.add(
        a.multiply(gamma3, of([3 / 120, 0, -6 / 120, 0, 1 / 120])),
        a.multiply(a.multiply(gamma1, gamma2), of([-2 / 24, 0, 5 / 24, 0, -1 / 24])),
      ),
      a.multiply(a.multiply(square, gamma1), of([17 / 324, 0, -53 / 324, 0, 12 / 324])),
    );
    return a.add(a.add(z, first), a.add(second, third));
  };
}
