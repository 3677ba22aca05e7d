import type { RowText } from "./row.js";

const seed = "seed?: 1";
const bounds = ["minimum?: a", "maximum?: a"];

/**
 * Functions that Stella and iThink have beyond XMILE 1.0. In a file of theirs they stand without
 * the namespace. Their random generators cannot be had again; their distributions can.
 */
export const iseeArithmeticRows: readonly RowText[] = [
  {
    name: "isee.PERCENT",
    parameters: ["fraction: 1"],
    unit: "1",
    doc: "100 times the fraction.",
    example: "isee.PERCENT(0.2)",
  },
  {
    name: "isee.COMBINATIONS",
    parameters: ["n: 1", "r: 1"],
    unit: "1",
    doc: "In how many ways r of n things can be chosen without regard to their order.",
    example: "isee.COMBINATIONS(5, 3)",
  },
  {
    name: "isee.PERMUTATIONS",
    parameters: ["n: 1", "r: 1"],
    unit: "1",
    doc: "In how many orders r of n things can be chosen.",
    example: "isee.PERMUTATIONS(5, 3)",
  },
  {
    name: "isee.FACTORIAL",
    parameters: ["n: 1"],
    unit: "1",
    doc: "The product of the integers from 1 to n.",
    example: "isee.FACTORIAL(5)",
  },
  {
    name: "isee.PMT",
    parameters: ["rate: 1", "periods: 1", "present value: a", "future value: a"],
    unit: "a",
    doc:
      "The payment in each period that turns the present into the future value at a rate of " +
      "interest per period; what is paid out is negative.",
    example: "isee.PMT(0.01, 120, 10000, 0)",
  },
  {
    name: "isee.PV",
    parameters: ["rate: 1", "periods: 1", "payment: a", "future value: a"],
    unit: "a",
    doc: "The present value of equal payments and a future value at a rate of interest per period.",
    example: "isee.PV(0.01, 120, 150, 0)",
  },
  {
    name: "isee.FV",
    parameters: ["rate: 1", "periods: 1", "payment: a", "present value: a"],
    unit: "a",
    doc: "The future value of equal payments and a present value at a rate of interest per period.",
    example: "isee.FV(0.01, 120, 150, 0)",
  },
];

export const iseeElementaryRows: readonly RowText[] = [
  {
    name: "isee.ROOTN",
    parameters: ["x: 1", "n: 1"],
    unit: "1",
    doc: "The n-th root of x.",
    example: "isee.ROOTN(27, 3)",
  },
  {
    name: "isee.SINWAVE",
    parameters: ["amplitude: a", "period: time"],
    unit: "a",
    doc: "amplitude · SIN(2 · PI · TIME / period).",
    example: "isee.SINWAVE(10, 12)",
  },
  {
    name: "isee.COSWAVE",
    parameters: ["amplitude: a", "period: time"],
    unit: "a",
    doc: "amplitude · COS(2 · PI · TIME / period).",
    example: "isee.COSWAVE(10, 12)",
  },
  {
    name: "isee.GAMMALN",
    parameters: ["n: 1"],
    unit: "1",
    doc: "The natural logarithm of the gamma function.",
    example: "isee.GAMMALN(5)",
  },
  {
    name: "isee.NORMALCDF",
    parameters: ["left: a", "right: a", "mean?: a", "standard deviation?: a"],
    unit: "1",
    doc:
      "The probability that a normal variable lies between left and right; mean 0 and standard " +
      "deviation 1 if left out.",
    example: "isee.NORMALCDF(-1, 1)",
  },
  {
    name: "isee.INVNORM",
    parameters: ["probability: 1", "mean?: a", "standard deviation?: a"],
    unit: "a",
    doc: "The value below which a normal variable lies with the given probability.",
    example: "isee.INVNORM(0.975)",
  },
];

