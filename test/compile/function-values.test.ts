import { expect, test } from "vitest";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { runVensim } from "./vensim-support.js";

/** What an equation is at each save from 0 to 3, with steps of 1; the module gives the same bits. */
async function valuesOf(equation: string, more: Variables = {}): Promise<readonly number[]> {
  const { x } = await run({ stop: 3, step: 1 }, { ...more, x: equation });
  return x;
}

// By hand; e, sines and hyperbolic functions from Abramowitz and Stegun, tables 4.4, 4.6 and 4.15.
test.each([
  ["ABS(-2.5)", 2.5],
  ["MIN(3, 1, 2)", 1],
  ["MAX(3, 1, 2)", 3],
  ["INT(-1.5)", -2],
  ["ROUND(2.5)", 3],
  ["ROUND(-2.5)", -3],
  ["MOD(-7, 3)", 2],
  ["SAFEDIV(6, 3)", 2],
  ["SAFEDIV(6, 0)", 0],
  ["SAFEDIV(6, 0, 9)", 9],
  ["SQRT(16)", 4],
  ["EXP(1)", 2.718281828459045],
  ["LN(10)", 2.302585092994046],
  ["LOG10(1000)", 3],
  ["SIN(1)", 0.8414709848078965],
  ["COS(1)", 0.5403023058681398],
  ["TAN(1)", 1.5574077246549023],
  ["ARCSIN(1)", 1.5707963267948966],
  ["ARCCOS(0)", 1.5707963267948966],
  ["ARCTAN(1)", 0.7853981633974483],
  ["PI", 3.141592653589793],
  ["MIN(5, INF)", 5],
  ["DT", 1],
  ["STARTTIME", 0],
  ["STOPTIME", 3],
  ["vensim.INTEGER(-1.5)", -1],
  ["vensim.MODULO(-7, 3)", -1],
  ["vensim.QUANTUM(9.7, 0.5)", 9.5],
  ["vensim.QUANTUM(-9.7, 0.5)", -9.5],
  ["vensim.ZIDZ(6, 3)", 2],
  ["vensim.ZIDZ(6, 1e-7)", 0],
  ["vensim.XIDZ(6, 3, 10)", 2],
  ["vensim.XIDZ(6, 0, 10)", 10],
  ["vensim.LOG(8, 2)", 3],
  ["vensim.SINH(1)", 1.1752011936438014],
  ["vensim.COSH(1)", 1.5430806348152437],
  ["vensim.TANH(1)", 0.7615941559557649],
] as const)("%s is %d", async (equation, value) => {
  for (const found of await valuesOf(equation)) expect(found).toBeCloseTo(value, 13);
});

test.each([
  ["TIME", [0, 1, 2, 3]],
  ["STEP(6, 2)", [0, 0, 6, 6]],
  ["RAMP(2, 1)", [0, 0, 2, 4]],
  ["PULSE(5, 1, 2)", [0, 5, 0, 5]],
  ["PREVIOUS(TIME, 9)", [9, 0, 1, 2]],
  ["INIT(TIME + 4)", [4, 4, 4, 4]],
  ["DELAY(TIME + 1, 2, 9)", [9, 9, 1, 2]],
  ["vensim.PULSE(1, 2)", [0, 1, 1, 0]],
  ["vensim.PULSE TRAIN(0, 1, 2, 9)", [1, 0, 1, 0]],
  ["vensim.RAMP(2, 1, 2)", [0, 0, 2, 2]],
  ["vensim.DELAY FIXED(TIME + 1, 2, 9)", [9, 9, 1, 2]],
  // A stage of 2 · 4, from which a half flows in each step, and to which 10 flows.
  ["DELAY1(10, 2, 4)", [4, 7, 8.5, 9.25]],
  ["vensim.DELAY N(10, 2, 4, 1)", [4, 7, 8.5, 9.25]],
  ["DELAYN(10, 2, 1, 4)", [4, 7, 8.5, 9.25]],
  ["SMTH1(10, 2, 4)", [4, 7, 8.5, 9.25]],
  ["vensim.SMOOTH N(10, 2, 4, 2)", [4, 4, 10, 10]],
  ["SMTHN(10, 2, 2, 4)", [4, 4, 10, 10]],
  // Three stages of a step each.
  ["DELAY3(10, 3, 4)", [4, 4, 4, 10]],
  ["SMTH3(10, 3, 4)", [4, 4, 4, 10]],
  ['vensim."SAMPLE IF TRUE"(TIME = 2, TIME * 10, 5)', [5, 5, 20, 20]],
] as const)("%s is %j", async (equation, values) => {
  expect(await valuesOf(equation)).toEqual([...values]);
});

test("ACTIVE INITIAL is the second argument for initial values, and the first afterwards", async () => {
  const found = await run(
    { stop: 2, step: 1 },
    {
      x: "vensim.ACTIVE INITIAL(TIME + 1, 7)",
      s: { stock: "x", inflows: ["f"] },
      f: { flow: "x" },
    },
  );
  expect(found.s).toEqual([7, 8, 10]);
});

test("FORECAST goes on along the trend", async () => {
  // Averages of 1, 1, 3/2 and 9/4; 4 · (1 + 2 · (7/4) / (2 · 9/4)) is 64/9.
  const found = await valuesOf("vensim.FORECAST(TIME + 1, 2, 2)");
  for (const [save, value] of [1, 4, 6, 64 / 9].entries()) {
    expect(found[save]).toBeCloseTo(value, 12);
  }
});

/** The points of the series at 1, 3, 4 and 8. */
test.each([
  ["vensim.GET DATA MAX(sales, 0, 5)", 10],
  ["vensim.GET DATA MIN(sales, 0, 3)", 4],
  ["vensim.GET DATA MEAN(sales, 0, 9)", 5.5],
  ["vensim.GET DATA MEDIAN(sales, 0, 9)", 5],
] as const)("%s is %d", async (equation, value) => {
  const points = [
    [1, 4],
    [3, 10],
    [4, 2],
    [8, 6],
  ] as const;
  const [first] = await valuesOf(equation, { sales: { points, data: true } });
  expect(first).toBeCloseTo(value, 12);
});

test("VECTOR REORDER puts elements in the order that VECTOR SORT ORDER gives", async () => {
  const found = await runVensim(
    `seller: a, b, c

price[seller] = 30, 10, 20

order[seller] = VECTOR SORT ORDER(price[seller], 1)

sorted[seller] = VECTOR REORDER(price[seller], order[seller])`,
    { stop: 1 },
  );
  expect(["a", "b", "c"].map((seller) => found(`sorted[${seller}]`)[0])).toEqual([10, 20, 30]);
});
