import type { Builtin } from "./row.js";
import { parameter as of, vensimRow as row } from "./vensim-row.js";

export const vensimDelays: readonly Builtin[] = [
  row(
    "ACTIVE INITIAL",
    "memory",
    [of("active", "a"), of("initial", "a")],
    "a",
    "The first argument; while initial values are computed, the second.",
    "vensim.ACTIVE INITIAL(demand, 100)",
  ),
  row(
    "SIMULTANEOUS",
    "memory",
    [of("expression", "a"), of("guess", "a")],
    "a",
    "The value at which a circle of equations comes to rest: it is gone round 100 times in a step, from " +
      "the guess at first, then from the value before; no number where it does not come to rest.",
    "vensim.SIMULTANEOUS(calls / capacity, 0.8)",
  ),
  row(
    "FIND ZERO",
    "memory",
    [
      of("x scale", "b"),
      of("z", "c"),
      of("z scale", "d"),
      of("initial x", "a"),
      of("size", "1"),
      of("skip", "1"),
      of("tolerance", "e"),
      of("most turns", "1"),
      of("method", "1"),
    ],
    "a",
    "What x, on the left and over its last range, has to be for z to be zero, which depends on x in the " +
      "same step. It is searched by Newton's method from the initial x on, in at most 50 turns (fewer " +
      "where there are many equations), until no z times its scale is above the tolerance; no number " +
      "where that is not reached. The first elements that are skipped keep their initial x.",
    "vensim.FIND ZERO(xs[s], z[s], zs[s], xi[s], ELMCOUNT(s), 0, 1e-6, 50, 0)",
  ),
  row(
    "SAMPLE IF TRUE",
    "memory",
    [of("condition", "1"), of("input", "a"), of("initial", "a")],
    "a",
    "The input while the condition holds; else the value at the last step, at first the initial.",
    "vensim.SAMPLE IF TRUE(price > peak, price, 0)",
  ),
  row(
    "SHIFT IF TRUE",
    "memory",
    [
      of("stock", "a"),
      of("condition", "1"),
      of("size", "1"),
      of("accumulate", "1"),
      of("entering", "a"),
    ],
    "a",
    "At the start of a step at which the condition holds, what is in `size` stocks of the last range, " +
      "from the one named on, moves on by one, and all that is computed at that time sees it there. " +
      "`entering` is then in the first. The last loses what it had, which is the value, or keeps it as " +
      "well where `accumulate` is not 0, and the value is 0.",
    "vensim.SHIFT IF TRUE(cohort[s1], birthday, ELMCOUNT(s), 1, 0)",
  ),
  row(
    "DELAY FIXED",
    "delay",
    [of("input", "a"), of("delay", "time"), of("initial", "a")],
    "a",
    "The input a fixed time ago, the initial value until then. The delay is read at the start.",
    "vensim.DELAY FIXED(orders, 4, orders)",
  ),
  row(
    "DELAY MATERIAL",
    "delay",
    [of("input", "a"), of("delay", "time"), of("initial", "a"), of("missing", "a")],
    "a",
    "DELAY FIXED with a delay that may vary; what arrives together is added, gaps give `missing`.",
    "vensim.DELAY MATERIAL(starts, test time, starts, 0)",
  ),
  row(
    "DELAY INFORMATION",
    "delay",
    [of("input", "a"), of("delay", "time"), of("initial", "a")],
    "a",
    "DELAY FIXED with a delay that may vary; late values are dropped, gaps hold the last one.",
    "vensim.DELAY INFORMATION(price, reporting time, price)",
  ),
  row(
    "DELAY N",
    "delay",
    [of("input", "a"), of("delay", "time"), of("initial", "a"), of("order", "1")],
    "a",
    "A material delay of the given order that starts with the initial value as output.",
    "vensim.DELAY N(orders, 10, 5, 6)",
  ),
  row(
    "SMOOTH N",
    "delay",
    [of("input", "a"), of("delay", "time"), of("initial", "a"), of("order", "1")],
    "a",
    "An exponential smooth of the given order that starts at the initial value.",
    "vensim.SMOOTH N(price, 6, 10, 2)",
  ),
  row(
    "DELAY BATCH",
    "delay",
    [
      of("input", "a"),
      of("batch size", "a*time"),
      of("delay", "time"),
      of("initial size", "a*time"),
      of("initial output time", "time"),
      of("initial backlog", "a*time"),
    ],
    "a",
    "Gathers the input into batches and gives out each after the delay, one at a time.",
    "vensim.DELAY BATCH(input, 10, 2, 0, 0, 0)",
  ),
  row(
    "DELAY CONVEYOR",
    "delay",
    [
      of("input", "a"),
      of("delay", "time"),
      of("leak", "1/time"),
      of("initial profile", "1"),
      of("initial total", "a*time"),
      of("initial delay", "time"),
    ],
    "a",
    "What leaves a conveyor that leaks. What is on it at the start comes off along the initial " +
      "profile, a table. A changed delay moves all that is on it faster or slower from the next step on.",
    "vensim.DELAY CONVEYOR(start, 5, 0, flat, 10, 5)",
  ),
  row(
    "DELAY PROFILE",
    "delay",
    [
      of("profile", "1"),
      of("input", "a"),
      of("delay", "time"),
      of("initial", "a"),
      of("initial growth", "1/time"),
    ],
    "a",
    "A delay whose answer to a pulse has the shape of a table and the mean that holds when it goes in; " +
      "the input before the start grew at the initial growth.",
    "vensim.DELAY PROFILE(shape, orders, 8, 100, 0)",
  ),
  row(
    "TREND",
    "delay",
    [of("input", "a"), of("averaging time", "time"), of("initial", "1/time")],
    "1/time",
    "The fractional rate of change: ZIDZ(input − average, averaging time · |average|), where the " +
      "average begins at input / (1 + initial · averaging time) and adjusts exponentially.",
    "vensim.TREND(sales, 6, 0)",
  ),
  row(
    "FORECAST",
    "delay",
    [of("input", "a"), of("averaging time", "time"), of("horizon", "time")],
    "a",
    "input · (1 + ZIDZ(input − average, averaging time · average) · horizon), where the average " +
      "begins at the input and adjusts exponentially.",
    "vensim.FORECAST(sales, 5, 10)",
  ),
  row(
    "NPV",
    "delay",
    [of("stream", "a"), of("rate", "1/time"), of("initial", "a*time"), of("factor", "1")],
    "a*time",
    "The stream discounted to the start and added up, this step included, times the factor.",
    "vensim.NPV(cash flow, 0.05, 0, 1)",
  ),
  row(
    "NPVE",
    "delay",
    [of("stream", "a"), of("rate", "1/time"), of("initial", "a*time"), of("factor", "1")],
    "a*time",
    "As NPV, with each step valued at its end, as spreadsheets do.",
    "vensim.NPVE(cash flow, 0.05, 0, 1)",
  ),
];
