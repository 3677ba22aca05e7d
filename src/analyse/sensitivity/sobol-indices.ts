import { mean, standardDeviation } from "#numeric/quantile";
import { bootstrapDeviations, estimateWith } from "../bootstrap.js";
import type { Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";

/** Shares of the variance of an outcome. All by the index of the input. */
export interface SobolIndices {
  /** What an input explains by itself. */
  readonly first: readonly Estimate[];
  /** What would be lost if the input were known, interactions included. */
  readonly total: readonly Estimate[];
  /** What pairs explain beyond their inputs; empty for a design without them. */
  readonly second: readonly {
    readonly inputs: readonly [number, number];
    readonly share: Estimate;
  }[];
}

/**
 * Sobol's indices from the outcomes of a Saltelli design (`sample/design/saltelli`), in its rows.
 *
 * The outcomes are standardised. With V the variance over A and B: S = mean(B·(AB_i − A)) / V
 * (A. Saltelli et al. 2010, table 2, b), ST = ½·mean((A − AB_i)²) / V (M. J. W. Jansen 1999), and
 * S_jk = mean(BA_j·AB_k − A·B) / V − S_j − S_k (A. Saltelli 2002). Intervals are value ± deviation
 * times the normal quantile, the deviation from resamples of the base points.
 *
 * A base point any of whose rows is no finite number is left out whole and counted as failed. An
 * outcome that does not vary has indices of exactly 0. Throws a RangeError where the rows are no
 * whole number of base points.
 */
export function sobolIndices(
  outcomes: Float64Array,
  inputs: number,
  secondOrder: boolean,
  resampling: Resampling,
): SobolIndices {
  const perPoint = (secondOrder ? 2 : 1) * inputs + 2;
  const points = outcomes.length / perPoint;
  if (!Number.isInteger(points)) {
    throw new RangeError(
      `${outcomes.length} rows are no design with ${perPoint} rows a base point`,
    );
  }
  const whole = Array.from({ length: points }, (_, point) => point).filter((point) =>
    outcomes.subarray(point * perPoint, (point + 1) * perPoint).every(Number.isFinite),
  );
  const blocks = standardised(outcomes, whole, perPoint);
  const n = whole.length;
  const all = Uint32Array.from({ length: n }, (_, point) => point);
  const values = indicesOf(blocks, inputs, secondOrder, all);
  const spread =
    n < 2
      ? values.map(() => NaN)
      : bootstrapDeviations(n, resampling, (chosen) =>
          indicesOf(blocks, inputs, secondOrder, chosen),
        );
  const estimate = (index: number, method: string): Estimate =>
    estimateWith(n === 0 ? NaN : values[index], spread[index], resampling.level, {
      method: `${method}; bootstrap`,
      n,
      failed: points - n,
    });
  const second = pairsOf(secondOrder ? inputs : 0).map((pair, index) => ({
    inputs: pair,
    share: estimate(2 * inputs + index, "second-order index, Saltelli 2002"),
  }));
  const each = Array.from({ length: inputs }, (_, input) => input);
  return {
    first: each.map((input) => estimate(input, "first-order index, Saltelli 2010")),
    total: each.map((input) => estimate(inputs + input, "total-order index, Jansen 1999")),
    second,
  };
}

/** The pairs of `count` inputs, the first below the second. */
function pairsOf(count: number): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let first = 0; first < count; first++) {
    for (let second = first + 1; second < count; second++) pairs.push([first, second]);
  }
  return pairs;
}

/** A column for each kind of row (A, AB_1 …), over the base points that are whole. */
function standardised(
  outcomes: Float64Array,
  points: readonly number[],
  perPoint: number,
): readonly Float64Array[] {
  const rows = new Float64Array(points.length * perPoint);
  for (const [place, point] of points.entries()) {
    rows.set(outcomes.subarray(point * perPoint, (point + 1) * perPoint), place * perPoint);
  }
  const center = mean(rows);
  const n = rows.length;
  const deviation = standardDeviation(rows) * Math.sqrt((n - 1) / n);
  // Where the spread is rounding, there is none.
  const scale = deviation > 1e-14 * Math.abs(center) ? 1 / deviation : 0;
  return Array.from({ length: perPoint }, (_, kind) =>
    Float64Array.from(points, (_, place) => (rows[place * perPoint + kind] - center) * scale),
  );
}

/** First-order, total and second-order indices, in this order, over the base points chosen. */
function indicesOf(
  blocks: readonly Float64Array[],
  inputs: number,
  secondOrder: boolean,
  chosen: Uint32Array,
): readonly number[] {
  const a = blocks[0];
  const b = blocks[blocks.length - 1];
  const ab = blocks.slice(1, inputs + 1);
  const ba = blocks.slice(inputs + 1, 2 * inputs + 1);
  const variance = varianceOver(a, b, chosen);
  const over = (term: (point: number) => number): number => {
    if (variance === 0) return 0;
    let total = 0;
    for (let index = 0; index < chosen.length; index++) total += term(chosen[index]);
    return total / chosen.length / variance;
  };
  const first = ab.map((changed) => over((point) => b[point] * (changed[point] - a[point])));
  const total = ab.map((changed) =>
    over((point) => {
      const difference = a[point] - changed[point];
      return 0.5 * difference * difference;
    }),
  );
  const second = pairsOf(secondOrder ? inputs : 0).map(
    ([j, k]) =>
      over((point) => ba[j][point] * ab[k][point] - a[point] * b[point]) - first[j] - first[k],
  );
  return [...first, ...total, ...second];
}

function varianceOver(a: Float64Array, b: Float64Array, chosen: Uint32Array): number {
  const both = new Float64Array(2 * chosen.length);
  for (let index = 0; index < chosen.length; index++) {
    both[index] = a[chosen[index]];
    both[chosen.length + index] = b[chosen[index]];
  }
  const deviation = standardDeviation(both);
  return (deviation * deviation * (both.length - 1)) / both.length;
}
