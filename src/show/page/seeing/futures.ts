import type { ScatterData } from "./scatter.js";
import { scatterMargins, scatterRanges } from "./scatter.js";
import { plotOf } from "./axes.js";
import type { Size } from "./pen.js";

/** The future whose point lies nearest to a place in a scatter, within reach of a finger; or null. */
export function futureAt(data: ScatterData, x: number, y: number, size: Size): number | null {
  const reach = 18;
  const ranges = scatterRanges(data);
  const plot = plotOf(size, scatterMargins, ranges.x, ranges.y);
  let best: number | null = null;
  let least = reach * reach;
  for (let index = 0; index < data.x.length; index++) {
    const dx = plot.x(data.x[index]) - x;
    const dy = plot.y(data.y[index]) - y;
    const square = dx * dx + dy * dy;
    if (square < least) [best, least] = [index, square];
  }
  return best;
}

export interface Slice {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly mean: number;
}

/** The futures in `count` parts of equal size by x, with the mean of y in each. */
export function slicesOf(x: Float64Array, y: Float64Array, count: number): readonly Slice[] {
  const order = Array.from(x.keys())
    .filter((index) => Number.isFinite(x[index]) && Number.isFinite(y[index]))
    .sort((one, other) => x[one] - x[other]);
  return Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * order.length) / count);
    const to = Math.floor(((part + 1) * order.length) / count);
    const own = order.slice(from, to);
    const mean = own.reduce((sum, index) => sum + y[index], 0) / own.length;
    return {
      low: x[own[0]] ?? Number.NaN,
      high: x[own[own.length - 1]] ?? Number.NaN,
      n: own.length,
      mean,
    };
  }).filter(({ n }) => n > 0);
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
