import type { Node } from "../system.js";
import { delayLine } from "./delay-line.js";
import { wholeNumberOf } from "./order.js";
import type { BuiltinCall, Lowering } from "./scope.js";
import { unknown } from "./scope.js";
import { delayChain, smoothChain } from "./states.js";

/**
 * DELAY(input, delay time[, initial]): the input as it was (XMILE 1.0, section 3.5.3). A delay time
 * that varies counts as it is at the start, as in Stella. One of less than half a step is none.
 */
const delay: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, time, initial = input] = args;
  const start = scope.startValue(time);
  if (start !== null && start.value >= 0 && start.value < scope.time.step / 2) {
    scope.fix(start);
    return input;
  }
  if (start !== null && start.value < 0) {
    scope.report({
      code: "delay-time",
      severity: "error",
      message: `${name} looks ahead: its delay time is ${start.value}`,
      place,
      help: "give a delay time of at least 0",
    });
    return unknown;
  }
  return delayLine({ name, place, scope }, input, time, initial);
};

/** DELAYN(input, delay time, order[, initial]). */
const delayN: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, time, orderNode, initial = input] = args;
  const order = wholeNumberOf(call, "order", orderNode);
  if (order === null) return unknown;
  tellShortStages(call, time, order);
  return delayChain({ name, place, scope, order }, input, time, initial);
};

/** SMTHN(input, averaging time, order[, initial]). */
const smoothN: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, time, orderNode, initial = input] = args;
  const order = wholeNumberOf(call, "order", orderNode);
  if (order === null) return unknown;
  tellShortStages(call, time, order);
  return smoothChain({ name, place, scope, order }, input, time, initial);
};

/** A stage that would give out more than it holds within a step swings from step to step. */
function tellShortStages({ name, place, scope }: BuiltinCall, time: Node, order: number): void {
  const start = scope.startValue(time);
  const { step } = scope.time;
  if (start === null || !(start.value / order < step * (1 - 1e-9))) return;
  scope.report({
    code: "short-stage",
    severity: "warning",
    message: `each of the ${order} stages of ${name} lasts ${start.value / order}, less than the time step ${step}: the result swings`,
    place,
    help: "take a smaller time step, a lower order, or DELAY for a delay that keeps its shape",
  });
}

export const delayLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["delay", delay],
  ["delayn", delayN],
  ["smthn", smoothN],
]);
