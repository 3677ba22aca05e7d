import type { TimeSettings } from "#study/model";
import type { ResolvedTable } from "#numeric/lookup";

import type { BinaryName, Cell, Node, UnaryName } from "../../system.js";

/** Between what a value stays, as far as the model says; infinite where it does not. */
type Bounds = readonly [number, number];

const anything: Bounds = [-Infinity, Infinity];
/** Of what is no number, and so no length either. */
const nothing: Bounds = [Infinity, -Infinity];

/** What is known of the cells of a model. */
export interface KnownBounds {
  readonly time: TimeSettings;
  /** Null while it is being resolved. */
  cell(index: number): Cell | null;
  /** The plausible range that the model states for a cell. */
  rangeOf(cell: number): Bounds | null;
}

/** The most that a value can come to. */
export interface UpperBound {
  /** Infinite if there is none. */
  readonly value: number;
  /** The cells of the constants on which it rests. */
  readonly constants: ReadonlySet<number>;
}

/**
 * The most that a node can come to in a run, by interval arithmetic (R. E. Moore, Interval Analysis,
 * 1966): tables that are clamped, MIN and MAX, conditions, and ranges that the model states bound
 * it. The values of constants count only where it is not bounded without them.
 */
export function upperBoundOf(node: Node, known: KnownBounds): UpperBound {
  const free = boundWith(node, known, false);
  return Number.isFinite(free.value) ? free : boundWith(node, known, true);
}

function boundWith(node: Node, known: KnownBounds, countConstants: boolean): UpperBound {
  const constants = new Set<number>();
  const found = new Map<number, Bounds>();
  const boundsOfCell = (index: number): Bounds => {
    const before = found.get(index);
    if (before !== undefined) return before;
    // A value that depends on itself is not bounded by this.
    found.set(index, anything);
    const cell = known.cell(index);
    if (cell === null) return anything;
    if (cell.kind === "constant") {
      if (countConstants) constants.add(index);
      const value: Bounds = countConstants ? [cell.value, cell.value] : anything;
      found.set(index, value);
      return value;
    }
    const computed = boundsOfRule(cell);
    const stated = known.rangeOf(index);
    const bounds = stated === null ? computed : narrower(computed, stated);
    found.set(index, bounds);
    return bounds;
  };
  const boundsOfRule = (cell: Cell): Bounds => {
    if (cell.kind === "formula") return boundsOf(cell.node);
    return cell.kind === "frozen" ? boundsOf(cell.initial) : anything;
  };
  const boundsOf = (part: Node): Bounds => {
    switch (part.op) {
      case "constant":
        return Number.isNaN(part.value) ? nothing : [part.value, part.value];
      case "cell":
        return boundsOfCell(part.cell);
      case "time":
      case "stepTime":
        return [known.time.start, known.time.stop];
      case "lookup":
        return boundsOfTable(part.table);
      case "number":
      case "random":
        return [0, 1];
      case "countQuantile":
        return [-Infinity, boundsOf(part.high)[1]];
      case "select":
        return widest([boundsOf(part.ifTrue), boundsOf(part.ifFalse)]);
      case "unary":
        return boundsOfOne(part.name, boundsOf(part.operand));
      case "binary":
        return boundsOfTwo(part.name, boundsOf(part.left), boundsOf(part.right));
    }
  };
  return { value: boundsOf(node)[1], constants };
}

function boundsOfOne(name: UnaryName, [low, high]: Bounds): Bounds {
  switch (name) {
    case "negate":
      return [-high, -low];
    case "absolute":
      return [Math.max(0, low, -high), Math.max(-low, high)];
    case "floor":
      return [Math.floor(low), Math.floor(high)];
    case "truncate":
      return [Math.trunc(low), Math.trunc(high)];
    case "sin":
    case "cos":
    case "tanh":
      return [-1, 1];
    default:
      return anything;
  }
}

function boundsOfTwo(name: BinaryName, left: Bounds, right: Bounds): Bounds {
  switch (name) {
    case "add":
      return orAnything([left[0] + right[0], left[1] + right[1]]);
    case "subtract":
      return orAnything([left[0] - right[1], left[1] - right[0]]);
    case "multiply":
      return orAnything(spanOf(corners(left, right, (one, other) => one * other)));
    case "divide":
      if (right[0] <= 0 && right[1] >= 0) return anything;
      return orAnything(spanOf(corners(left, right, (one, other) => one / other)));
    case "minimum":
      return [Math.min(left[0], right[0]), Math.min(left[1], right[1])];
    case "maximum":
      return [Math.max(left[0], right[0]), Math.max(left[1], right[1])];
    case "gammaShare":
      return [0, 1];
    case "power":
    case "modulo":
    case "gammaQuantile":
      return anything;
  }
}

function corners(
  left: Bounds,
  right: Bounds,
  apply: (one: number, other: number) => number,
): readonly number[] {
  return left.flatMap((one) => right.map((other) => apply(one, other)));
}

/** A table that extrapolates has no bounds. */
function boundsOfTable({ breaks, intercepts, slopes, low, high }: ResolvedTable): Bounds {
  if (low === -Infinity || high === Infinity) return anything;
  const ends = breaks.flatMap((start, index) => {
    const end = breaks[index + 1] ?? high;
    return [start, end].map((x) => intercepts[index] + slopes[index] * x);
  });
  return orAnything(spanOf(ends));
}

function spanOf(values: readonly number[]): Bounds {
  return [Math.min(...values), Math.max(...values)];
}

function widest(all: readonly Bounds[]): Bounds {
  return [Math.min(...all.map(([low]) => low)), Math.max(...all.map(([, high]) => high))];
}

function narrower(one: Bounds, other: Bounds): Bounds {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

function orAnything(bounds: Bounds): Bounds {
  return bounds.some((value) => Number.isNaN(value)) ? anything : bounds;
}
