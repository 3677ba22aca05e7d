import { Moments } from "./moments.js";
import type { Estimate } from "./estimate.js";
import { studentInterval } from "./student.js";

/**
 * What each option (policy) is worth in each future, more being better: a column an option, all of
 * the same length and free of NaN. Rows are futures on common draws.
 */
export type Merits = readonly Float64Array[];

/**
 * Merits of criteria values: losses change their sign, and futures in which any option has no value
 * are left out of all of them. `rows` are the indices of those that stayed.
 */
export function meritsOf(
  values: readonly Float64Array[],
  better: "less" | "more",
): { readonly merits: Merits; readonly rows: Int32Array } {
  const length = values[0]?.length ?? 0;
  const rows: number[] = [];
  for (let row = 0; row < length; row++) {
    if (values.every((column) => Number.isFinite(column[row]))) rows.push(row);
  }
  const sign = better === "more" ? 1 : -1;
  const merits = values.map((column) => Float64Array.from(rows, (row) => sign * column[row]));
  return { merits, rows: Int32Array.from(rows) };
}

/** The option with the largest mean; the first of equals. */
export function bestOnAverage(merits: Merits): number {
  return argmax(merits.map(meanOf));
}

/** The index of the largest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (values[at] > values[best]) best = at;
  return best;
}

/** 0 for no values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  return values.length === 0 ? 0 : sum / values.length;
}

/** The mean with Student's interval; `failed` futures are those that were left out. */
export function meanWithInterval(
  values: ArrayLike<number>,
  level: number,
  failed: number,
  method: string,
): Estimate {
  const moments = new Moments();
  for (let row = 0; row < values.length; row++) moments.add(values[row]);
  const common = { level, method, n: moments.count, failed };
  if (moments.count === 0) return { value: null, low: null, high: null, ...common };
  if (moments.count === 1) return { value: moments.mean, low: null, high: null, ...common };
  const { low, high } = studentInterval(
    moments.mean,
    moments.standardDeviation,
    moments.count,
    level,
  );
  return { value: moments.mean, low, high, ...common };
}
