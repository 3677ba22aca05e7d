import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { withinBounds } from "../random/draws.js";
import type { Bounds, Draws } from "../random/draws.js";

/** The four arguments that all but the simplest random functions share. */
export interface Stretched {
  readonly least: Node;
  readonly most: Node;
  readonly shift: Node;
  readonly stretch: Node;
}

export function standardBounds({ least, most, shift, stretch }: Stretched, draws: Draws): Bounds {
  const at = (bound: Node) => binary("divide", binary("subtract", bound, shift), stretch);
  const one = draws.keep("one bound", at(least));
  const other = draws.keep("other bound", at(most));
  const still = compare("equal", stretch, constant(0));
  return {
    low: draws.keep(
      "lower bound",
      select(still, constant(-Infinity), binary("minimum", one, other)),
    ),
    high: draws.keep(
      "upper bound",
      select(still, constant(Infinity), binary("maximum", one, other)),
    ),
  };
}

/** The value of a standard variable: within the bounds but for rounding, which is taken away. */
export function stretched({ least, most, shift, stretch }: Stretched, standard: Node): Node {
  const value = binary("add", shift, binary("multiply", stretch, standard));
  return withinBounds(value, least, most);
}
