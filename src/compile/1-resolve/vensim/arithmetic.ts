import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import type { Lowering } from "../scope.js";

/** Vensim's :NA:, a finite number that compares as any other. */
export const notAvailable = -(2 ** 109);

/** A denominator this small counts as zero in ZIDZ and XIDZ. */
const smallestDenominator = 1e-6;

/** left / right, or `otherwise` where right counts as zero. */
export function quotientOr(left: Node, right: Node, otherwise: Node): Node {
  return select(
    compare("less", unary("absolute", right), constant(smallestDenominator)),
    otherwise,
    binary("divide", left, right),
  );
}

/** quantum · trunc(x / quantum). */
function wholeMultiples(x: Node, quantum: Node): Node {
  return binary("multiply", quantum, unary("truncate", binary("divide", x, quantum)));
}

const quantum: Lowering = ({ arguments: [x, size] }) =>
  select(compare("lessOrEqual", size, constant(0)), x, wholeMultiples(x, size));

/** The middle of the present step: inputs that switch at a time look at it. */
function middle(step: number): Node {
  return binary("add", { op: "stepTime" }, constant(step / 2));
}

function isWithin(value: Node, width: Node): Truth {
  return {
    op: "and",
    left: compare("less", constant(0), value),
    right: compare("less", value, width),
  };
}

/** A width of no more than a step is one step. */
function atLeastOneStep(width: Node, step: number): Node {
  return binary("maximum", width, constant(step));
}

/** PULSE(start, width): 1 where the middle of the step lies in (start, start + width). */
const pulse: Lowering = ({ scope, arguments: [start, width] }) => {
  const since = binary("subtract", middle(scope.time.step), start);
  return {
    op: "number",
    truth: isWithin(since, atLeastOneStep(width, scope.time.step)),
  };
};

/** PULSE TRAIN(start, width, interval, end). */
const pulseTrain: Lowering = ({ scope, arguments: [start, width, interval, end] }) => {
  const now = middle(scope.time.step);
  const since = binary("subtract", now, start);
  const within = binary("modulo", since, interval);
  const started = compare("less", constant(0), since);
  const notEnded = compare("less", { op: "stepTime" }, end);
  return {
    op: "number",
    truth: {
      op: "and",
      left: { op: "and", left: started, right: notEnded },
      right: compare("less", within, atLeastOneStep(width, scope.time.step)),
    },
  };
};

/** RAMP(slope, start, end): held at the height it has reached at the end. */
const ramp: Lowering = ({ arguments: [slope, start, end] }) => {
  const now: Node = { op: "stepTime" };
  const until = binary("minimum", now, end);
  return select(
    compare("less", start, until),
    binary("multiply", slope, binary("subtract", until, start)),
    constant(0),
  );
};

export const vensimArithmeticLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.integer", ({ arguments: [x] }) => unary("truncate", x)],
  ["vensim.modulo", ({ arguments: [x, base] }) => binary("subtract", x, wholeMultiples(x, base))],
  ["vensim.quantum", quantum],
  ["vensim.zidz", ({ arguments: [left, right] }) => quotientOr(left, right, constant(0))],
  ["vensim.xidz", ({ arguments: [left, right, otherwise] }) => quotientOr(left, right, otherwise)],
  ["vensim.log", ({ arguments: [x, base] }) => binary("divide", unary("ln", x), unary("ln", base))],
  ["vensim.sinh", ({ arguments: [x] }) => unary("sinh", x)],
  ["vensim.cosh", ({ arguments: [x] }) => unary("cosh", x)],
  ["vensim.tanh", ({ arguments: [x] }) => unary("tanh", x)],
  ["vensim.gamma_ln", ({ arguments: [x] }) => unary("lnGamma", x)],
  ["vensim.pulse", pulse],
  ["vensim.pulse_train", pulseTrain],
  ["vensim.ramp", ramp],
]);
