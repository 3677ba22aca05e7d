import type { Builtin, BuiltinParameter } from "./row.js";
import { parameter as of, vensimRow as row } from "./vensim-row.js";

const bounds = [of("minimum", "a"), of("maximum", "a")];
const stretched = [of("shift", "a"), of("stretch", "a"), of("stream", "1")];

function draw(name: string, own: readonly BuiltinParameter[], doc: string): Builtin {
  const parameters = [...bounds, ...own, ...stretched];
  const numbers = [0, 10, ...own.map(() => 1), 0, 1, 0].join(", ");
  return row(name, "random", parameters, "a", doc, `vensim.${name}(${numbers})`);
}

/**
 * Drawn anew at every step, stretched, shifted; what lies outside the bounds does not occur, as if it
 * were drawn again. Streams are Parley's own: the draws of Vensim cannot be had again, their
 * distributions can.
 */
export const vensimRandom: readonly Builtin[] = [
  row("RANDOM 0 1", "random", [], "1", "Uniform between 0 and 1.", "vensim.RANDOM 0 1()"),
  row(
    "RANDOM UNIFORM",
    "random",
    [...bounds, of("stream", "1")],
    "a",
    "Uniform between the bounds.",
    "vensim.RANDOM UNIFORM(0, 10, 0)",
  ),
  draw("RANDOM NORMAL", [], "Normal; the shift is its mean, the stretch its deviation."),
  draw("RANDOM EXPONENTIAL", [], "Exponential from 0 with mean 1."),
  draw("RANDOM POISSON", [of("mean", "1")], "Poisson."),
  draw("RANDOM GAMMA", [of("order", "1")], "Gamma of the given order."),
  draw("RANDOM WEIBULL", [of("shape", "1")], "Weibull from 0 with mean 1."),
  draw(
    "RANDOM BETA",
    [of("alpha", "1"), of("beta", "1")],
    "Beta between 0 and 1. What lies outside the bounds is moved to them.",
  ),
  draw(
    "RANDOM BINOMIAL",
    [of("probability", "1"), of("trials", "1")],
    "Successes in a number of trials.",
  ),
  draw(
    "RANDOM NEGATIVE BINOMIAL",
    [of("probability", "1"), of("successes", "1")],
    "Trials until a number of successes. What lies outside the bounds is moved to them.",
  ),
  row(
    "RANDOM TRIANGULAR",
    "random",
    [...bounds, of("start", "a"), of("peak", "a"), of("end", "a"), of("stream", "1")],
    "a",
    "Triangular from start to end with its peak between.",
    "vensim.RANDOM TRIANGULAR(0, 10, 0, 4, 10, 0)",
  ),
  row(
    "RANDOM PINK NOISE",
    "random",
    [of("mean", "a"), of("deviation", "a"), of("correlation time", "time"), of("stream", "1")],
    "a",
    "Normal with the given mean and deviation; what lies the correlation time apart is correlated.",
    "vensim.RANDOM PINK NOISE(10, 2, 4, 0)",
  ),
  row(
    "RANDOM LOOKUP",
    "random",
    [of("table", "1"), ...bounds, ...stretched],
    "a",
    "Distributed with the density that a table gives.",
    "vensim.RANDOM LOOKUP(density, 0, 10, 0, 1, 0)",
  ),
];
