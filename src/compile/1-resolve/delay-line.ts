import type { Place } from "#study/place";

import { binary, compare, constant, select, unary } from "../system.js";
import type { Node } from "../system.js";
import type { Scope } from "./scope.js";

/** How many whole steps a time is, to the nearest: 1.5 steps are 2. */
function stepsIn(scope: Scope, time: Node): Node {
  const inSteps = binary("divide", time, constant(scope.time.step));
  return unary("floor", binary("add", inSteps, constant(0.5 + 1e-6)));
}

/** Where a delay line belongs. */
interface LinePlace {
  readonly name: string;
  readonly place: Place;
  readonly scope: Scope;
}

/**
 * The input as it was at the start of the step that lies a time back, and `initial` before that. The
 * time is read once, at the start, and rounded to whole steps, at least one; one that is not a
 * number, or below zero, gives no number.
 */
export function delayLine(of: LinePlace, input: Node, time: Node, initial: Node): Node {
  const { name, place, scope } = of;
  const wanted = frozen(of, `length of ${name}`, stepsIn(scope, time));
  const atLeastOne = select(compare("less", constant(1), wanted), wanted, constant(1));
  const steps = frozen(of, `steps of ${name}`, atLeastOne);
  const line = scope.addState(name, place, () => ({
    kind: "line",
    initial,
    input,
    steps: steps.cell,
  }));
  return select(compare("lessOrEqual", constant(0), wanted), line, constant(Number.NaN));
}

function frozen({ place, scope }: LinePlace, label: string, initial: Node) {
  const node = scope.addState(label, place, () => ({ kind: "frozen", initial }));
  if (node.op !== "cell") throw new Error("a state is read through its cell");
  return node;
}
