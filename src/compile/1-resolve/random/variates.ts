import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { unbounded, withinBounds } from "./draws.js";
import type { Bounds, Draws } from "./draws.js";

const none = constant(Number.NaN);

/** Uniform between two numbers. */
export function uniform(least: Node, most: Node, draws: Draws): Node {
  const width = binary("subtract", most, least);
  const value = binary("add", least, binary("multiply", draws.draw(), width));
  return withinBounds(value, least, most);
}

/**
 * A normal variable of mean 0 and deviation 1 within bounds, by inversion; above the mean with the
 * sign turned, since shares near 1 are not as fine.
 */
export function normalBetween({ low, high }: Bounds, draws: Draws): Node {
  const turned = compare("less", constant(0), low);
  const share = (bound: Node, other: Node) =>
    unary("normalCumulative", select(turned, unary("negate", other), bound));
  const found = draws.keep(
    "deviation",
    unary("normalQuantile", draws.between(share(low, high), share(high, low))),
  );
  return select(turned, unary("negate", found), found);
}

/**
 * An exponential variable of mean 1: −ln of what is left of 1, from `low` on, where 1 − e^−y has the
 * share 1 − e^−(high − low) below `high`.
 */
export function exponentialBetween({ low, high }: Bounds, draws: Draws): Node {
  const first = draws.keep("first", binary("maximum", low, constant(0)));
  const width = binary("maximum", binary("subtract", high, first), constant(0));
  const all = binary("subtract", constant(1), unary("exp", unary("negate", width)));
  const left = binary("subtract", constant(1), binary("multiply", draws.draw(), all));
  return binary("subtract", first, unary("ln", left));
}

/** A power of an exponential variable: with this shape, and scale 1. */
export function weibullBetween(shape: Node, { low, high }: Bounds, draws: Draws): Node {
  const powered = (bound: Node) => binary("power", binary("maximum", bound, constant(0)), shape);
  const drawn = exponentialBetween({ low: powered(low), high: powered(high) }, draws);
  const value = binary("power", drawn, binary("divide", constant(1), shape));
  return select(compare("less", constant(0), shape), value, none);
}

/** From 1 on, with the share x^−shape above x: e to an exponential variable over the shape. */
export function paretoBetween(shape: Node, { low, high }: Bounds, draws: Draws): Node {
  const exponent = (bound: Node) =>
    binary("multiply", shape, unary("ln", binary("maximum", bound, constant(1))));
  const drawn = exponentialBetween({ low: exponent(low), high: exponent(high) }, draws);
  const value = unary("exp", binary("divide", drawn, shape));
  return select(compare("less", constant(0), shape), value, none);
}

/** With the share 1 / (1 + e^−x) below x. */
export function logisticBetween({ low, high }: Bounds, draws: Draws): Node {
  const share = (bound: Node) =>
    binary("divide", constant(1), binary("add", constant(1), unary("exp", unary("negate", bound))));
  const drawn = draws.between(share(low), share(high));
  return unary("ln", binary("divide", drawn, binary("subtract", constant(1), drawn)));
}

/** A gamma variable of an order from 1 on and of scale 1. */
export function gammaBetween(order: Node, { low, high }: Bounds, draws: Draws): Node {
  const share = draws.between(binary("gammaShare", order, low), binary("gammaShare", order, high));
  return binary("gammaQuantile", order, share);
}

/**
 * A gamma variable of any order above 0: of one more, times a power of a draw (Devroye, Non-Uniform
 * Random Variate Generation, IX.3).
 */
export function gammaOfAnyOrder(order: Node, draws: Draws): Node {
  const raised = binary("add", order, constant(1));
  const power = binary("power", draws.draw(), binary("divide", constant(1), order));
  const value = binary("multiply", binary("gammaQuantile", raised, draws.draw()), power);
  const valid = compare("less", constant(0), order);
  return draws.keep("gamma", select(valid, value, none));
}

/** a / (a + b) of two gamma variables (Devroye, IX.4). */
export function beta(alpha: Node, other: Node, draws: Draws): Node {
  const first = gammaOfAnyOrder(alpha, draws);
  return binary("divide", first, binary("add", first, gammaOfAnyOrder(other, draws)));
}

export function poisson(mean: Node, bounds: Bounds, draws: Draws): Node {
  return countOf({ kind: "poisson", mean }, bounds, draws);
}

/** Successes in a number of trials, which is rounded. */
export function binomial(trials: Node, probability: Node, bounds: Bounds, draws: Draws): Node {
  return countOf({ kind: "binomial", trials: rounded(trials), probability }, bounds, draws);
}

/**
 * Failures before a number of successes, which is rounded and at least 1: a Poisson variable whose
 * mean is a gamma variable of that order (Devroye, X.4).
 */
export function failuresBefore(successes: Node, probability: Node, draws: Draws): Node {
  const odds = binary("divide", binary("subtract", constant(1), probability), probability);
  const drawn = binary("gammaQuantile", successes, draws.draw());
  const mean = draws.keep("mean", binary("multiply", drawn, odds));
  return poisson(mean, unbounded, draws);
}

/** Trials until the first success: those before it have the shares of an exponential variable. */
export function geometric(probability: Node, draws: Draws): Node {
  const left = binary("subtract", constant(1), probability);
  const failures = unary("floor", binary("divide", unary("ln", draws.draw()), unary("ln", left)));
  const positive = select(compare("less", constant(0), probability), failures, none);
  const certain = select(compare("less", probability, constant(1)), positive, constant(0));
  const valid = select(compare("lessOrEqual", probability, constant(1)), certain, none);
  return binary("add", constant(1), valid);
}

function countOf(
  of: (Node & { op: "countQuantile" })["of"],
  { low, high }: Bounds,
  draws: Draws,
): Node {
  const ceiling = unary("negate", unary("floor", unary("negate", low)));
  return { op: "countQuantile", of, share: draws.draw(), low: ceiling, high: unary("floor", high) };
}

export function rounded(node: Node): Node {
  return unary("floor", binary("add", node, constant(0.5)));
}
