/**
 * The quantiles of a quantity over futures, at the saves asked for: `series` has a row of `futures`
 * for each save, the answer a row of `saves.length` for each level. Between two futures it is
 * interpolated (Hyndman and Fan 1996, type 7). Runs without a value are left out; NaN where none
 * has one.
 */
export function bandsOf(
  series: Float64Array,
  saves: readonly number[],
  futures: number,
  levels: readonly number[],
): Float64Array {
  const bands = new Float64Array(levels.length * saves.length);
  const row = new Float64Array(futures);
  for (const [at, save] of saves.entries()) {
    let count = 0;
    for (let future = 0; future < futures; future++) {
      const value = series[save * futures + future];
      if (Number.isFinite(value)) row[count++] = value;
    }
    const sorted = row.subarray(0, count).sort();
    for (const [index, level] of levels.entries()) {
      bands[index * saves.length + at] = quantileOfSorted(sorted, level);
    }
  }
  return bands;
}

/** NaN of nothing. */
function quantileOfSorted(sorted: Float64Array, level: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  const at = level * last;
  const below = Math.floor(at);
  const above = Math.min(last, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** At most about `most` of `count` saves, evenly apart, the first and the last among them. */
export function savesToShow(count: number, most: number): readonly number[] {
  const stride = Math.max(1, Math.ceil((count - 1) / most));
  const shown: number[] = [];
  for (let save = 0; save < count - 1; save += stride) shown.push(save);
  return count === 0 ? shown : [...shown, count - 1];
}