export const iseeRandomRows: readonly RowText[] = [
  {
    name: "isee.UNIFORM",
    parameters: ["minimum: a", "maximum: a", seed],
    unit: "a",
    doc: "From the uniform distribution between minimum and maximum; as RANDOM.",
    example: "isee.UNIFORM(0, 1)",
  },
  {
    name: "isee.TRIANGULAR",
    parameters: ["minimum: a", "mode: a", "maximum: a", seed],
    unit: "a",
    doc: "From a triangular distribution.",
    example: "isee.TRIANGULAR(0, 2, 10)",
  },
  {
    name: "isee.BETA",
    parameters: ["alpha: 1", "beta: 1", seed, "minimum?: 1", "maximum?: 1"],
    unit: "1",
    doc: "From a beta distribution. What lies outside the bounds is moved to them.",
    example: "isee.BETA(2, 5)",
  },
  {
    name: "isee.GAMMA",
    parameters: ["shape: 1", "scale?: a", seed, ...bounds],
    unit: "a",
    doc:
      "From a gamma distribution; the scale is 1 if left out. What lies outside the bounds does not " +
      "occur; if the shape is below 1 it is moved to them.",
    example: "isee.GAMMA(2, 3)",
  },
  {
    name: "isee.WEIBULL",
    parameters: ["shape: 1", "scale: a", seed, ...bounds],
    unit: "a",
    doc: "From a Weibull distribution.",
    example: "isee.WEIBULL(1.5, 10)",
  },
  {
    name: "isee.PARETO",
    parameters: ["shape: 1", "scale: a", seed, ...bounds],
    unit: "a",
    doc: "From a Pareto distribution; the scale is the least value possible.",
    example: "isee.PARETO(2, 1)",
  },
  {
    name: "isee.LOGISTIC",
    parameters: ["mean: a", "scale: a", seed, ...bounds],
    unit: "a",
    doc: "From a logistic distribution.",
    example: "isee.LOGISTIC(10, 2)",
  },
  {
    name: "isee.BINOMIAL",
    parameters: ["trials: 1", "probability: 1", seed],
    unit: "1",
    doc: "How many of so many trials succeed, each with the given probability.",
    example: "isee.BINOMIAL(100, 0.2)",
  },
  {
    name: "isee.NEGBINOMIAL",
    parameters: ["successes: 1", "probability: 1", seed],
    unit: "1",
    doc: "How many trials fail before so many have succeeded.",
    example: "isee.NEGBINOMIAL(3, 0.2)",
  },
  {
    name: "isee.GEOMETRIC",
    parameters: ["probability: 1", seed],
    unit: "1",
    doc: "How many trials it takes until one succeeds.",
    example: "isee.GEOMETRIC(0.2)",
  },
  {
    name: "isee.MONTECARLO",
    parameters: ["probability: 1/time", seed],
    unit: "1",
    doc: "1 with the given probability (in per cent per unit of time), else 0.",
    example: "isee.MONTECARLO(20)",
  },
];

export const iseeMemoryRows: readonly RowText[] = [
  {
    name: "isee.HISTORY",
    parameters: ["input: a", "at: time"],
    unit: "a",
    doc: "The value that the input had at a time that has passed; 0 for times before the start.",
    example: "isee.HISTORY(price, TIME - 5)",
  },
  {
    name: "isee.COUNTER",
    parameters: ["from: a", "to: a"],
    unit: "a",
    doc: "Counts up by DT in each step from the first number, and begins anew at the second.",
    example: "isee.COUNTER(0, 24)",
  },
  {
    name: "isee.DERIVN",
    parameters: ["input: a", "order: 1"],
    unit: "a/time",
    doc: "The n-th derivative of the input by time, from differences of steps.",
    example: "isee.DERIVN(position, 1)",
  },
  {
    name: "isee.NPV",
    parameters: ["stream: a", "rate: 1/time", "initial?: a*time"],
    unit: "a*time",
    doc:
      "The stream up to now, discounted to the start by the rate and added up, plus the initial " +
      "value: INTEG(stream · factor), where the factor begins at 1 and decays with the rate.",
    example: "isee.NPV(cash flow, 0.05)",
  },
  {
    name: "isee.CGROWTH",
    parameters: ["per cent: 1/time"],
    unit: "1/time",
    doc: "The rate per unit of time that compounds over steps to so many per cent per unit of time.",
    example: "isee.CGROWTH(5)",
  },
];

export const iseeTableRows: readonly RowText[] = [
  {
    name: "isee.LOOKUP",
    parameters: ["table: b", "x: a"],
    unit: "b",
    doc: "The graphical function of a variable at x.",
    example: "isee.LOOKUP(effect of crowding, 0.5)",
  },
  {
    name: "isee.LOOKUPINV",
    parameters: ["table: a", "y: a"],
    unit: "b",
    doc: "The x at which the graphical function of a variable is y.",
    example: "isee.LOOKUPINV(effect of crowding, 0.5)",
  },
];
