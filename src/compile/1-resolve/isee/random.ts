import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { Draws, unbounded, withinBounds } from "../random/draws.js";
import type { Bounds } from "../random/draws.js";
import { triangular } from "../random/triangular.js";
import {
  beta,
  binomial,
  exponentialBetween,
  failuresBefore,
  gammaBetween,
  gammaOfAnyOrder,
  geometric,
  logisticBetween,
  normalBetween,
  paretoBetween,
  poisson,
  rounded,
  uniform,
  weibullBetween,
} from "../random/variates.js";
import type { Lowering } from "../scope.js";

const one = constant(1);

/**
 * A function of so many arguments of its own, then a seed, then bounds: all that follows its own may
 * be left out. With a seed the sequence is always the same, in whichever future.
 */
function drawn(
  own: number,
  make: (own: readonly Node[], bounds: Bounds, draws: Draws) => Node,
): Lowering {
  return (call) => {
    const [seed, least, most] = call.arguments.slice(own);
    const draws = new Draws(call, seed, seed !== undefined);
    const bounds = { low: least ?? unbounded.low, high: most ?? unbounded.high };
    const kept = call.arguments
      .slice(0, own)
      .map((node, index) => draws.keep(`argument ${index + 1}`, node));
    const value = make(kept, bounds, draws);
    return least === undefined ? value : withinBounds(value, bounds.low, bounds.high);
  };
}

/** The value of a standard variable, stretched and shifted, within bounds. */
function scaled(
  [shift, stretch]: readonly [Node, Node],
  { low, high }: Bounds,
  make: (bounds: Bounds) => Node,
): Node {
  const at = (bound: Node) => binary("divide", binary("subtract", bound, shift), stretch);
  const still = compare("equal", stretch, constant(0));
  const bounds = {
    low: select(still, unbounded.low, at(low)),
    high: select(still, unbounded.high, at(high)),
  };
  const value = binary("add", shift, binary("multiply", stretch, make(bounds)));
  return select(compare("lessOrEqual", constant(0), stretch), value, constant(Number.NaN));
}

/** e to a normal variable, which has the mean and deviation that give those of the draws. */
const logNormal = drawn(2, ([mean, deviation], { low, high }, draws) => {
  const ratio = binary("divide", deviation, mean);
  const square = binary("add", one, binary("multiply", ratio, ratio));
  const variance = draws.keep("variance of logarithms", unary("ln", square));
  const half = binary("multiply", constant(0.5), variance);
  const middle = draws.keep("mean of logarithms", binary("subtract", unary("ln", mean), half));
  const logarithm = (bound: Node) => unary("ln", binary("maximum", bound, constant(0)));
  const bounds = { low: logarithm(low), high: logarithm(high) };
  const spread = draws.keep("deviation of logarithms", unary("squareRoot", variance));
  return unary(
    "exp",
    scaled([middle, spread], bounds, (standard) => normalBetween(standard, draws)),
  );
});

/** With a scale that may be left out, as all behind it. Orders below 1 are moved to the bounds. */
const gamma: Lowering = (call) => {
  const [shape, scale = one, ...rest] = call.arguments;
  return drawn(2, ([order, stretch], bounds, draws) => {
    const within = scaled([constant(0), stretch], bounds, (standard) =>
      gammaBetween(draws.keep("order", binary("maximum", order, one)), standard, draws),
    );
    const small = binary("multiply", gammaOfAnyOrder(order, draws), stretch);
    return select(compare("lessOrEqual", one, order), within, small);
  })({ ...call, arguments: [shape, scale, ...rest] });
};

const negativeBinomial = drawn(2, ([wanted, probability], _bounds, draws) => {
  const successes = draws.keep("successes", binary("maximum", rounded(wanted), one));
  return failuresBefore(successes, probability, draws);
});

/** 1 in so many per cent of the units of time. */
const monteCarlo: Lowering = (call) =>
  drawn(1, ([perCent], _bounds, draws) => {
    const inStep = binary("multiply", perCent, constant(call.scope.time.step / 100));
    return { op: "number", truth: compare("less", draws.draw(), inStep) };
  })(call);

const ofUniform = drawn(2, ([least, most], _bounds, draws) => uniform(least, most, draws));

/** The random functions of XMILE and of isee systems, which extend them. */
export const iseeRandomLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["random", ofUniform],
  ["isee.uniform", ofUniform],
  [
    "normal",
    drawn(2, ([mean, deviation], bounds, draws) =>
      scaled([mean, deviation], bounds, (standard) => normalBetween(standard, draws)),
    ),
  ],
  ["lognormal", logNormal],
  [
    "exprnd",
    drawn(1, ([mean], _bounds, draws) =>
      binary("multiply", mean, exponentialBetween(unbounded, draws)),
    ),
  ],
  ["poisson", drawn(1, ([mean], bounds, draws) => poisson(mean, bounds, draws))],
  [
    "isee.triangular",
    drawn(3, ([start, peak, end], _bounds, draws) =>
      triangular([start, peak, end], { low: start, high: end }, draws),
    ),
  ],
  ["isee.beta", drawn(2, ([alpha, other], _bounds, draws) => beta(alpha, other, draws))],
  ["isee.gamma", gamma],
  [
    "isee.weibull",
    drawn(2, ([shape, scale], bounds, draws) =>
      scaled([constant(0), scale], bounds, (standard) => weibullBetween(shape, standard, draws)),
    ),
  ],
  [
    "isee.pareto",
    drawn(2, ([shape, scale], bounds, draws) =>
      scaled([constant(0), scale], bounds, (standard) => paretoBetween(shape, standard, draws)),
    ),
  ],
  [
    "isee.logistic",
    drawn(2, ([mean, scale], bounds, draws) =>
      scaled([mean, scale], bounds, (standard) => logisticBetween(standard, draws)),
    ),
  ],
  [
    "isee.binomial",
    drawn(2, ([trials, probability], bounds, draws) =>
      binomial(trials, probability, bounds, draws),
    ),
  ],
  ["isee.negbinomial", negativeBinomial],
  ["isee.geometric", drawn(1, ([probability], _bounds, draws) => geometric(probability, draws))],
  ["isee.montecarlo", monteCarlo],
]);
