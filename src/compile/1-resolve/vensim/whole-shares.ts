import { binary, compare, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { balancedSum } from "../stocks/sums.js";
import type { Curve } from "./curves.js";

/**
 * Shares in whole numbers that are as near as can be to shares that are none: everybody gets the whole
 * part, and what is left goes one by one to the largest fractions, of equal ones to the first in the
 * range (Hamilton's method of the largest remainders; Balinski & Young, Fair Representation, 1982,
 * chapter 3). Quantities and `units`, what there is to hand out, are whole, and so nobody gets more
 * than was asked for. `keep` shares a node.
 */
export function wholeShares(
  curves: readonly Curve[],
  shares: readonly Node[],
  units: Node,
  keep: (label: string, node: Node) => Node,
): readonly Node[] {
  const exact = shares.map((share, index) =>
    keep("share", binary("minimum", share, curves[index].quantity)),
  );
  const parts = exact.map((share) => keep("whole part", unary("floor", share)));
  const fractions = exact.map((share, index) =>
    keep("fraction", binary("subtract", share, parts[index])),
  );
  const asked = balancedSum(curves.map(({ quantity }) => quantity));
  const all = binary("maximum", constant(0), binary("minimum", units, asked));
  const left = keep("what is left", binary("subtract", all, balancedSum(parts)));
  return parts.map((part, index) => {
    const ahead = fractions.flatMap((other, place): Node[] => {
      if (place === index) return [];
      const name = place < index ? "lessOrEqual" : "less";
      return [{ op: "number", truth: compare(name, fractions[index], other) }];
    });
    const place = ahead.length === 0 ? constant(0) : keep("place", balancedSum(ahead));
    const one: Node = { op: "number", truth: compare("less", place, left) };
    return binary("add", part, one);
  });
}
