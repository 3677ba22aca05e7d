import { binary, compare, constant, select, unary } from "../system.js";
import type { Node, Truth } from "../system.js";
import type { Lowering, Scope } from "./scope.js";

const stepTime: Node = { op: "stepTime" };

/**
 * True from the step on whose middle lies after `start`: t + dt/2 > start, so that a start that is
 * not on the grid, or on it up to rounding, has the nearest step.
 */
function hasStarted(scope: Scope, start: Node): Truth {
  return compare("less", start, binary("add", stepTime, constant(scope.time.step / 2)));
}

/** STEP(height, start): 0, then the height. */
const step: Lowering = ({ scope, arguments: [height, start] }) =>
  select(hasStarted(scope, start), height, constant(0));

/**
 * RAMP(slope[, start][, end]): 0, then slope · (t − start), held over a step, and from the end on what
 * it is there. It starts with the run where no start is given (Stella, "Test input builtins").
 */
const ramp: Lowering = ({ scope, arguments: [slope, start = startOfRun(scope), end] }) => {
  const until = end === undefined ? stepTime : binary("minimum", stepTime, end);
  const lasted = binary("subtract", until, start);
  const whole = end === undefined ? lasted : notBelowZero(lasted);
  return select(compare("less", start, stepTime), binary("multiply", slope, whole), constant(0));
};

function startOfRun({ time }: Scope): Node {
  return constant(time.start);
}

/**
 * PULSE(magnitude[, first][, interval]): magnitude / dt for one step at `first`, and again every
 * `interval` if that is above 0 (XMILE 1.0, section 3.5.4); without `first`, in every step (Stella,
 * "Test input builtins").
 */
const pulse: Lowering = ({ scope, arguments: [magnitude, first, interval = constant(0)] }) => {
  const { step: dt } = scope.time;
  if (first === undefined) return binary("divide", magnitude, constant(dt));
  const since = binary("subtract", binary("add", stepTime, constant(dt / 2)), first);
  const within = select(
    compare("less", constant(0), interval),
    binary("modulo", since, interval),
    since,
  );
  const fires: Truth = {
    op: "and",
    left: compare("less", constant(0), since),
    right: {
      op: "and",
      left: compare("less", constant(0), within),
      right: compare("lessOrEqual", within, constant(dt)),
    },
  };
  return select(fires, binary("divide", magnitude, constant(dt)), constant(0));
};

export const timeLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["time", () => ({ op: "time" })],
  ["dt", ({ scope }) => constant(scope.time.step)],
  ["starttime", ({ scope }) => constant(scope.time.start)],
  ["stoptime", ({ scope }) => constant(scope.time.stop)],
  ["step", step],
  ["ramp", ramp],
  ["pulse", pulse],
]);

/** The value of a series over time, held over a step. */
export function atStepTime(): Node {
  return stepTime;
}

/** x, but never below zero. */
export function notBelowZero(node: Node): Node {
  return binary("maximum", node, constant(0));
}

/** −x. */
export function negated(node: Node): Node {
  return unary("negate", node);
}
