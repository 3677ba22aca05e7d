import type { Place } from "#study/place";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import { delayChain, smoothChain } from "../states.js";
import type { BuiltinCall, Lowering, Scope } from "../scope.js";
import { quotientOr } from "./arithmetic.js";
import { inSteps } from "./discrete-delays.js";

/** ACTIVE INITIAL(active, initial): breaks circles among initial values. */
const activeInitial: Lowering = ({ name, place, scope, arguments: [active, initial] }) =>
  scope.addState(name, place, () => ({ kind: "formula", node: active, start: initial }));

/** SAMPLE IF TRUE(condition, input, initial): the input while the condition holds, then held. */
const sampleIfTrue: Lowering = ({ name, place, scope, arguments: [condition, input, initial] }) => {
  const orHeld = (held: Node) => select(compare("notEqual", condition, constant(0)), input, held);
  const held = scope.addState(name, place, (cell) => ({
    kind: "memory",
    initial,
    next: orHeld({ op: "cell", cell }),
  }));
  return orHeld(held);
};

/**
 * TREND(input, averaging time, initial trend): (input − average) / (averaging time · |average|),
 * where the average begins at input / (1 + initial · averaging time).
 */
const trend: Lowering = (call) => {
  const [input, averaging, initial = constant(0)] = call.arguments;
  const growth = binary("add", constant(1), binary("multiply", initial, averaging));
  const average = averageOf(call, binary("divide", input, growth));
  const size = binary("multiply", averaging, unary("absolute", average));
  return quotientOr(binary("subtract", input, average), size, constant(0));
};

/** FORECAST(input, averaging time, horizon): the input, carried on along its trend. */
const forecast: Lowering = (call) => {
  const [input, averaging, horizon] = call.arguments;
  const average = averageOf(call, input);
  const rise = binary("subtract", input, average);
  const slope = quotientOr(rise, binary("multiply", averaging, average), constant(0));
  const growth = binary("add", constant(1), binary("multiply", slope, horizon));
  return binary("multiply", input, growth);
};

/**
 * DELAY FIXED(input, delay, initial): the delay is read once, at the start, and rounded to whole
 * steps, at least one. A delay that is not a number gives no number.
 */
const delayFixed: Lowering = ({ name, place, scope, arguments: [input, delay, initial] }) => {
  const wanted = frozen(scope, `length of ${name}`, place, inSteps(delay, scope));
  const atLeastOne = select(compare("less", constant(1), wanted), wanted, constant(1));
  const steps = frozen(scope, `steps of ${name}`, place, atLeastOne);
  const line = scope.addState(name, place, () => ({
    kind: "line",
    initial,
    input,
    steps: steps.cell,
  }));
  return select(compare("equal", wanted, wanted), line, constant(Number.NaN));
};

function frozen(
  scope: Scope,
  label: string,
  place: Place,
  initial: Node,
): Node & { readonly op: "cell" } {
  const node = scope.addState(label, place, () => ({ kind: "frozen", initial }));
  if (node.op !== "cell") throw new Error("a state is read through its cell");
  return node;
}

/** The whole number that a node is at the start, at least 1; an error and null if it is none. */
function orderOf({ name, place, scope }: BuiltinCall, order: Node): number | null {
  const start = scope.startValue(order);
  const whole = Math.round(start?.value ?? Number.NaN);
  if (start !== null && whole >= 1 && whole <= largestOrder) {
    scope.fix(start);
    return whole;
  }
  scope.report({
    code: "delay-order",
    severity: "error",
    message: `the order of ${name} is ${start?.value ?? "not known at the start"}`,
    place,
    help: `give a number from 1 to ${largestOrder}, the same in all runs`,
  });
  return null;
}

const largestOrder = 1000;

/** SMOOTH N(input, averaging time, initial, order); the order is read at the start. */
const smoothN: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, averaging, initial, orderNode] = args;
  const order = orderOf(call, orderNode);
  if (order === null) return unknown;
  return smoothChain({ name, place, scope, order }, input, averaging, initial);
};

/**
 * DELAY N(input, delay, initial, order); the order is read at the start. A stage cannot be shorter
 * than a step: where it would be, there are as many stages as there are steps in the delay.
 */
const delayN: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, delay, initial, orderNode] = args;
  const wanted = orderOf(call, orderNode);
  if (wanted === null) return unknown;
  const start = scope.startValue(delay);
  const steps = Math.floor((start?.value ?? Infinity) / scope.time.step + 1e-6);
  const order = steps < wanted ? Math.max(1, steps) : wanted;
  if (start !== null && order < wanted) scope.fix(start);
  return delayChain({ name, place, scope, order }, input, delay, initial);
};

function averageOf({ name, place, scope, arguments: args }: BuiltinCall, initial: Node): Node {
  const [input, averaging] = args;
  return smoothChain({ name, place, scope, order: 1 }, input, averaging, initial);
}

export const vensimDelayLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.active_initial", activeInitial],
  ["vensim.sample_if_true", sampleIfTrue],
  ["vensim.delay_fixed", delayFixed],
  ["vensim.smooth_n", smoothN],
  ["vensim.delay_n", delayN],
  ["vensim.trend", trend],
  ["vensim.forecast", forecast],
]);
