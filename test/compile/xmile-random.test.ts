import { expect, test } from "vitest";

import { modelOf } from "../support/model.js";
import { momentsOf } from "../support/moments.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

const futures = 64;
const steps = 499;
const draws = futures * (steps + 1);

/** Everything that an equation is in 64 futures of 500 steps, from the module. */
async function sample(equation: string, step = 1): Promise<Float64Array> {
  const system = systemOf(modelOf({ stop: steps * step, step }, { a: equation }));
  const which = { seed: 1, future: 0 };
  const { series } = await runBlock(system, { series: ["a"] }, [], futures, which);
  expect(series).toHaveLength(draws);
  return series;
}

const piSquared = Math.PI ** 2;

/** Mean, variance and kurtosis as in Johnson, Kotz and Balakrishnan, Univariate Distributions. */
test.each([
  ["RANDOM(-3, 5)", 1, 64 / 12, 1.8],
  ["isee.UNIFORM(0, 1)", 0.5, 1 / 12, 1.8],
  ["NORMAL(10, 3)", 10, 9, 3],
  ["NORMAL(10, 3, 7, -1000, 1000)", 10, 9, 3],
  ["LOGNORMAL(10, 1)", 10, 1, 3.2],
  ["LOGNORMAL(2, 1)", 2, 1, 9],
  ["EXPRND(8)", 8, 64, 9],
  ["POISSON(3)", 3, 3, 3.4],
  ["POISSON(80)", 80, 80, 3.1],
  ["isee.TRIANGULAR(1, 2, 6)", 3, (1 + 4 + 36 - 2 - 6 - 12) / 18, 2.4],
  ["isee.BETA(2, 5)", 2 / 7, 10 / (49 * 8), 3],
  ["isee.BETA(0.5, 0.5)", 0.5, 1 / 8, 1.5],
  ["isee.GAMMA(2.5)", 2.5, 2.5, 5.4],
  ["isee.GAMMA(2.5, 2)", 5, 10, 5.4],
  ["isee.GAMMA(0.5, 2)", 1, 2, 15],
  ["isee.WEIBULL(1, 3)", 3, 9, 9],
  ["isee.WEIBULL(2, 3)", 3 * Math.sqrt(Math.PI / 4), 9 * (1 - Math.PI / 4), 3.3],
  ["isee.PARETO(9, 2)", 9 / 4, (4 * 9) / (64 * 7), 15],
  ["isee.LOGISTIC(10, 2)", 10, (4 * piSquared) / 3, 4.2],
  ["isee.BINOMIAL(12, 0.3)", 3.6, 2.52, 3],
  ["isee.BINOMIAL(1000, 0.8)", 800, 160, 3],
  ["isee.NEGBINOMIAL(3, 0.4)", 4.5, 11.25, 5.2],
  ["isee.GEOMETRIC(0.2)", 5, 20, 9.05],
  ["isee.MONTECARLO(20)", 0.2, 0.16, 3.25],
] as const)("%s has its mean and variance", async (equation, mean, variance, kurtosis) => {
  const found = momentsOf(await sample(equation));
  const ofMean = Math.sqrt(variance / draws);
  const ofVariance = variance * Math.sqrt((kurtosis - 1) / draws);
  // With a seed all futures are one: 64 times fewer draws.
  const seeded = equation.includes("7,") ? Math.sqrt(futures) : 1;
  expect(Math.abs(found.mean - mean) / ofMean / seeded, `mean ${found.mean}`).toBeLessThan(4);
  const off = Math.abs(found.variance - variance) / ofVariance / seeded;
  expect(off, `variance ${found.variance}`).toBeLessThan(4);
});

test("the probability of MONTECARLO is one per unit of time", async () => {
  expect(momentsOf(await sample("isee.MONTECARLO(20)", 0.25)).mean).toBeCloseTo(0.05, 2);
});

