import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { withinBounds } from "./draws.js";
import type { Bounds, Draws } from "./draws.js";

/** Triangular from start to end with its peak between, within bounds. */
export function triangular(
  [start, peak, end]: readonly [Node, Node, Node],
  { low: least, high: most }: Bounds,
  draws: Draws,
): Node {
  const width = draws.keep("width", binary("subtract", end, start));
  const rise = draws.keep("rise", binary("multiply", width, binary("subtract", peak, start)));
  const fall = draws.keep("fall", binary("multiply", width, binary("subtract", end, peak)));
  const squared = (node: Node) => binary("multiply", node, node);
  const shareBelow = (bound: Node) => {
    const x = draws.keep("bound", binary("minimum", binary("maximum", bound, start), end));
    const after = binary("divide", squared(binary("subtract", end, x)), fall);
    return select(
      compare("less", x, peak),
      binary("divide", squared(binary("subtract", x, start)), rise),
      select(compare("less", x, end), binary("subtract", constant(1), after), constant(1)),
    );
  };
  const share = draws.between(shareBelow(least), shareBelow(most));
  const rest = binary("subtract", constant(1), share);
  const value = select(
    compare("less", binary("multiply", share, squared(width)), rise),
    binary("add", start, unary("squareRoot", binary("multiply", share, rise))),
    binary("subtract", end, unary("squareRoot", binary("multiply", rest, fall))),
  );
  const ordered = select(compare("lessOrEqual", start, peak), end, constant(Number.NaN));
  const valid = compare("lessOrEqual", peak, ordered);
  return withinBounds(select(valid, value, constant(Number.NaN)), least, most);
}
