import type { Place } from "#study/place";

import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import type { Lowering, Scope } from "../scope.js";

/** How a discount factor begins, and what it loses in a unit of time for each unit of itself. */
interface Discount {
  readonly first: (rate: Node, step: Node) => Node;
  readonly loss: (rate: Node, step: Node) => Node;
}

/**
 * NPV(stream, rate, initial, factor) and NPVE, which Vensim's Help gives as equations:
 * (accumulated + stream · TIME STEP · df) · factor, where accumulated = INTEG(stream · df, initial)
 * and df is the discount factor.
 */
function presentValue({ first, loss }: Discount): Lowering {
  return ({ name, place, scope, arguments: [stream, rate, initial, factor] }) => {
    const step = constant(scope.time.step);
    const discount = stock(scope, `discount factor of ${name}`, place, first(rate, step), (own) =>
      unary("negate", binary("multiply", own, loss(rate, step))),
    );
    const discounted = binary("multiply", stream, discount);
    const before = stock(scope, name, place, initial, () => discounted);
    const present = binary("multiply", binary("multiply", stream, step), discount);
    return binary("multiply", binary("add", before, present), factor);
  };
}

function stock(
  scope: Scope,
  label: string,
  place: Place,
  initial: Node,
  net: (own: Node) => Node,
): Node {
  return scope.addState(label, place, (cell) => ({
    kind: "stock",
    initial,
    net: net({ op: "cell", cell }),
  }));
}

/** 1 + rate · TIME STEP: what one step at a discrete rate divides by. */
function growth(rate: Node, step: Node): Node {
  return binary("add", constant(1), binary("multiply", rate, step));
}

export const presentValueLowerings: ReadonlyMap<string, Lowering> = new Map([
  ["vensim.npv", presentValue({ first: () => constant(1), loss: (rate) => rate })],
  [
    "vensim.npve",
    presentValue({
      first: (rate, step) => binary("divide", constant(1), growth(rate, step)),
      loss: (rate, step) => binary("divide", rate, growth(rate, step)),
    }),
  ],
]);
