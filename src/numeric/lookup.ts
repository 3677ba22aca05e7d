import type { Arithmetic } from "./arithmetic.js";
import { findRecord, isContinuous } from "./lookup-search.js";
import type { Records, RecordSearch } from "./lookup-search.js";

/** A graphical function with the way in which its records are found. */
export interface ResolvedTable extends Records {
  readonly search: RecordSearch;
  /** Whether it has steps, so that the last bit of x may matter. */
  readonly jumps: boolean;
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
  return searchable({
    breaks,
    intercepts,
    slopes,
    low: bounded ? x[0] : -Infinity,
    high: bounded ? x[last] : Infinity,
  });
}

/** With the way in which a record is found. */
export function searchable(records: Records): ResolvedTable {
  return { ...records, search: findRecord(records), jumps: !isContinuous(records) };
}

/** The value at x; NaN stays NaN. How the record is found is told in `lookup-search`. */
export function lookup<V, M>(a: Arithmetic<V, M>, table: ResolvedTable, x: V): V {
  const { low, high, search } = table;
  let input = x;
  if (low > -Infinity) input = a.greater(input, a.constant(low));
  if (high < Infinity) input = a.lesser(input, a.constant(high));
  switch (search.kind) {
    case "compare":
      return byComparing(a, table, input);
    case "cells":
      return a.segment(search.records, positionIn(a, search, input), input);
    case "cells and breaks": {
      const record = a.stepOfRow(search.starts, positionIn(a, search, input), input);
      return a.segment(search.records, record, input);
    }
  }
}

/** Of few records each is compared with. */
function byComparing<V, M>(a: Arithmetic<V, M>, table: Records, input: V): V {
  const { breaks, intercepts, slopes } = table;
  let intercept = a.constant(intercepts[0]);
  let slope = a.constant(slopes[0]);
  for (let index = 1; index < breaks.length; index++) {
    const reached = a.lessOrEqual(a.constant(breaks[index]), input);
    intercept = a.select(reached, a.constant(intercepts[index]), intercept);
    slope = a.select(reached, a.constant(slopes[index]), slope);
  }
  return a.add(intercept, a.multiply(slope, input));
}

/**
 * x · scale + offset, brought to where there are cells. The bounds come first in `lesser` and
 * `greater`, so that a NaN has a cell too: it is still in x.
 */
function positionIn<V, M>(
  a: Arithmetic<V, M>,
  { scale, offset, last }: Exclude<RecordSearch, { kind: "compare" }>,
  x: V,
): V {
  const position = a.add(a.multiply(x, a.constant(scale)), a.constant(offset));
  return a.greater(a.lesser(a.constant(last), position), a.constant(0));
}
