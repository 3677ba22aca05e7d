import type { Rows } from "./arithmetic.js";

/**
 * A graphical function made ready to be applied: from `breaks[i]` on, up to the next break, the
 * value is `intercepts[i] + slopes[i] · x`. Below the first break the first record holds.
 */
export interface Records {
  readonly breaks: readonly number[];
  readonly intercepts: readonly number[];
  readonly slopes: readonly number[];
  /** x is first brought into [low, high]; infinite where the function extrapolates. */
  readonly low: number;
  readonly high: number;
}

/**
 * How the record of an x is found. With few records x is compared with every break. Else the range
 * is cut into cells of one width, and cell nearest(x · scale + offset) says which record it is:
 *
 * - `cells`: each break begins a cell. It may begin a few ulp below the break, where the two
 *   records of a continuous function agree but for rounding.
 * - `cells and breaks`: a cell has one break at most; its row of `starts` tells the record before
 *   the break, and the break itself, which x is compared with. This is exact, and so good for
 *   functions that jump: rounding is monotonic, so an x below a break is never in a cell above
 *   that of the break.
 */
export type RecordSearch =
  | { readonly kind: "compare" }
  | ({ readonly kind: "cells"; readonly records: Rows } & Cells)
  | ({ readonly kind: "cells and breaks"; readonly records: Rows; readonly starts: Rows } & Cells);

interface Cells {
  readonly scale: number;
  readonly offset: number;
  /** The number of the last cell; a position is brought between 0 and it. */
  readonly last: number;
}

/** Up to here comparing is cheaper: a record costs about seven instructions, a search fifteen. */
const fewRecords = 3;
/** The most cells that a table may have for each of its records, and on the whole. */
const cellsPerRecord = 256;
const mostCells = 8192;

export function findRecord(table: Records): RecordSearch {
  if (table.breaks.length <= fewRecords) return { kind: "compare" };
  return (
    (isContinuous(table) ? cellsOnBreaks(table) : null) ??
    cellsBetweenBreaks(table) ?? {
      kind: "compare",
    }
  );
}

/** Whether neighbouring records agree at their break, but for rounding. */
export function isContinuous({ breaks, intercepts, slopes }: Records): boolean {
  return breaks.every((at, index) => {
    if (index === 0) return true;
    const before = intercepts[index - 1] + slopes[index - 1] * at;
    const after = intercepts[index] + slopes[index] * at;
    const size = Math.max(
      Math.abs(intercepts[index]),
      Math.abs(intercepts[index - 1]),
      Math.abs(slopes[index] * at),
      Math.abs(slopes[index - 1] * at),
    );
    return Math.abs(after - before) <= size * 2 ** -49;
  });
}

/** Cells so that each break begins one; null where the breaks have no common step. */
function cellsOnBreaks(table: Records): RecordSearch | null {
  const { breaks } = table;
  const smallest = smallestGap(breaks);
  const span = breaks[breaks.length - 1] - breaks[0];
  for (let parts = 1; parts <= 16; parts++) {
    const width = smallest / parts;
    const count = Math.round(span / width);
    if (count > mostCells || count > cellsPerRecord * breaks.length) return null;
    const cells = breaks.map((at) => Math.round((at - breaks[0]) / width));
    const common = breaks.every(
      (at, index) => Math.abs((at - breaks[0]) / width - cells[index]) <= 2 ** -30,
    );
    if (!common) continue;
    const scale = count / span;
    const offset = offsetFor(breaks, cells, scale);
    if (offset === null) return null;
    return { kind: "cells", records: recordsOf(table, cells), scale, offset, last: count };
  }
  return null;
}

/** The least offset, but for a factor of two above rounding, for which all breaks meet their cells. */
function offsetFor(
  breaks: readonly number[],
  cells: readonly number[],
  scale: number,
): number | null {
  const size = Math.abs(breaks[0] * scale) + cells[cells.length - 1] + 1;
  for (let more = 0; more <= size * 2 ** -44; more = Math.max(2 * more, size * 2 ** -52)) {
    const offset = -breaks[0] * scale - 0.5 + more;
    // A tie would go to the even cell, so the position must be beyond it.
    const meets = (at: number, index: number) =>
      index === 0 || at * scale + offset > cells[index] - 0.5;
    if (breaks.every(meets)) return offset;
  }
  return null;
}

function recordsOf({ intercepts, slopes }: Records, cells: readonly number[]): Rows {
  const last = cells[cells.length - 1];
  const rows = new Float64Array(2 * (last + 1));
  let record = 0;
  for (let cell = 0; cell <= last; cell++) {
    while (record + 1 < cells.length && cells[record + 1] <= cell) record++;
    rows[2 * cell] = intercepts[record];
    rows[2 * cell + 1] = slopes[record];
  }
  return rows;
}

/** Cells so narrow that no two breaks share one; null where that takes too many. */
function cellsBetweenBreaks({ breaks, intercepts, slopes }: Records): RecordSearch | null {
  const first = breaks[0];
  const span = breaks[breaks.length - 1] - first;
  const most = Math.min(mostCells, cellsPerRecord * breaks.length);
  for (let count = breaks.length; count <= most; count = Math.ceil(count * 1.25)) {
    const scale = count / span;
    const offset = -first * scale;
    const cells = breaks.map((at) => nearestCell(at * scale + offset, count));
    if (
      !(scale < Infinity) ||
      cells.some((cell, index) => index > 1 && cell === cells[index - 1])
    ) {
      continue;
    }
    const records = new Float64Array(
      breaks.flatMap((_, index) => [intercepts[index], slopes[index]]),
    );
    const starts = new Float64Array(2 * (count + 1));
    // The first break is none: below it the first record holds.
    let record = 0;
    for (let cell = 0; cell <= count; cell++) {
      starts[2 * cell] = record;
      const here = cells.indexOf(cell, 1);
      starts[2 * cell + 1] = here < 0 ? Number.NaN : breaks[here];
      if (here >= 0) record = here;
    }
    return { kind: "cells and breaks", records, starts, scale, offset, last: count };
  }
  return null;
}

function nearestCell(position: number, last: number): number {
  const bounded = Math.max(0, Math.min(last, position));
  const rounded = Math.round(bounded);
  // Ties to even, as the arithmetic rounds.
  return rounded - bounded === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

function smallestGap(breaks: readonly number[]): number {
  let smallest = Infinity;
  for (let index = 1; index < breaks.length; index++) {
    smallest = Math.min(smallest, breaks[index] - breaks[index - 1]);
  }
  return smallest;
}
