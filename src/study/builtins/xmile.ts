import type { RowText } from "./row.js";

/** XMILE 1.0, section 3.5.3, the rest. */
export const xmileDelayRows: readonly RowText[] = [
  {
    name: "DELAY",
    parameters: ["input: a", "delay time: time", "initial?: a"],
    unit: "a",
    doc:
      "The input as it was the delay time ago, to the step; until then the initial value, " +
      "or else the input's own at the start.",
    example: "DELAY(orders, shipping time)",
  },
  {
    name: "DELAYN",
    parameters: ["input: a", "delay time: time", "order: 1", "initial?: a"],
    unit: "a",
    doc:
      "Material delay of the input of the given order; it starts in equilibrium with the initial " +
      "value, or else with the input's own.",
    example: "DELAYN(orders, shipping time, 10)",
  },
  {
    name: "SMTHN",
    parameters: ["input: a", "averaging time: time", "order: 1", "initial?: a"],
    unit: "a",
    doc:
      "Exponential smoothing of the input of the given order; it starts at the initial value, or " +
      "else at the input's own.",
    example: "SMTHN(quality, perception time, 10)",
  },
  {
    name: "FORCST",
    parameters: ["input: a", "averaging time: time", "horizon: time", "initial trend?: 1/time"],
    unit: "a",
    doc:
      "The input as it will be after the horizon if it goes on as it does: " +
      "input · (1 + trend · horizon), with the trend as TREND has it, at first the initial one or 0.",
    example: "FORCST(quality, 5, 10)",
  },
  {
    name: "TREND",
    parameters: ["input: a", "averaging time: time", "initial?: 1/time"],
    unit: "1/time",
    doc:
      "The fractional change of the input per unit of time: " +
      "(input − average) / (averaging time · average), where the average is the input smoothed over " +
      "the averaging time; at first the initial trend, or 0.",
    example: "TREND(quality, 5)",
  },
];

/** XMILE 1.0, section 3.5.6, the rest. */
export const xmileMemoryRows: readonly RowText[] = [
  {
    name: "SELF",
    parameters: [],
    unit: "a",
    doc: "The variable that the equation defines; only as the first argument of PREVIOUS and SIZE.",
    example: "PREVIOUS(SELF, 0)",
  },
];

const seed = "seed?: 1";
const seeded =
  "A new draw in every step; with a seed (an integer from 0 to 2^32 − 1) the sequence is always " +
  "the same.";

/** XMILE 1.0, section 3.5.2. The bounds of NORMAL and LOGNORMAL are an extension by isee systems. */
export const xmileRandomRows: readonly RowText[] = [
  {
    name: "RANDOM",
    parameters: ["minimum: a", "maximum: a", seed],
    unit: "a",
    doc: `From the uniform distribution between minimum and maximum. ${seeded}`,
    example: "RANDOM(1, 100)",
  },
  {
    name: "NORMAL",
    parameters: ["mean: a", "standard deviation: a", seed, "minimum?: a", "maximum?: a"],
    unit: "a",
    doc: `From a normal distribution, cut off at the bounds if there are any. ${seeded}`,
    example: "NORMAL(100, 5)",
  },
  {
    name: "LOGNORMAL",
    parameters: ["mean: a", "standard deviation: a", seed, "minimum?: a", "maximum?: a"],
    unit: "a",
    doc: `From a log-normal distribution with this mean and deviation of the draws themselves. ${seeded}`,
    example: "LOGNORMAL(10, 1)",
  },
  {
    name: "EXPRND",
    parameters: ["mean: a", seed],
    unit: "a",
    doc: `From an exponential distribution. ${seeded}`,
    example: "EXPRND(8)",
  },
  {
    name: "POISSON",
    parameters: ["mean: a", seed],
    unit: "a",
    doc: `From a Poisson distribution with this mean. ${seeded}`,
    example: "POISSON(3)",
  },
];

/** XMILE 1.0, section 3.7.1.3; MIN and MAX, which take arrays as well, are arithmetic. PROD is isee's. */
export const xmileArrayRows: readonly RowText[] = [
  {
    name: "SUM",
    parameters: ["array: a"],
    unit: "a",
    doc: "The sum of the elements of an array or of a slice of one.",
    example: "SUM(sales[Boston, *])",
  },
  {
    name: "PROD",
    parameters: ["array: a"],
    unit: "a",
    doc: "The product of the elements of an array or of a slice of one.",
    example: "PROD(survival[*])",
  },
  {
    name: "MEAN",
    parameters: ["array: a"],
    unit: "a",
    doc: "The mean of the elements of an array or of a slice of one.",
    example: "MEAN(price[*])",
  },
  {
    name: "STDDEV",
    parameters: ["array: a"],
    unit: "a",
    doc: "The standard deviation of the elements of an array or of a slice of one.",
    example: "STDDEV(price[*])",
  },
  {
    name: "TRANSPOSE",
    parameters: ["array: a"],
    unit: "a",
    doc: "The array with its dimensions in reverse order; also written array'.",
    example: "TRANSPOSE(distances)",
  },
  {
    name: "SIZE",
    parameters: ["array: a"],
    unit: "1",
    doc: "How many elements an array, a slice of one, or a dimension has.",
    example: "SIZE(sales[1, *])",
  },
  {
    name: "RANK",
    parameters: ["array: a", "rank: 1", "second array?: b"],
    unit: "1",
    doc:
      "The position, counted from 1 (row-major where there are several dimensions), of the element " +
      "of the given rank, rank 1 being the least; ties are broken by the second array, then by " +
      "position.",
    example: "RANK(price, 1)",
  },
];
