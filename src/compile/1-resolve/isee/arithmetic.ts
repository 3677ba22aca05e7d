import { resolveTable } from "#numeric/lookup";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { shared } from "../scope.js";
import type { BuiltinCall, Lowering } from "../scope.js";

/** 170! is the last factorial below the largest double. */
const largestFactorial = 170;

const percent: Lowering = ({ arguments: [fraction] }) =>
  binary("multiply", constant(100), fraction);

const factorial: Lowering = ({ arguments: [n] }) => factorialOf(n);

/** n! of the whole part of n, by a table; none below 0, infinite above 170. */
function factorialOf(n: Node): Node {
  const numbers = Array.from({ length: largestFactorial + 1 }, (_, index) => index);
  let product = 1;
  const products = numbers.map((number) => (product *= Math.max(1, number)));
  const table = resolveTable({ interpolation: "discrete", x: numbers, y: products });
  const value = { op: "lookup", table, input: n } as const;
  const beyond = compare("less", n, constant(largestFactorial + 1));
  const atMost = select(beyond, value, constant(Infinity));
  return select(compare("lessOrEqual", constant(0), n), atMost, constant(Number.NaN));
}

/** n! / (n − r)!, and 0 where r is more than n; no number where n is above 170. */
const permutations: Lowering = (call) => {
  const [n, r] = wholeArguments(call);
  const rest = factorialOf(binary("subtract", n, r));
  return chosenOf(n, r, binary("divide", factorialOf(n), rest));
};

/** n! / (r! · (n − r)!), and 0 where r is more than n; no number where n is above 170. */
const combinations: Lowering = (call) => {
  const [n, r] = wholeArguments(call);
  const rest = factorialOf(binary("subtract", n, r));
  // First by the larger of the two: no product overflows that the result does not.
  const inOrder = binary("divide", factorialOf(n), rest);
  const chosen = binary("divide", inOrder, factorialOf(r));
  return chosenOf(n, r, chosen);
};

/** The quotient of factorials is a whole number: its rounding errors are rounded away. */
function chosenOf(n: Node, r: Node, quotient: Node): Node {
  const whole = unary("floor", binary("add", quotient, constant(0.5)));
  return select(compare("less", n, r), constant(0), whole);
}

function wholeArguments({ name, place, scope, arguments: args }: BuiltinCall): readonly Node[] {
  return args.map((argument, index) =>
    shared(scope, `${index === 0 ? "n" : "r"} of ${name}`, place, unary("truncate", argument)),
  );
}

/**
 * What the present value grows to, what a payment of 1 in each period grows to, over some periods:
 * payment · series + present · growth + future = 0.
 */
function annuity({ name, place, scope, arguments: args }: BuiltinCall) {
  const [rate, periods] = args;
  const one = constant(1);
  const power = binary("power", binary("add", one, rate), periods);
  const growth = shared(scope, `growth in ${name}`, place, power);
  const paid = binary("divide", binary("subtract", growth, one), rate);
  const series = select(compare("equal", rate, constant(0)), periods, paid);
  return { growth, series };
}

/** PMT(rate, periods, present value, future value). */
const payment: Lowering = (call) => {
  const [, , present, future] = call.arguments;
  const { growth, series } = annuity(call);
  const due = binary("add", binary("multiply", present, growth), future);
  return unary("negate", binary("divide", due, series));
};

/** PV(rate, periods, payment, future value). */
const presentValue: Lowering = (call) => {
  const [, , paid, future] = call.arguments;
  const { growth, series } = annuity(call);
  const due = binary("add", binary("multiply", paid, series), future);
  return unary("negate", binary("divide", due, growth));
};

/** FV(rate, periods, payment, present value). */
const futureValue: Lowering = (call) => {
  const [, , paid, present] = call.arguments;
  const { growth, series } = annuity(call);
  return unary(
    "negate",
    binary("add", binary("multiply", present, growth), binary("multiply", paid, series)),
  );
};

/** ROOTN(x, n): x to the power 1/n; of a negative x for odd n, the negative root. */
const root: Lowering = ({ name, place, scope, arguments: [x, order] }) => {
  const n = shared(scope, `n of ${name}`, place, order);
  const size = binary("power", unary("absolute", x), binary("divide", constant(1), n));
  const odd = compare("equal", binary("modulo", n, constant(2)), constant(1));
  const negative = select(odd, unary("negate", size), constant(Number.NaN));
  return select(compare("less", x, constant(0)), negative, size);
};

/** SINWAVE(amplitude, period) and COSWAVE: one turn each period of time. */
const wave =
  (name: "sin" | "cos"): Lowering =>
  ({ arguments: [amplitude, period] }) => {
    const turns = binary("divide", { op: "time" }, period);
    return binary(
      "multiply",
      amplitude,
      unary(name, binary("multiply", constant(2 * Math.PI), turns)),
    );
  };

/** CGROWTH(per cent): the rate that, applied in each step, compounds to that in a unit of time. */
const compoundGrowth: Lowering = ({ scope, arguments: [perCent] }) => {
  const { step } = scope.time;
  const yearly = binary("add", constant(1), binary("divide", perCent, constant(100)));
  const inStep = binary("subtract", binary("power", yearly, constant(step)), constant(1));
  return binary("divide", inStep, constant(step));
};

export const iseeArithmeticLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["isee.percent", percent],
  ["isee.factorial", factorial],
  ["isee.permutations", permutations],
  ["isee.combinations", combinations],
  ["isee.pmt", payment],
  ["isee.pv", presentValue],
  ["isee.fv", futureValue],
  ["isee.rootn", root],
  ["isee.sinwave", wave("sin")],
  ["isee.coswave", wave("cos")],
  ["isee.cgrowth", compoundGrowth],
]);