/** φ(1) / Φ(−1) is the mean of a normal variable above 1 (Johnson and Kotz, 13.10.1). */
test("what lies outside the bounds does not occur", async () => {
  const tail = 0.24197072451914337 / 0.15865525393145707;
  const far = await sample("NORMAL(10, 3, 1, 13, 1e9)");
  expect(Math.min(...far)).toBeGreaterThanOrEqual(13);
  // 500 draws of deviation 1.3.
  expect(Math.abs(momentsOf(far).mean - (10 + 3 * tail))).toBeLessThan(0.25);
  for (const equation of [
    "NORMAL(0, 3, 1, 1, 2)",
    "LOGNORMAL(3, 2, 1, 1, 2)",
    "isee.BETA(3, 3, 1, 0.4, 0.6) + 1",
    "isee.GAMMA(3, 1, 1, 1, 2)",
    "isee.GAMMA(0.6, 3, 1, 1, 2)",
    "isee.WEIBULL(2, 2, 1, 1, 2)",
    "isee.PARETO(2, 0.5, 1, 1, 2)",
    "isee.LOGISTIC(1, 2, 1, 1, 2)",
  ]) {
    const values = await sample(equation);
    expect(Math.min(...values), equation).toBeGreaterThanOrEqual(1);
    expect(Math.max(...values), equation).toBeLessThanOrEqual(2);
    expect(momentsOf(values).variance, equation).toBeGreaterThan(0.001);
  }
  // A Pareto variable above 1 is one of scale 1, of which (1 − 2^−2)^−1 lies below 2.
  const pareto = momentsOf(await sample("isee.PARETO(2, 0.5, 1, 1, 2)")).mean;
  expect(Math.abs(pareto - (4 / 3) * 1)).toBeLessThan(0.05);
});

test("arguments that are none give no number", async () => {
  for (const equation of [
    "RANDOM(2, 1)",
    "NORMAL(0, -1)",
    "NORMAL(0, 1, 1, 2, 1)",
    "LOGNORMAL(-1, 1)",
    "POISSON(-1)",
    "isee.BINOMIAL(3, 2)",
    "isee.GEOMETRIC(0)",
    "isee.GEOMETRIC(1.5)",
    "isee.WEIBULL(0, 1)",
    "isee.PARETO(0, 1)",
    "isee.TRIANGULAR(2, 1, 3)",
  ]) {
    const values = await sample(equation);
    expect(values.every(Number.isNaN), equation).toBe(true);
  }
  expect((await sample("isee.GEOMETRIC(1)")).every((value) => value === 1)).toBe(true);
  expect((await sample("NORMAL(4, 0)")).every((value) => value === 4)).toBe(true);
  expect((await sample("LOGNORMAL(1, 0)")).every((value) => value === 1)).toBe(true);
});

test("with a seed the sequence is the same in all futures and runs, without one in none", async () => {
  const variables = {
    free: "RANDOM(0, 1)",
    seeded: "RANDOM(0, 1, 42)",
    other: "RANDOM(0, 1, 42)",
    start: { stock: "RANDOM(0, 1, 3)", inflows: ["inflow"] },
    inflow: { flow: "NORMAL(0, 1, 9)" },
  } as const;
  const system = systemOf(
    modelOf(
      { stop: 4, step: 1 },
      { ...variables, start: { ...variables.start, inflows: ["inflow"] } },
    ),
  );
  const keys = Object.keys(variables);
  const seriesOf = async (seed: number, future: number) => {
    const { series } = await runBlock(system, { series: keys }, [], 3, { seed, future });
    const at = (index: number, save: number, lane: number) => series[(index * 5 + save) * 3 + lane];
    return (key: string, lane: number) =>
      [0, 1, 2, 3, 4].map((save) => at(keys.indexOf(key), save, lane));
  };
  const first = await seriesOf(1, 0);
  const second = await seriesOf(2, 70);
  for (const key of ["seeded", "other", "start"]) {
    expect(new Set(first(key, 0)).size, key).toBe(5);
    expect(first(key, 1), key).toEqual(first(key, 0));
    expect(second(key, 2), key).toEqual(first(key, 0));
  }
  expect(first("free", 1)).not.toEqual(first("free", 0));
  expect(second("free", 0)).not.toEqual(first("free", 0));
  // Each use has a sequence of its own, and another seed gives another one.
  expect(first("other", 0)).not.toEqual(first("seeded", 0));
  const interpreted = interpretAll(system, {}, { seed: 2, future: 70 });
  for (const key of keys) expect(second(key, 0), key).toEqual(interpreted.get(key));
  const reseeded = interpretAll(
    systemOf(modelOf({ stop: 1, step: 1 }, { seeded: "RANDOM(0, 1, 43)" })),
  );
  expect(reseeded.get("seeded")?.[0]).not.toBe(interpreted.get("seeded")?.[0]);
});
