import type { Place } from "#study/place";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import { smoothChain } from "../states.js";
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

/**
 * How many stages there are: as many as are asked for, but none is shorter than a step; where one
 * would be, there are as many as there are steps in the delay. Null if the order is not known.
 */
function stagesOf(call: BuiltinCall): number | null {
  const { scope, arguments: args } = call;
  const [, delay, , orderNode] = args;
  const wanted = orderOf(call, orderNode);
  if (wanted === null) return null;
  const start = scope.startValue(delay);
  const steps = Math.floor((start?.value ?? Infinity) / scope.time.step + 1e-6);
  if (!(steps < wanted)) return wanted;
  if (start !== null) scope.fix(start);
  return Math.max(1, steps);
}

/** A stage that is moved on once a step: it does not take part in the stages of Runge–Kutta. */
function stageOnce(
  { name, place, scope }: BuiltinCall,
  stage: number,
  initial: Node,
  net: (own: Node) => Node,
): Node {
  return scope.addState(`${name} (stage ${stage})`, place, (cell) => {
    const own: Node = { op: "cell", cell };
    const moved = binary("multiply", net(own), constant(scope.time.step));
    return { kind: "memory", initial, next: binary("add", own, moved) };
  });
}

function stageTime(time: Node, order: number): Node {
  return order === 1 ? time : binary("divide", time, constant(order));
}

/**
 * SMOOTH N(input, averaging time, initial, order); the order is read at the start. It is the same
 * throughout a step (Vensim Help, "SMOOTH N").
 */
const smoothN: Lowering = (call) => {
  const [input, averaging, initial] = call.arguments;
  const order = stagesOf(call);
  if (order === null) return unknown;
  const time = stageTime(averaging, order);
  let before = input;
  for (let stage = 1; stage <= order; stage++) {
    const source = before;
    before = stageOnce(call, stage, initial, (own) =>
      binary("divide", binary("subtract", source, own), time),
    );
  }
  return before;
};

/**
 * DELAY N(input, delay, initial, order); the order is read at the start. What it gives is told by the
 * delays of earlier steps, and is the same throughout a step (Vensim Help, "DELAY N"). The Help does
 * not say which stage takes which delay; PySD found by Vensim's own results that a changed delay
 * reaches the first stage at once and every further one a step later, and that what is given is the
 * last stage by the delay of the step before (SDXorg/pysd, issue 391, and its class DelayN). Where
 * the delay stays the same this is n stages of delay / n each. Where it changes, what went in comes
 * out up to the step in which it changed: the Help's "conserve" holds as the step becomes small.
 */
const delayN: Lowering = (call) => {
  const { name, place, scope, arguments: args } = call;
  const [input, delay, initial] = args;
  const order = stagesOf(call);
  if (order === null) return unknown;
  const stepsAgo = (steps: number, next: Node): Node =>
    scope.addState(`delay ${steps} before in ${name}`, place, () => ({
      kind: "memory",
      initial: delay,
      next,
    }));
  const before = stepsAgo(1, delay);
  const contents = binary("multiply", initial, stageTime(delay, order));
  let delayOfStage = delay;
  let inflow = input;
  let held = inflow;
  for (let stage = 1; stage <= order; stage++) {
    const source = inflow;
    const time = stageTime(delayOfStage, order);
    held = stageOnce(call, stage, contents, (own) =>
      binary("subtract", source, binary("divide", own, time)),
    );
    inflow = binary("divide", held, time);
    if (stage < order) delayOfStage = stage === 1 ? before : stepsAgo(stage, delayOfStage);
  }
  return binary("divide", held, stageTime(before, order));
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
