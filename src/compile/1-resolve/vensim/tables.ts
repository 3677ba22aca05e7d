import { resolveTable } from "#numeric/lookup";
import type { ResolvedTable } from "#numeric/lookup";
import type { Call } from "#study/expression";
import type { GraphicalFunction } from "#study/model";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import { sharedInputs, unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { notAvailable } from "./arithmetic.js";
import { namedTable } from "./named-table.js";
import { areasOf, inverse, mirrored, slopesOf, steps } from "./piecewise.js";

/** A function of a table and of numbers, which are shared nodes. */
type OfTable = (table: GraphicalFunction, inputs: readonly Node[]) => Node;

function ofTable(make: OfTable): ArrayLowering {
  return (call: Call, scope: Scope) => {
    const [name, ...rest] = call.arguments;
    const definition = namedTable(call, name, scope, "table");
    const inputs = sharedInputs(rest, call, scope);
    return definition === null ? unknown : make(definition.table, inputs);
  };
}

function applied(table: ResolvedTable, input: Node): Node {
  return { op: "lookup", table, input };
}

/** LOOKUP EXTRAPOLATE(table, x): beyond the ends along the first or last two points. */
const extrapolate: OfTable = ({ x, y }, [input]) =>
  applied(resolveTable({ interpolation: "extrapolated", x, y }), input);

/** LOOKUP BACKWARD(table, x): the last point at or below x, or the first. */
const backward: OfTable = (points, [input]) => applied(steps(points), input);

/** LOOKUP FORWARD(table, x): the first point at or above x, or the last. */
const forward: OfTable = (points, [input]) =>
  applied(steps(mirrored(points)), unary("negate", input));

/** LOOKUP INVERT(table, y): the least x at which the table is y, :NA: if it never is. */
const invert: OfTable = (points, [y]) => {
  const { below, above } = inverse(points);
  return select(
    compare("less", y, constant(points.y[0])),
    applied(below, y),
    applied(above, unary("negate", y)),
  );
};

/** LOOKUP AREA(table, start, end): beyond the ends the first and the last y are held. */
const area: OfTable = (table, [start, end]) =>
  binary("subtract", areaUpTo(table, end), areaUpTo(table, start));

/** From the first point; from the last point before x on it is a trapezium. */
function areaUpTo(table: GraphicalFunction, input: Node): Node {
  const { x, y, interpolation } = table;
  const before = applied(steps(areasOf(table, interpolation === "discrete")), input);
  const width = binary("subtract", input, applied(steps({ x, y: x }), input));
  const heights = binary(
    "add",
    applied(steps({ x, y }), input),
    applied(resolveTable(table), input),
  );
  const last = binary("multiply", binary("multiply", constant(0.5), width), heights);
  return binary("add", before, last);
}

/**
 * LOOKUP SLOPE(table, x, mode): at a point, the slope to the right of it, at the last that to the
 * left. Beyond the ends 0 (mode 0), the slope at the end (1) or :NA: (−1).
 */
const slope: OfTable = (table, [input, mode]) => {
  const { x } = table;
  const found = applied(steps(slopesOf(table)), input);
  const outside: Truth = {
    op: "or",
    left: compare("less", input, constant(x[0])),
    right: compare("less", constant(x[x.length - 1]), input),
  };
  return select(outside, beyond(mode, found), found);
};

function beyond(mode: Node, atEnd: Node): Node {
  const modes: readonly (readonly [number, Node])[] = [
    [0, constant(0)],
    [1, atEnd],
    [-1, constant(notAvailable)],
  ];
  return modes.reduce<Node>(
    (rest, [value, node]) => select(compare("equal", mode, constant(value)), node, rest),
    constant(Number.NaN),
  );
}

export const tableLowerings: ReadonlyMap<string, ArrayLowering> = new Map<string, ArrayLowering>([
  ["vensim.lookup_extrapolate", ofTable(extrapolate)],
  ["vensim.lookup_forward", ofTable(forward)],
  ["vensim.lookup_backward", ofTable(backward)],
  ["vensim.lookup_invert", ofTable(invert)],
  ["vensim.lookup_area", ofTable(area)],
  ["vensim.lookup_slope", ofTable(slope)],
]);
