import { columnsOf } from "./columns.js";

export interface Slice {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly mean: number;
}

/**
 * The futures in `count` parts of equal size by x, with the mean of y in each; where x takes few values,
 * a part for each of them.
 */
export function slicesOf(x: Float64Array, y: Float64Array, count: number): readonly Slice[] {
  const order = Array.from(x.keys())
    .filter((index) => Number.isFinite(x[index]) && Number.isFinite(y[index]))
    .sort((one, other) => x[one] - x[other]);
  const columns = columnsOf(x);
  const parts =
    columns?.map((value) => order.filter((index) => x[index] === value)) ??
    Array.from({ length: count }, (_, part) =>
      order.slice(
        Math.floor((part * order.length) / count),
        Math.floor(((part + 1) * order.length) / count),
      ),
    );
  const slices = parts.map((own) => {
    const mean = own.reduce((sum, index) => sum + y[index], 0) / own.length;
    return {
      low: x[own[0]] ?? Number.NaN,
      high: x[own[own.length - 1]] ?? Number.NaN,
      n: own.length,
      mean,
    };
  });
  return slices.filter(({ n }) => n > 0);
}

/** The squared rank correlation (Spearman) of two columns, with its sign; 0 where one is constant. */
export function rankCorrelation(x: Float64Array, y: Float64Array): number {
  const usable = Array.from(x.keys()).filter(
    (index) => Number.isFinite(x[index]) && Number.isFinite(y[index]),
  );
  const [a, b] = [ranksOf(x, usable), ranksOf(y, usable)];
  const middle = (usable.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (const [index, rank] of a.entries()) {
    const [da, db] = [rank - middle, b[index] - middle];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** Ranks from 1 on, the mean of them for equal values. */
function ranksOf(values: Float64Array, usable: readonly number[]): readonly number[] {
  const order = usable
    .map((_, index) => index)
    .sort((one, other) => values[usable[one]] - values[usable[other]]);
  const ranks = Array.from({ length: usable.length }, () => 0);
  let start = 0;
  while (start < order.length) {
    let end = start;
    while (
      end + 1 < order.length &&
      values[usable[order[end + 1]]] === values[usable[order[start]]]
    )
      end++;
    for (let at = start; at <= end; at++) ranks[order[at]] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}
