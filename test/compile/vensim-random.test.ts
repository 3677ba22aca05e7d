import { expect, test } from "vitest";

import { momentsOf } from "../support/moments.js";
import { interpretAll, runBlock } from "../support/run.js";
import { vensimProblems, vensimSystem } from "./vensim-support.js";

const futures = 64;
const stop = 499;
const draws = futures * (stop + 1);

/** Everything that a variable is in 64 futures of 500 steps, from the module. */
async function sample(equation: string, seed = 1): Promise<Float64Array> {
  const system = await vensimSystem(`look((0,0),(1,2),(3,1),(4,0))\n\na = ${equation}`, { stop });
  const which = { seed, future: 0 };
  const { series } = await runBlock(system, { series: ["a"] }, [], futures, which);
  expect(series).toHaveLength(draws);
  return series;
}

/** Mean and variance, the latter within 5 of its own deviations as of a kurtosis given. */
async function expectMoments(equation: string, mean: number, variance: number, kurtosis = 3) {
  const found = momentsOf(await sample(equation));
  const ofMean = Math.sqrt(variance / draws);
  const ofVariance = variance * Math.sqrt((kurtosis - 1) / draws);
  expect(Math.abs(found.mean - mean) / ofMean, `${equation}: mean ${found.mean}`).toBeLessThan(4);
  const off = Math.abs(found.variance - variance) / ofVariance;
  expect(off, `${equation}: variance ${found.variance}`).toBeLessThan(4);
}

const wide = "-1e9, 1e9";

/** Means and variances as in Johnson, Kotz and Balakrishnan, Univariate Distributions. */
test.each([
  ["RANDOM 0 1()", 1 / 2, 1 / 12, 1.8],
  ["RANDOM UNIFORM(-3, 5, 0)", 1, 64 / 12, 1.8],
  [`RANDOM NORMAL(${wide}, 10, 3, 0)`, 10, 9, 3],
  [`RANDOM NORMAL(${wide}, 10, -3, 0)`, 10, 9, 3],
  [`RANDOM EXPONENTIAL(${wide}, 1, 2, 0)`, 3, 4, 9],
  [`RANDOM GAMMA(${wide}, 1, 0, 1, 0)`, 1, 1, 9],
  [`RANDOM GAMMA(${wide}, 2.5, 1, 2, 0)`, 6, 10, 5.4],
  [`RANDOM GAMMA(${wide}, 40, 0, 1, 0)`, 40, 40, 3.2],
  [`RANDOM WEIBULL(${wide}, 1, 0, 1, 0)`, 1, 1, 9],
  [`RANDOM WEIBULL(${wide}, 2, 0, 3, 0)`, 3, 9 * (4 / Math.PI - 1), 3.3],
  [`RANDOM BETA(${wide}, 2, 5, 0, 1, 0)`, 2 / 7, 10 / (49 * 8), 3],
  [`RANDOM BETA(${wide}, 0.5, 0.5, 1, 2, 0)`, 2, 0.5, 1.5],
  [`RANDOM POISSON(${wide}, 3, 0, 1, 0)`, 3, 3, 3.4],
  [`RANDOM POISSON(${wide}, 80, 10, 2, 0)`, 170, 320, 3.1],
  [`RANDOM BINOMIAL(${wide}, 0.3, 12, 0, 1, 0)`, 3.6, 2.52, 3],
  [`RANDOM BINOMIAL(${wide}, 0.8, 1000, 0, 1, 0)`, 800, 160, 3],
  [`RANDOM NEGATIVE BINOMIAL(${wide}, 0.4, 3, 0, 1, 0)`, 7.5, 11.25, 5.2],
  [`RANDOM TRIANGULAR(${wide}, 1, 2, 6, 0)`, 3, (1 + 4 + 36 - 2 - 6 - 12) / 18, 2.4],
  // The density of the table: (0,0),(1,2),(3,1),(4,0), of the area 4.5.
  [`RANDOM LOOKUP(look, ${wide}, 0, 1, 0)`, 16 / 9, 127 / 162, 3],
] as const)("%s has its mean and variance", async (equation, mean, variance, kurtosis) => {
  await expectMoments(equation, mean, variance, kurtosis);
});

