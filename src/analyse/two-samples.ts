import { orderOf, ranksOf } from "#numeric/order";

/** Distances between two samples, by their empirical distribution functions. */

/**
 * Kolmogorov and Smirnov's statistic, the largest distance between two empirical distribution
 * functions, from 0 to 1. NaN where a sample is empty.
 */
export function kolmogorovSmirnov(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const firsts = one.length;
  const seconds = other.length;
  if (firsts === 0 || seconds === 0) return NaN;
  const values = joined(one, other);
  const order = orderOf(values);
  let ofOne = 0;
  let largest = 0;
  for (let place = 0; place < order.length; place++) {
    if (order[place] < firsts) ofOne += 1;
    const next = order[place + 1];
    if (next !== undefined && values[next] === values[order[place]]) continue;
    const distance = Math.abs(ofOne / firsts - (place + 1 - ofOne) / seconds);
    if (distance > largest) largest = distance;
  }
  return largest;
}

/**
 * The two-sample criterion T of Cramér and von Mises (T. W. Anderson, "On the distribution of the
 * two-sample Cramér–von Mises criterion", Annals of Mathematical Statistics 33, 1962, equation 10),
 * with mean ranks for ties. NaN where a sample is empty.
 */
export function cramerVonMises(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const firsts = one.length;
  const seconds = other.length;
  if (firsts === 0 || seconds === 0) return NaN;
  const ranks = ranksOf(joined(one, other));
  const squares = (from: number, to: number): number => {
    const own = ranks.slice(from, to).sort();
    let total = 0;
    for (let index = 0; index < own.length; index++) {
      const distance = own[index] - (index + 1);
      total += distance * distance;
    }
    return total;
  };
  const product = firsts * seconds;
  const all = firsts + seconds;
  const u = firsts * squares(0, firsts) + seconds * squares(firsts, all);
  return u / (product * all) - (4 * product - 1) / (6 * all);
}

function joined(one: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  const values = new Float64Array(one.length + other.length);
  values.set(one);
  values.set(other, one.length);
  return values;
}
