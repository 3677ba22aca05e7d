import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import type { BuiltinCall, Lowering } from "../scope.js";
import { Draws, standardBounds, stretched, withinBounds } from "./draws.js";
import type { Bounds, Stretched } from "./draws.js";

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

const uniform: Lowering = (call) => {
  const [least, most, stream] = call.arguments;
  const share = new Draws(call, stream).draw();
  const value = binary("add", least, binary("multiply", share, binary("subtract", most, least)));
  return withinBounds(value, least, most);
};

/** By inversion; above the mean with the sign turned, since shares near 1 are not as fine. */
const normal = ofStandard((_own, { low, high }, draws) => {
  const turned = compare("less", constant(0), low);
  const share = (bound: Node, other: Node) =>
    unary("normalCumulative", select(turned, unary("negate", other), bound));
  const found = draws.keep(
    "deviation",
    unary("normalQuantile", draws.between(share(low, high), share(high, low))),
  );
  return select(turned, unary("negate", found), found);
});

/** −ln of what is left of 1, from `low` on: 1 − e^−y has the share 1 − e^−(high − low) below `high`. */
function exponentialBetween(low: Node, high: Node, draws: Draws): Node {
  const first = draws.keep("first", binary("maximum", low, constant(0)));
  const width = binary("maximum", binary("subtract", high, first), constant(0));
  const all = binary("subtract", constant(1), unary("exp", unary("negate", width)));
  const left = binary("subtract", constant(1), binary("multiply", draws.draw(), all));
  return binary("subtract", first, unary("ln", left));
}

const exponential = ofStandard((_own, { low, high }, draws) =>
  exponentialBetween(low, high, draws),
);

/** A power of an exponential variable, over its mean Γ(1 + 1/shape). */
const weibull = ofStandard(([shape], { low, high }, draws) => {
  const inverse = draws.keep("exponent", binary("divide", constant(1), shape));
  const mean = draws.keep(
    "mean",
    unary("exp", unary("lnGamma", binary("add", constant(1), inverse))),
  );
  const powered = (bound: Node) =>
    binary("power", binary("multiply", binary("maximum", bound, constant(0)), mean), shape);
  const drawn = exponentialBetween(powered(low), powered(high), draws);
  const value = binary("divide", binary("power", drawn, inverse), mean);
  return select(compare("less", constant(0), shape), value, constant(Number.NaN));
});

/** Orders below 1 count as 1, as they do in Vensim. */
const gamma = ofStandard(([wanted], { low, high }, draws) => {
  const order = draws.keep("order", binary("maximum", wanted, constant(1)));
  const share = draws.between(binary("gammaShare", order, low), binary("gammaShare", order, high));
  return binary("gammaQuantile", order, share);
});

/**
 * a / (a + b) of two gamma variables, each of an order from 1 on times a power of a draw (Devroye,
 * Non-Uniform Random Variate Generation, IX.3 and IX.4). Bounds are not looked at.
 */
const beta = ofStandard(([alpha, other], _bounds, draws) => {
  const variable = (order: Node) => {
    const raised = binary("add", order, constant(1));
    const power = binary("power", draws.draw(), binary("divide", constant(1), order));
    const value = binary("multiply", binary("gammaQuantile", raised, draws.draw()), power);
    const valid = compare("less", constant(0), order);
    return draws.keep("gamma", select(valid, value, constant(Number.NaN)));
  };
  const first = variable(alpha);
  return binary("divide", first, binary("add", first, variable(other)));
});

const poisson = ofStandard(([mean], bounds, draws) =>
  countOf({ kind: "poisson", mean }, bounds, draws),
);

const binomial = ofStandard(([probability, trials], bounds, draws) =>
  countOf({ kind: "binomial", trials: rounded(trials), probability }, bounds, draws),
);

/**
 * Trials until a number of successes: as many as those, and a Poisson variable whose mean is a gamma
 * variable of that order (Devroye, X.4). Bounds are not looked at.
 */
const negativeBinomial = ofStandard(([probability, wanted], _bounds, draws) => {
  const successes = draws.keep("successes", binary("maximum", rounded(wanted), constant(1)));
  const odds = binary("divide", binary("subtract", constant(1), probability), probability);
  const gammaDrawn = binary("gammaQuantile", successes, draws.draw());
  const mean = draws.keep("mean", binary("multiply", gammaDrawn, odds));
  const none: Bounds = { low: constant(-Infinity), high: constant(Infinity) };
  const failures = countOf({ kind: "poisson", mean }, none, draws);
  return binary("add", successes, failures);
});

function countOf(
  of: (Node & { op: "countQuantile" })["of"],
  { low, high }: Bounds,
  draws: Draws,
): Node {
  const ceiling = unary("negate", unary("floor", unary("negate", low)));
  return { op: "countQuantile", of, share: draws.draw(), low: ceiling, high: unary("floor", high) };
}

function rounded(node: Node): Node {
  return unary("floor", binary("add", node, constant(0.5)));
}

/** RANDOM TRIANGULAR(minimum, maximum, start, peak, end, stream). */
const triangular: Lowering = (call) => {
  const [least, most, start, peak, end, stream] = call.arguments;
  const draws = new Draws(call, stream);
  const width = draws.keep("width", binary("subtract", end, start));
  const rise = draws.keep("rise", binary("multiply", width, binary("subtract", peak, start)));
  const fall = draws.keep("fall", binary("multiply", width, binary("subtract", end, peak)));
  const squared = (node: Node) => binary("multiply", node, node);
  const shareBelow = (bound: Node) => {
    const x = draws.keep("bound", binary("minimum", binary("maximum", bound, start), end));
    const after = binary("divide", squared(binary("subtract", end, x)), fall);
    return select(
      compare("less", x, peak),
      binary("divide", squared(binary("subtract", x, start)), rise),
      select(compare("less", x, end), binary("subtract", constant(1), after), constant(1)),
    );
  };
  const share = draws.between(shareBelow(least), shareBelow(most));
  const rest = binary("subtract", constant(1), share);
  const value = select(
    compare("less", binary("multiply", share, squared(width)), rise),
    binary("add", start, unary("squareRoot", binary("multiply", share, rise))),
    binary("subtract", end, unary("squareRoot", binary("multiply", rest, fall))),
  );
  const ordered = select(compare("lessOrEqual", start, peak), end, constant(Number.NaN));
  const valid = compare("lessOrEqual", peak, ordered);
  return withinBounds(select(valid, value, constant(Number.NaN)), least, most);
};

export const randomLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.random_0_1", (call) => new Draws(call, undefined).draw()],
  ["vensim.random_uniform", uniform],
  ["vensim.random_normal", normal],
  ["vensim.random_exponential", exponential],
  ["vensim.random_weibull", weibull],
  ["vensim.random_gamma", gamma],
  ["vensim.random_beta", beta],
  ["vensim.random_poisson", poisson],
  ["vensim.random_binomial", binomial],
  ["vensim.random_negative_binomial", negativeBinomial],
  ["vensim.random_triangular", triangular],
]);
