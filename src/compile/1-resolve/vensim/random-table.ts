import { resolveTable } from "#numeric/lookup";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering } from "../scope.js";
import { Draws } from "../random/draws.js";
import { namedTable } from "./named-table.js";
import type { Points } from "./named-table.js";
import { areasOf, slopesOf, steps } from "./piecewise.js";
import { standardBounds, stretched } from "./stretched.js";

/**
 * RANDOM LOOKUP(table, minimum, maximum, shift, stretch, stream): with the density that the lines
 * through the points of a table give, which is scaled to a whole of 1.
 */
export const randomLookup: ArrayLowering = (call, scope) => {
  const [name, ...rest] = call.arguments;
  const definition = namedTable(call, name, scope, "table");
  const [least, most, shift, stretch, stream] = rest.map((one) => scope.resolve(one, scope));
  if (definition === null) return unknown;
  const points = definition.table;
  const areas = areasOf(points, false);
  const whole = areas.y[areas.y.length - 1];
  if (points.y.some((height) => height < 0) || !(whole > 0)) {
    scope.report({
      code: "density",
      severity: "error",
      message: `the table of ${call.name} is no density: ${whole > 0 ? "it is below 0 somewhere" : "there is no area under it"}`,
      place: name.place,
      help: "give points that are nowhere below 0, and above it somewhere",
    });
    return unknown;
  }
  const draws = new Draws({ name: call.name, arguments: [], place: call.place, scope }, stream);
  const scaled = { least, most, shift, stretch };
  const { low, high } = standardBounds(scaled, draws);
  const shareBelow = (bound: Node) =>
    binary("divide", areaBelow(points, areas, bound, draws), constant(whole));
  const share = draws.between(shareBelow(low), shareBelow(high));
  const area = draws.keep("area", binary("multiply", share, constant(whole)));
  return stretched(scaled, atArea(points, areas, area, draws));
};

/** The area under the lines from the first point to a bound, which is brought between the ends. */
function areaBelow({ x, y }: Points, areas: Points, bound: Node, draws: Draws): Node {
  const last = x[x.length - 1];
  const at = draws.keep(
    "bound",
    binary("minimum", binary("maximum", bound, constant(x[0])), constant(last)),
  );
  const read = (values: readonly number[]): Node => ({
    op: "lookup",
    table: steps({ x, y: values }),
    input: at,
  });
  const height: Node = {
    op: "lookup",
    table: resolveTable({ interpolation: "continuous", x, y }),
    input: at,
  };
  const heights = binary("add", read(y), height);
  const width = binary("multiply", constant(0.5), binary("subtract", at, read(x)));
  return binary("add", read(areas.y), binary("multiply", width, heights));
}

/** The x up to which there is an area: on a line of slope s from y, y·d + s·d²/2 is the area of d. */
function atArea(points: Points, areas: Points, area: Node, draws: Draws): Node {
  const lines = linesOf(points, areas);
  const read = (values: readonly number[]): Node => ({
    op: "lookup",
    table: steps({ x: lines.from, y: values }),
    input: area,
  });
  const rest = draws.keep("rest", binary("subtract", area, read(lines.from)));
  const height = draws.keep("height", read(lines.height));
  const square = binary(
    "add",
    binary("multiply", height, height),
    binary("multiply", binary("multiply", constant(2), read(lines.slope)), rest),
  );
  const root = unary("squareRoot", binary("maximum", square, constant(0)));
  const heights = binary("add", height, root);
  const distance = select(
    compare("less", constant(0), heights),
    binary("divide", binary("multiply", constant(2), rest), heights),
    constant(0),
  );
  return binary("add", read(lines.x), distance);
}

/** The lines that have an area, by the area before them. */
function linesOf(points: Points, areas: Points) {
  const slopes = slopesOf(points);
  const lines = [...points.x.keys()].filter((index) => areas.y[index + 1] > areas.y[index]);
  return {
    from: lines.map((index) => areas.y[index]),
    x: lines.map((index) => points.x[index]),
    height: lines.map((index) => points.y[index]),
    slope: lines.map((index) => slopes.y[slopes.x.indexOf(points.x[index])]),
  };
}
