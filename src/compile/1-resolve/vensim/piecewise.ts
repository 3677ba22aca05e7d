import { searchable } from "#numeric/lookup";
import type { ResolvedTable } from "#numeric/lookup";

import { notAvailable } from "./arithmetic.js";
import type { Points } from "./named-table.js";

/** What holds from `from` on: intercept + slope · x. */
export interface Piece {
  readonly from: number;
  readonly intercept: number;
  readonly slope: number;
}

/** Below everything that a model computes with. */
export const lowest = -Number.MAX_VALUE;

/** A function in pieces, in rising order; the first also holds below where it begins. */
export function piecewise(pieces: readonly Piece[]): ResolvedTable {
  return searchable({
    breaks: pieces.map(({ from }) => from),
    intercepts: pieces.map(({ intercept }) => intercept),
    slopes: pieces.map(({ slope }) => slope),
    // An infinite x times a slope of 0 would be no number.
    low: Math.max(lowest, pieces[0].from),
    high: Number.MAX_VALUE,
  });
}

/** Nothing but steps: `y[i]` from `x[i]` on, up to the next. */
export function steps({ x, y }: Points): ResolvedTable {
  return piecewise(
    x.flatMap((from, index) =>
      x[index + 1] === from ? [] : [{ from, intercept: y[index], slope: 0 }],
    ),
  );
}

/** x → −x: what held from a point on then holds up to it. */
export function mirrored({ x, y }: Points): Points {
  return { x: x.map((at) => -at).reverse(), y: [...y].reverse() };
}

/**
 * The least x at which lines through the points are y, in two parts: `below` the first y it is a
 * function of y, from there up one of −y, since each piece holds up to and with its highest y.
 * :NA: where no line comes.
 */
export function inverse({ x, y }: Points): {
  readonly below: ResolvedTable;
  readonly above: ResolvedTable;
} {
  const below: Piece[] = [];
  const above: Piece[] = [{ from: -y[0], intercept: x[0], slope: 0 }];
  let least = y[0];
  let most = y[0];
  for (let index = 1; index < x.length; index++) {
    const slope = (x[index] - x[index - 1]) / (y[index] - y[index - 1]);
    if (y[index] < least) {
      least = y[index];
      below.unshift({ from: least, intercept: x[index] - slope * least, slope });
    }
    if (y[index] > most) {
      most = y[index];
      above.unshift({ from: -most, intercept: x[index] - slope * most, slope: -slope });
    }
  }
  const nowhere: Piece = { from: lowest, intercept: notAvailable, slope: 0 };
  return { below: piecewise([nowhere, ...below]), above: piecewise([nowhere, ...above]) };
}

/** The slopes of the lines through the points, each from its first point on. */
export function slopesOf({ x, y }: Points): Points {
  const rising = [...x.keys()].slice(1).filter((index) => x[index] > x[index - 1]);
  if (rising.length === 0) return { x: [x[0]], y: [0] };
  return {
    x: rising.map((index) => x[index - 1]),
    y: rising.map((index) => (y[index] - y[index - 1]) / (x[index] - x[index - 1])),
  };
}

/** The area from the first point to each; `held` if y stays as it was up to the next. */
export function areasOf({ x, y }: Points, held: boolean): Points {
  const areas = [0];
  for (let index = 1; index < x.length; index++) {
    const height = held ? y[index - 1] : (y[index - 1] + y[index]) / 2;
    areas.push(areas[index - 1] + height * (x[index] - x[index - 1]));
  }
  return { x, y: areas };
}
