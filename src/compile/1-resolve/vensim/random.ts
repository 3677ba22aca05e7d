import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { Draws } from "../random/draws.js";
import type { Bounds } from "../random/draws.js";
import { triangular } from "../random/triangular.js";
import {
  beta,
  binomial,
  exponentialBetween,
  failuresBefore,
  gammaBetween,
  normalBetween,
  poisson,
  rounded,
  uniform,
  weibullBetween,
} from "../random/variates.js";
import type { BuiltinCall, Lowering } from "../scope.js";
import { standardBounds, stretched } from "./stretched.js";
import type { Stretched } from "./stretched.js";

/**
 * A function of (minimum, maximum, …, shift, stretch, stream): `make` gives the standard variable,
 * within bounds as if what lies outside had been drawn again, from the arguments between.
 */
function ofStandard(
  make: (own: readonly Node[], bounds: Bounds, draws: Draws, call: BuiltinCall) => Node,
): Lowering {
  return (call) => {
    const [least, most, ...rest] = call.arguments;
    const [shift, stretch, stream] = rest.slice(-3);
    const draws = new Draws(call, stream);
    const scaled: Stretched = { least, most, shift, stretch };
    const own = rest.slice(0, -3).map((node, index) => draws.keep(`argument ${index + 1}`, node));
    return stretched(scaled, make(own, standardBounds(scaled, draws), draws, call));
  };
}

/** Over its mean Γ(1 + 1/shape). */
const weibull = ofStandard(([shape], { low, high }, draws) => {
  const inverse = binary("divide", constant(1), shape);
  const mean = draws.keep(
    "mean",
    unary("exp", unary("lnGamma", binary("add", constant(1), inverse))),
  );
  const times = (bound: Node) => binary("multiply", bound, mean);
  const drawn = weibullBetween(shape, { low: times(low), high: times(high) }, draws);
  return binary("divide", drawn, mean);
});

/** Orders below 1 count as 1, as they do in Vensim. */
const gamma = ofStandard(([wanted], bounds, draws) =>
  gammaBetween(draws.keep("order", binary("maximum", wanted, constant(1))), bounds, draws),
);

/** Trials until a number of successes. Bounds are not looked at. */
const negativeBinomial = ofStandard(([probability, wanted], _bounds, draws) => {
  const successes = draws.keep("successes", binary("maximum", rounded(wanted), constant(1)));
  return binary("add", successes, failuresBefore(successes, probability, draws));
});

export const randomLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.random_0_1", (call) => new Draws(call, undefined).draw()],
  [
    "vensim.random_uniform",
    (call) => {
      const [least, most, stream] = call.arguments;
      return uniform(least, most, new Draws(call, stream));
    },
  ],
  ["vensim.random_normal", ofStandard((_own, bounds, draws) => normalBetween(bounds, draws))],
  [
    "vensim.random_exponential",
    ofStandard((_own, bounds, draws) => exponentialBetween(bounds, draws)),
  ],
  ["vensim.random_weibull", weibull],
  ["vensim.random_gamma", gamma],
  ["vensim.random_beta", ofStandard(([alpha, other], _bounds, draws) => beta(alpha, other, draws))],
  ["vensim.random_poisson", ofStandard(([mean], bounds, draws) => poisson(mean, bounds, draws))],
  [
    "vensim.random_binomial",
    ofStandard(([probability, trials], bounds, draws) =>
      binomial(trials, probability, bounds, draws),
    ),
  ],
  ["vensim.random_negative_binomial", negativeBinomial],
  [
    "vensim.random_triangular",
    (call) => {
      const [low, high, start, peak, end, stream] = call.arguments;
      return triangular([start, peak, end], { low, high }, new Draws(call, stream));
    },
  ],
]);