/** φ(1) / Φ(−1) is the mean of a normal variable above 1 (Johnson and Kotz, 13.10.1). */
test("what lies outside the bounds does not occur", async () => {
  const upper = await sample("RANDOM NORMAL(13, 1e9, 10, 3, 0)");
  expect(Math.min(...upper)).toBeGreaterThanOrEqual(13);
  const tail = 0.24197072451914337 / 0.15865525393145707;
  expect(momentsOf(upper).mean).toBeCloseTo(10 + 3 * tail, 1);
  const lower = await sample("RANDOM NORMAL(-1e9, 7, 10, 3, 0)");
  expect(Math.max(...lower)).toBeLessThanOrEqual(7);
  expect(momentsOf(lower).mean).toBeCloseTo(10 - 3 * tail, 1);
  // An exponential variable above 2 is 2 and an exponential variable.
  const waiting = await sample("RANDOM EXPONENTIAL(2, 1e9, 0, 1, 0)");
  expect(Math.min(...waiting)).toBeGreaterThanOrEqual(2);
  expect(momentsOf(waiting).mean).toBeCloseTo(3, 1);
  for (const equation of [
    "RANDOM WEIBULL(1, 2, 2, 0, 1, 0)",
    "RANDOM GAMMA(1, 2, 3, 0, 1, 0)",
    "RANDOM BETA(1, 2, 3, 3, 0, 3, 0)",
    "RANDOM POISSON(1, 2, 3, 0, 1, 0)",
    "RANDOM BINOMIAL(1, 2, 0.5, 4, 0, 1, 0)",
    "RANDOM NEGATIVE BINOMIAL(1, 2, 0.5, 1, 0, 1, 0)",
    "RANDOM TRIANGULAR(1, 2, 0, 1, 5, 0)",
    "RANDOM LOOKUP(look, 1, 2, 0, 1, 0)",
  ]) {
    const values = await sample(equation);
    expect(Math.min(...values), equation).toBeGreaterThanOrEqual(1);
    expect(Math.max(...values), equation).toBeLessThanOrEqual(2);
    expect(momentsOf(values).variance, equation).toBeGreaterThan(0.02);
  }
  // Between 1 and 2 Poisson counts are as 3 to 9/2, so that 2 has a share of 0.6.
  expect(momentsOf(await sample("RANDOM POISSON(1, 2, 3, 0, 1, 0)")).mean).toBeCloseTo(1.6, 1);
});

test("bounds that exclude each other, and arguments that are none, give no number", async () => {
  for (const equation of [
    "RANDOM UNIFORM(2, 1, 0)",
    "RANDOM NORMAL(2, 1, 0, 1, 0)",
    "RANDOM POISSON(0, 9, -1, 0, 1, 0)",
    "RANDOM BINOMIAL(0, 9, 2, 3, 0, 1, 0)",
    "RANDOM WEIBULL(0, 9, 0, 0, 1, 0)",
    "RANDOM BETA(0, 9, 0, 1, 0, 1, 0)",
    "RANDOM TRIANGULAR(0, 9, 2, 1, 3, 0)",
  ]) {
    const values = await sample(equation);
    expect(values.every(Number.isNaN), equation).toBe(true);
  }
  const still = await sample("RANDOM NORMAL(0, 9, 4, 0, 0)");
  expect(still.every((value) => value === 4)).toBe(true);
});

test("steps, futures, uses and seeds are independent, and all can be had again", async () => {
  const system = await vensimSystem(
    `a = RANDOM UNIFORM(0, 1, 0)

b = RANDOM UNIFORM(0, 1, 0)

c = RANDOM UNIFORM(0, 1, 0) - RANDOM UNIFORM(0, 1, 0)`,
    { stop },
  );
  const run = async (seed: number, future: number) => {
    const which = { seed, future };
    const { series } = await runBlock(system, { series: ["a", "b", "c"] }, [], futures, which);
    return series;
  };
  const first = await run(1, 0);
  const [a, b, c] = [0, 1, 2].map((index) => first.subarray(index * draws, (index + 1) * draws));
  const correlation = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, value, index) => sum + (value - 0.5) * (other[index] - 0.5), 0) /
    (one.length / 12);
  expect(Math.abs(correlation(a, b))).toBeLessThan(0.03);
  expect(Math.abs(correlation(a.subarray(futures), a.subarray(0, -futures)))).toBeLessThan(0.03);
  expect(Math.abs(correlation(a.subarray(1), a.subarray(0, -1)))).toBeLessThan(0.03);
  expect(Math.abs(correlation(a, (await run(2, 0)).subarray(0, draws)))).toBeLessThan(0.03);
  expect(momentsOf(c).variance).toBeCloseTo(1 / 6, 2);
  expect(await run(1, 0)).toEqual(first);
  // Future 5 is the same whichever future is the first of a block.
  const later = await run(1, 5);
  for (let save = 0; save <= stop; save++) {
    expect(later[save * futures]).toBe(a[save * futures + 5]);
  }
});

