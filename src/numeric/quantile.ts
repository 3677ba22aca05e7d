/**
 * Sample statistics. Sums run over a fixed tree, so that they are the same bits whoever adds.
 */

/**
 * The sample quantile at each probability, interpolated linearly between order statistics: type 7 of
 * Hyndman and Fan, "Sample quantiles in statistical packages" (1996), position (n − 1)·p. NaN for
 * no values or if any is NaN; probabilities outside [0, 1] are a RangeError.
 */
export function quantiles(
  values: ArrayLike<number>,
  probabilities: readonly number[],
): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  return probabilities.map((probability) => quantileOfSorted(sorted, probability));
}

export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantiles(values, [probability])[0];
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** `quantile` of values in ascending order, NaN last. */
function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability lies between 0 and 1, ${probability} does not`);
  }
  const last = sorted.length - 1;
  if (last < 0 || Number.isNaN(sorted[last])) return NaN;
  const position = last * probability;
  const index = Math.min(Math.floor(position), last);
  const lower = sorted[index];
  const upper = sorted[Math.min(index + 1, last)];
  const fraction = position - index;
  // Equal neighbours may be infinite, and their difference NaN.
  if (fraction === 0 || lower === upper) return lower;
  return lower + (upper - lower) * fraction;
}

/**
 * The sum over a fixed binary tree: n values are split after the largest power of two below n, down
 * to runs of at most 8, which are added from left to right. Every aligned block of 2^k ≥ 8 values is
 * a subtree, so block sums can be made apart and joined. Rounding grows with log n.
 */
export function sum(values: ArrayLike<number>): number {
  return sumOf(values.length, (index) => values[index]);
}

/** NaN without values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/**
 * The standard deviation of a sample, with n − 1 in the denominator, in two passes over the tree of
 * `sum`. NaN for fewer than two values.
 */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const center = mean(values);
  const squares = sumOf(values.length, (index) => {
    const difference = values[index] - center;
    return difference * difference;
  });
  return Math.sqrt(squares / (values.length - 1));
}

function sumOf(length: number, at: (index: number) => number): number {
  return tree(0, length);

  function tree(from: number, to: number): number {
    const count = to - from;
    if (count <= 8) {
      let total = 0;
      for (let index = from; index < to; index++) total += at(index);
      return total;
    }
    const middle = from + (1 << (31 - Math.clz32(count - 1)));
    return tree(from, middle) + tree(middle, to);
  }
}
