import type { Arithmetic } from "./arithmetic.js";

/**
 * A graphical function made ready to be applied: from `breaks[i]` on, up to the next break, the
 * value is `intercepts[i] + slopes[i] · x`. Below the first break the first record holds.
 */
export interface ResolvedTable {
  readonly breaks: readonly number[];
  readonly intercepts: readonly number[];
  readonly slopes: readonly number[];
  /** x is first brought into [low, high]; infinite where the function extrapolates. */
  readonly low: number;
  readonly high: number;
}

/** The points of a graphical function, x ascending (equal neighbours are a vertical step). */
interface Points {
  readonly interpolation: "continuous" | "extrapolated" | "discrete";
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export function resolveTable({ interpolation, x, y }: Points): ResolvedTable {
  const last = x.length - 1;
  const breaks: number[] = [];
  const intercepts: number[] = [];
  const slopes: number[] = [];
  const record = (start: number, intercept: number, slope: number) => {
    breaks.push(start);
    intercepts.push(intercept);
    slopes.push(slope);
  };
  for (let index = 0; index < last; index++) {
    const width = x[index + 1] - x[index];
    if (width === 0) continue;
    const slope = interpolation === "discrete" ? 0 : (y[index + 1] - y[index]) / width;
    record(x[index], slope === 0 ? y[index] : y[index] - slope * x[index], slope);
  }
  // The last point is met exactly; a function that extrapolates goes on along its last segment.
  if (interpolation !== "extrapolated" || breaks.length === 0) record(x[last], y[last], 0);
  const bounded = interpolation !== "extrapolated";
  return {
    breaks,
    intercepts,
    slopes,
    low: bounded ? x[0] : -Infinity,
    high: bounded ? x[last] : Infinity,
  };
}

/** The value at x; NaN stays NaN. The record is found by comparing x with the breaks. */
export function lookup<V, M>(a: Arithmetic<V, M>, table: ResolvedTable, x: V): V {
  const { breaks, intercepts, slopes, low, high } = table;
  let input = x;
  if (low > -Infinity) input = a.maximum(input, a.constant(low));
  if (high < Infinity) input = a.minimum(input, a.constant(high));
  let intercept = a.constant(intercepts[0]);
  let slope = a.constant(slopes[0]);
  for (let index = 1; index < breaks.length; index++) {
    const reached = a.lessOrEqual(a.constant(breaks[index]), input);
    intercept = a.select(reached, a.constant(intercepts[index]), intercept);
    slope = a.select(reached, a.constant(slopes[index]), slope);
  }
  return a.add(intercept, a.multiply(slope, input));
}
