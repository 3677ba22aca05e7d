import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { shared } from "../scope.js";
import type { Lowering } from "../scope.js";

const zero = constant(0);
const one = constant(1);

/**
 * NORMALCDF(left, right[, mean[, deviation]]): the difference of two shares; above the mean of those
 * with the sign turned, since shares near 1 are not as fine.
 */
const between: Lowering = ({ name, place, scope, arguments: args }) => {
  const [left, right, mean = zero, deviation = one] = args;
  const standard = (label: string, bound: Node) =>
    shared(
      scope,
      `${label} of ${name}`,
      place,
      binary("divide", binary("subtract", bound, mean), deviation),
    );
  const low = standard("left", left);
  const high = standard("right", right);
  const turned = compare("less", zero, low);
  const share = (bound: Node, other: Node) =>
    unary("normalCumulative", select(turned, unary("negate", other), bound));
  return binary("subtract", share(high, low), share(low, high));
};

/** INVNORM(probability[, mean[, deviation]]). */
const quantile: Lowering = ({ arguments: [probability, mean = zero, deviation = one] }) =>
  binary("add", mean, binary("multiply", deviation, unary("normalQuantile", probability)));

/** NPV(stream, rate[, initial]): what has been added up before this step, each at its discount. */
const presentValue: Lowering = ({ name, place, scope, arguments: args }) => {
  const [stream, rate, initial = zero] = args;
  const discount = scope.addState(`discount factor of ${name}`, place, (cell) => ({
    kind: "stock",
    initial: one,
    net: unary("negate", binary("multiply", { op: "cell", cell }, rate)),
  }));
  return scope.addState(name, place, () => ({
    kind: "stock",
    initial,
    net: binary("multiply", stream, discount),
  }));
};

export const iseeStatisticsLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["isee.gammaln", ({ arguments: [n] }) => unary("lnGamma", n)],
  ["isee.normalcdf", between],
  ["isee.invnorm", quantile],
  ["isee.npv", presentValue],
]);
