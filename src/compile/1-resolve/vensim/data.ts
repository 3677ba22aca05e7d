import { resolveTable } from "#numeric/lookup";
import type { ResolvedTable } from "#numeric/lookup";
import type { Call } from "#study/expression";
import type { DataDefinition } from "#study/model";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { BinaryName, Node, Truth } from "../../system.js";
import { shared, sharedInputs, unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { atStepTime } from "../time.js";
import { notAvailable } from "./arithmetic.js";
import { cumulate, cumulateFinal } from "./cumulated.js";
import { namedTable } from "./named-table.js";
import type { Points } from "./named-table.js";
import { lowest, mirrored, piecewise, steps } from "./piecewise.js";
import type { Piece } from "./piecewise.js";

/** A function of recorded data; `x` are the further arguments, shared. */
type OfData = (points: Points, inputs: readonly Node[], call: Call, scope: Scope) => Node;

function ofData(make: OfData): ArrayLowering {
  return (call, scope) => {
    const [name, ...rest] = call.arguments;
    const data = namedTable(call, name, scope, "data");
    const inputs = sharedInputs(rest, call, scope);
    return data?.kind === "data" ? make(recorded(data), inputs, call, scope) : unknown;
  };
}

/** The points as they were recorded: a reading other than by interpolation is written as steps. */
function recorded({ table, recorded: points }: DataDefinition): Points {
  return points ?? table;
}

/** n · TIME STEP misses a time of the data by a rounding error: times this near are the same. */
function slackOf({ x }: Points): number {
  let gap = 1;
  for (let index = 1; index < x.length; index++) {
    if (x[index] > x[index - 1]) gap = Math.min(gap, x[index] - x[index - 1]);
  }
  return gap * 1e-6;
}

const nowhere: Piece = { from: lowest, intercept: notAvailable, slope: 0 };

function applied(table: ResolvedTable, input: Node): Node {
  return { op: "lookup", table, input };
}

/** GET DATA AT TIME(data, time): the point at that time, :NA: if there is none. */
const atTime: OfData = (points, [time]) => {
  const slack = slackOf(points);
  const pieces = points.x.flatMap((at, index): readonly Piece[] => [
    { from: at - slack, intercept: points.y[index], slope: 0 },
    { ...nowhere, from: at + slack },
  ]);
  return applied(piecewise([nowhere, ...pieces]), time);
};

/**
 * GET DATA BETWEEN TIMES(data, time, mode): interpolated (0), the point at or after (1), the point
 * at or before (−1). :NA: before the first point and after the last.
 */
const betweenTimes: OfData = (points, [time, mode]) => {
  const { x, y } = points;
  const slack = slackOf(points);
  const early = { x: x.map((at) => at - slack), y };
  const late = { x: x.map((at) => at + slack), y };
  const modes: readonly (readonly [number, Node])[] = [
    [0, applied(resolveTable({ interpolation: "continuous", x, y }), time)],
    [1, applied(steps(mirrored(late)), unary("negate", time))],
    [-1, applied(steps(early), time)],
  ];
  const found = modes.reduce<Node>(
    (rest, [value, node]) => select(compare("equal", mode, constant(value)), node, rest),
    constant(Number.NaN),
  );
  const within = both(
    compare("lessOrEqual", constant(x[0] - slack), time),
    compare("lessOrEqual", time, constant(x[x.length - 1] + slack)),
  );
  return select(within, found, constant(notAvailable));
};

/** TIME SHIFT(data, shift): the data as they will be, read in their own way, held over a step. */
const timeShift: ArrayLowering = (call, scope) => {
  const [name, shift] = call.arguments;
  const data = namedTable(call, name, scope, "data");
  if (data === null) return unknown;
  const then = binary("add", atStepTime(), scope.resolve(shift, scope));
  return applied(resolveTable(data.table), then);
};

/** A number from the points between two times, both included; :NA: if there are none. */
function ofPointsBetween(
  make: (points: Points, inside: readonly Truth[], count: Node, keep: Keep) => Node,
): OfData {
  return (points, [from, to], call, scope) => {
    const slack = slackOf(points);
    const keep: Keep = (label, node) => shared(scope, `${label} in ${call.name}`, call.place, node);
    const first = keep("from", binary("subtract", from, constant(slack)));
    const last = keep("to", binary("add", to, constant(slack)));
    const inside = points.x.map((at) =>
      both(compare("lessOrEqual", first, constant(at)), compare("lessOrEqual", constant(at), last)),
    );
    const count = keep("count", folded("add", inside.map(numberOf)));
    const found = make(points, inside, count, keep);
    return select(compare("equal", count, constant(0)), constant(notAvailable), found);
  };
}

type Keep = (label: string, node: Node) => Node;

const extreme = (name: "minimum" | "maximum"): OfData =>
  ofPointsBetween(({ y }, inside) => {
    const neutral = constant(name === "minimum" ? Infinity : -Infinity);
    const candidates = y.map((value, index) => select(inside[index], constant(value), neutral));
    return folded(name, candidates);
  });

const mean: OfData = ofPointsBetween((points, inside, count) => meanOf(points.y, inside, count));

/** The standard deviation of a sample (divided by n − 1), 0 of one point. */
const deviation: OfData = ofPointsBetween(({ y }, inside, count, keep) => {
  const middle = keep("mean", meanOf(y, inside, count));
  const squares = y.map((value, index) => {
    const distance = binary("subtract", constant(value), middle);
    return select(inside[index], binary("multiply", distance, distance), constant(0));
  });
  const others = binary("maximum", binary("subtract", count, constant(1)), constant(1));
  return unary("squareRoot", binary("divide", folded("add", squares), others));
});

/** The middle point, or the mean of the two in the middle. */
const median: OfData = ofPointsBetween(({ y }, inside, count, keep) => {
  const order = [...y.keys()].sort((one, other) => y[one] - y[other]);
  let rank: Node = constant(0);
  const ranks = order.map((point) => {
    rank = keep("rank", binary("add", rank, numberOf(inside[point])));
    return rank;
  });
  const half = binary("multiply", constant(0.5), binary("add", count, constant(1)));
  const ofRank = (wanted: Node) =>
    folded(
      "maximum",
      order.map((point, index) =>
        select(
          both(inside[point], compare("lessOrEqual", ranks[index], wanted)),
          constant(y[point]),
          constant(-Infinity),
        ),
      ),
    );
  const lower = ofRank(keep("lower rank", unary("floor", half)));
  const upper = ofRank(keep("upper rank", binary("add", half, constant(0.5))));
  return binary("multiply", constant(0.5), binary("add", lower, upper));
});

function meanOf(y: readonly number[], inside: readonly Truth[], count: Node): Node {
  const parts = y.map((value, index) => select(inside[index], constant(value), constant(0)));
  return binary("divide", folded("add", parts), count);
}

/** By halves, so that the tree is not as deep as there are points. */
export function folded(name: BinaryName, nodes: readonly Node[]): Node {
  if (nodes.length === 1) return nodes[0];
  const half = nodes.length >> 1;
  return binary(name, folded(name, nodes.slice(0, half)), folded(name, nodes.slice(half)));
}

function both(left: Truth, right: Truth): Truth {
  return { op: "and", left, right };
}

function numberOf(truth: Truth): Node {
  return { op: "number", truth };
}

/** Vensim's Help does not say by what it divides, so the choice is told. */
const toldDeviation: ArrayLowering = (call, scope) => {
  scope.report({
    code: "data-deviation",
    severity: "warning",
    message: `${call.name} is that of a sample here (divided by n − 1); Vensim's Help does not say which it is`,
    place: call.place,
  });
  return ofData(deviation)(call, scope);
};

export const dataLowerings: ReadonlyMap<string, ArrayLowering> = new Map<string, ArrayLowering>([
  ["vensim.get_data_at_time", ofData(atTime)],
  ["vensim.get_data_between_times", ofData(betweenTimes)],
  ["vensim.time_shift", timeShift],
  ["vensim.cumulate", cumulate],
  ["vensim.cumulatef", cumulateFinal],
  ["vensim.get_data_first_time", ofData(({ x }) => constant(x[0]))],
  ["vensim.get_data_last_time", ofData(({ x }) => constant(x[x.length - 1]))],
  ["vensim.get_data_total_points", ofData(({ x }) => constant(x.length))],
  ["vensim.get_data_max", ofData(extreme("maximum"))],
  ["vensim.get_data_min", ofData(extreme("minimum"))],
  ["vensim.get_data_mean", ofData(mean)],
  ["vensim.get_data_median", ofData(median)],
  ["vensim.get_data_stdv", toldDeviation],
]);
