import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { delayLine } from "../delay-line.js";
import { wholeNumberOf } from "../order.js";
import { unknown } from "../scope.js";
import type { BuiltinCall, Lowering } from "../scope.js";

/** The number of the present step, a whole number. */
function stepNumber({ scope }: BuiltinCall): Node {
  const { start, step } = scope.time;
  const since = binary("subtract", { op: "stepTime" }, constant(start));
  return nearest(binary("divide", since, constant(step)));
}

function nearest(node: Node): Node {
  return unary("floor", binary("add", node, constant(0.5)));
}

/**
 * COUNTER(from, to): from + k·DT, where k is the number of the step modulo the steps from the one
 * number to the other, so that it begins anew exactly there.
 */
const counter: Lowering = (call) => {
  const [from, to] = call.arguments;
  const dt = constant(call.scope.time.step);
  const steps = nearest(binary("divide", binary("subtract", to, from), dt));
  const turn = binary("modulo", stepNumber(call), binary("maximum", steps, constant(1)));
  return binary("add", from, binary("multiply", turn, dt));
};

/** DERIVN(input, order): differences to the step before over DT, 0 in the first steps. */
const derivative: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const order = wholeNumberOf(call, "order", args[1], 0);
  if (order === null) return unknown;
  let value = args[0];
  for (let round = 0; round < order; round++) {
    const now = scope.addState(`derivative ${round} of ${name}`, place, () => ({
      kind: "formula",
      node: value,
    }));
    const before = scope.addState(name, place, () => ({ kind: "memory", initial: now, next: now }));
    value = binary("divide", binary("subtract", now, before), constant(scope.time.step));
  }
  return value;
};

/** HISTORY(input, at), for an `at` that lies a constant time before TIME: 0 before the start. */
const history: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, at] = args;
  const back =
    at.op === "binary" && at.name === "subtract" && at.left.op === "time" ? at.right : null;
  const start = back === null ? null : scope.startValue(back);
  if (back === null || start === null || start.varies || !(start.value > 0)) {
    scope.report({
      code: "history-time",
      severity: "error",
      message: `${name} can look back only by the same time in each step`,
      place,
      help: "write TIME minus a constant above 0, as in HISTORY(price, TIME - 5)",
    });
    return unknown;
  }
  return delayLine({ name, place, scope }, input, back, constant(0));
};

export const iseeMemoryLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["isee.counter", counter],
  ["isee.derivn", derivative],
  ["isee.history", history],
]);