test("a draw is held over the stages of a step, and an initial value is that of the first", async () => {
  const equations = `a = RANDOM NORMAL(-10, 10, 0, 1, 0)

first = INITIAL(a)

s = INTEG(a, first)`;
  const system = await vensimSystem(equations, { stop: 5, step: 0.5 });
  const staged = { ...system, time: { ...system.time, method: "rk4" as const } };
  const which = { seed: 7, future: 3 };
  const expected = interpretAll(staged, {}, which);
  const keys = ["a", "first", "s"];
  const { series } = await runBlock(staged, { series: keys }, [], 1, which);
  expect([...series]).toEqual(keys.flatMap((key) => expected.get(key) ?? []));
  const [a, first, s] = keys.map((key) => expected.get(key) ?? []);
  expect(first[3]).toBe(a[0]);
  for (let save = 0; save < 10; save++) expect(s[save + 1] - s[save]).toBeCloseTo(a[save] / 2, 12);
});

test("another variable changes no draw, another stream or NOISE SEED does", async () => {
  const firstOf = async (equations: string) => {
    const found = interpretAll(await vensimSystem(equations, { stop: 1 }));
    return found.get("a")?.[0];
  };
  const alone = await firstOf("a = RANDOM UNIFORM(0, 1, 0)");
  expect(await firstOf("b = RANDOM UNIFORM(0, 1, 0)\n\na = RANDOM UNIFORM(0, 1, 0)")).toBe(alone);
  expect(await firstOf("a = RANDOM UNIFORM(0, 1, 5)")).not.toBe(alone);
  const seeded = (seed: number) => firstOf(`NOISE SEED = ${seed}\n\na = RANDOM UNIFORM(0, 1, 0)`);
  expect(await seeded(1)).not.toBe(await seeded(2));
});

test("a stream that changes, and a table that is no density, are errors", async () => {
  const codes = async (text: string) => (await vensimProblems(text)).map(({ code }) => code);
  expect(await codes("a = RANDOM UNIFORM(0, 1, Time)")).toEqual(["random-stream"]);
  const table = "look((0,-1),(1,1))\n\na = RANDOM LOOKUP(look, 0, 1, 0, 1, 0)";
  expect(await codes(table)).toEqual(["density"]);
});

/**
 * Vensim Help, "RANDOM PINK NOISE": mean and deviation do not depend on the step or on the correlation
 * time. Steps that lie n apart are correlated by (1 − step / correlation time)^n: with 4 and steps of 1
 * that is 0.75, 0.75² and so on, with 1 it is 0, with 2/3 it is −1/2.
 */
test.each([
  [4, 0.75],
  [1, 0],
  [2 / 3, -0.5],
])("pink noise with a correlation time of %d keeps its moments", async (time, kept) => {
  const values = await sample(`RANDOM PINK NOISE(10, 3, ${time}, 0)`);
  const { mean, variance } = momentsOf(values);
  // As many draws that do not depend on each other as would have the same deviation of their mean.
  const free = (draws * (1 - Math.abs(kept))) / (1 + Math.abs(kept));
  expect(Math.abs(mean - 10) / Math.sqrt(9 / free)).toBeLessThan(4);
  expect(Math.abs(variance - 9) / (9 * Math.sqrt(2 / free))).toBeLessThan(4);
  for (const apart of [1, 2, 3, 8]) {
    const pairs = [...values.keys()].slice(apart * futures);
    const product = pairs.reduce(
      (sum, at) => sum + (values[at] - 10) * (values[at - apart * futures] - 10),
      0,
    );
    expect(Math.abs(product / pairs.length / 9 - kept ** apart)).toBeLessThan(0.03);
  }
  // The first values are distributed as the last: nothing swings in.
  const ends = [values.subarray(0, futures), values.subarray(-futures)].map(momentsOf);
  for (const end of ends) expect(Math.abs(end.variance - 9)).toBeLessThan(9);
});

test("pink noise of no deviation is its mean; a correlation time below half a step is no number", async () => {
  const still = await sample("RANDOM PINK NOISE(5 + Time, 0, 1, 0)");
  // What was there a step ago: noise is a state, as INTEG is.
  expect([still[0], still[futures], still[10 * futures]]).toEqual([5, 5, 14]);
  const short = await sample("RANDOM PINK NOISE(0, 1, 0.4, 0)");
  expect(short[5 * futures]).toBeNaN();
});
