import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import { arrayLowerings, lowerings } from "#compile/1-resolve/lowerings";
import { builtins } from "#study/builtins";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { modelOf } from "../support/model.js";
import type { Draft, TimeDraft } from "../support/model.js";
import { runBlock, systemOf } from "../support/run.js";

async function series(time: TimeDraft, variables: Variables, key = "x") {
  return (await run(time, variables))[key];
}

/** The value of an expression that does not change. */
async function valueOf(expression: string, more: Variables = {}): Promise<number> {
  const [value] = await series({ stop: 1, step: 1 }, { x: expression, ...more });
  return value;
}

function codesOf(variables: Variables): string[] {
  return resolveAndCheck(modelOf({ stop: 1, step: 1 }, variables)).diagnostics.map(
    ({ code }) => code,
  );
}

const halves = { stop: 2.5, step: 0.5 };

test("DELAY gives the input as it was, until then the initial value (XMILE 1.0, 3.5.3)", async () => {
  const input = { y: "10 + TIME" };
  expect(await series(halves, { x: "DELAY(y, 1)", ...input })).toEqual([
    10, 10, 10, 10.5, 11, 11.5,
  ]);
  expect(await series(halves, { x: "DELAY(y, 1, -3)", ...input })).toEqual([
    -3, -3, 10, 10.5, 11, 11.5,
  ]);
  // 1.3 lies nearer to three half steps, 1.2 to two.
  expect((await series(halves, { x: "DELAY(y, 1.3, 0)", ...input }))[3]).toBe(10);
  expect((await series(halves, { x: "DELAY(y, 1.2, 0)", ...input }))[2]).toBe(10);
  expect(await series(halves, { x: "DELAY(y, 0)", ...input })).toEqual([
    10, 10.5, 11, 11.5, 12, 12.5,
  ]);
});

test("a delay time that varies counts as it is at the start", async () => {
  const found = await series(halves, { x: "DELAY(y, 1 + TIME, 0)", y: "10 + TIME" });
  expect(found).toEqual([0, 0, 10, 10.5, 11, 11.5]);
});

test("a delay may have another length in each future", async () => {
  const system = systemOf(
    modelOf({ stop: 3, step: 1 }, { x: "DELAY(y, lag, 0)", y: "TIME + 1", lag: 1 }),
  );
  const { series: found } = await runBlock(system, { parameters: ["lag"], series: ["x"] }, [
    [1, 2],
  ]);
  expect([...found]).toEqual([0, 0, 1, 0, 2, 1, 3, 2]);
});

test("a delay that looks ahead is refused", () => {
  expect(codesOf({ x: "DELAY(TIME, -1)" })).toEqual(["delay-time"]);
});

test("DELAYN and SMTHN of order 1 and 3 are DELAY1, DELAY3, SMTH1 and SMTH3", async () => {
  const time = { stop: 6, step: 0.25, method: "rk4" as const };
  const input = { y: "SIN(TIME) + STEP(2, 3)" };
  for (const [one, other] of [
    ["DELAYN(y, 3, 1)", "DELAY1(y, 3)"],
    ["DELAYN(y, 3, 3, 5)", "DELAY3(y, 3, 5)"],
    ["SMTHN(y, 3, 1)", "SMTH1(y, 3)"],
    ["SMTHN(y, 3, 3, 5)", "SMTH3(y, 3, 5)"],
  ]) {
    expect(await series(time, { x: one, ...input })).toEqual(
      await series(time, { x: other, ...input }),
    );
  }
});

test("DELAYN of a pulse gives out all that went in, on average after the delay time", async () => {
  // By Euler each of n stages holds for a geometrically distributed number of steps: the whole has
  // mean T and variance T²/n − T·dt, which goes to Erlang's.
  const variables = {
    x: "DELAYN(PULSE(100, 0), 5, 8, 0)",
    total: { stock: "0", inflows: ["flow"] },
    moment: { stock: "0", inflows: ["weighted"] },
    square: { stock: "0", inflows: ["squared"] },
    flow: { flow: "x" },
    weighted: { flow: "x * TIME" },
    squared: { flow: "x * (TIME - 5) ^ 2" },
  };
  const time = { stop: 40, step: 1 / 64 };
  const last = async (key: string) => (await series(time, variables, key)).at(-1) ?? NaN;
  expect(await last("total")).toBeCloseTo(100, 6);
  expect(await last("moment")).toBeCloseTo(500, 6);
  expect((await last("square")) / 100).toBeCloseTo(25 / 8 - 5 / 64, 6);
});

test("the order of a delay is a whole number that stays the same", () => {
  expect(codesOf({ x: "DELAYN(TIME, 5, 2.5)" })).toEqual(["whole-number"]);
  expect(codesOf({ x: "DELAYN(TIME, 5, 0)" })).toEqual(["whole-number"]);
  expect(codesOf({ x: "SMTHN(TIME, 5, 1 + TIME)" })).toEqual(["whole-number"]);
  expect(codesOf({ x: "SMTHN(TIME, 3, 4)" })).toEqual(["short-stage"]);
  expect(codesOf({ x: "SMTHN(TIME, 4, 4)" })).toEqual([]);
});

test("TREND and FORCST of steady growth are its rate and what it will be", async () => {
  const variables = {
    Pool: { stock: "50", inflows: ["growth"] },
    growth: { flow: "Pool * 0.04" },
    trend: "TREND(Pool, 5, 0.04)",
    forecast: "FORCST(Pool, 5, 10, 0.04) / Pool",
    untold: "TREND(Pool, 5)",
    empty: "TREND(0, 5)",
  };
  const time = { stop: 10, step: 0.5 };
  for (const value of await series(time, variables, "trend")) expect(value).toBeCloseTo(0.04, 12);
  for (const value of await series(time, variables, "forecast")) expect(value).toBeCloseTo(1.4, 12);
  const untold = await series(time, variables, "untold");
  expect(untold[0]).toBe(0);
  expect(untold.at(-1)).toBeGreaterThan(0.03);
  expect((await series(time, variables, "empty"))[3]).toBe(0);
});

test("SELF reads the value one step ago, through a state", async () => {
  expect(await series({ stop: 3, step: 1 }, { x: "PREVIOUS(SELF, 1) * 2" })).toEqual([2, 4, 8, 16]);
  expect(codesOf({ x: "SELF + 1" })).toEqual(["circular-definition"]);
});

test("MIN and MAX take any number of arguments", async () => {
  expect(await valueOf("MIN(3, 1, 2) * 100 + MAX(3, 1, 7, 2) * 10 + MIN(4)")).toBe(174);
});

test("factorials, and in how many ways some of several can be chosen", async () => {
  expect(await valueOf("isee.FACTORIAL(5)")).toBe(120);
  expect(await valueOf("isee.FACTORIAL(0)")).toBe(1);
  // 170! rounded to a double (OEIS A000142).
  expect((await valueOf("isee.FACTORIAL(170)")) / 7.257415615307994e306).toBeCloseTo(1, 12);
  expect(await valueOf("isee.FACTORIAL(171)")).toBe(Infinity);
  expect(await valueOf("isee.FACTORIAL(-1)")).toBeNaN();
  expect(await valueOf("isee.COMBINATIONS(5, 3)")).toBe(10);
  expect(await valueOf("isee.COMBINATIONS(52, 5)")).toBe(2598960);
  expect(await valueOf("isee.COMBINATIONS(5, 6)")).toBe(0);
  expect(await valueOf("isee.PERMUTATIONS(5, 3)")).toBe(60);
  const row = await series({ stop: 6, step: 1 }, { x: "isee.COMBINATIONS(6, TIME)" });
  expect(row).toEqual([1, 6, 15, 20, 15, 6, 1]);
});

test("payments: 10,000 at 1 % a month over ten years cost 143.47 a month", async () => {
  const payment = await valueOf("isee.PMT(0.01, 120, 10000, 0)");
  expect(payment).toBeCloseTo(-143.47, 2);
  expect(await valueOf(`isee.PV(0.01, 120, ${payment}, 0)`)).toBeCloseTo(10000, 8);
  expect(await valueOf(`isee.FV(0.01, 120, ${payment}, 10000)`)).toBeCloseTo(0, 7);
  expect(await valueOf("isee.PMT(0, 10, 100, 0)")).toBe(-10);
});

test("roots, shares, waves and compound growth", async () => {
  expect(await valueOf("isee.ROOTN(27, 3)")).toBeCloseTo(3, 14);
  expect(await valueOf("isee.ROOTN(-27, 3)")).toBeCloseTo(-3, 14);
  expect(await valueOf("isee.ROOTN(-16, 4)")).toBeNaN();
  expect(await valueOf("isee.PERCENT(0.25)")).toBe(25);
  const turn = await series({ stop: 12, step: 3 }, { x: "isee.SINWAVE(10, 12)" });
  for (const [step, value] of [0, 10, 0, -10, 0].entries())
    expect(turn[step]).toBeCloseTo(value, 12);
  expect((await series({ stop: 6, step: 6 }, { x: "isee.COSWAVE(2, 12)" }))[1]).toBeCloseTo(-2, 12);
  const balance = await series(
    { stop: 1, step: 0.125 },
    { Balance: { stock: "100", inflows: ["in"] }, in: { flow: "Balance * isee.CGROWTH(5)" } },
    "balance",
  );
  expect(balance.at(-1)).toBeCloseTo(105, 11);
});

test("COUNTER begins anew exactly, also with steps that are no binary fraction", async () => {
  const found = await series({ stop: 100, step: 0.1 }, { x: "isee.COUNTER(5, 8)" });
  expect(found[0]).toBe(5);
  for (const [step, value] of found.entries()) expect(value).toBe(5 + (step % 30) * 0.1);
});

test("DERIVN and HISTORY look back by steps", async () => {
  const time = { stop: 2, step: 0.5 };
  const square = { y: "TIME ^ 2" };
  expect(await series(time, { x: "isee.DERIVN(y, 1)", ...square })).toEqual([
    0, 0.5, 1.5, 2.5, 3.5,
  ]);
  expect((await series(time, { x: "isee.DERIVN(y, 2)", ...square })).slice(2)).toEqual([2, 2, 2]);
  expect(await series(time, { x: "isee.DERIVN(y, 0)", ...square })).toEqual([0, 0.25, 1, 2.25, 4]);
  const past = { x: "isee.HISTORY(y, TIME - back)", y: "TIME + 7", back: 1 };
  expect(await series(time, past)).toEqual([0, 0, 7, 7.5, 8]);
  expect(codesOf({ x: "isee.HISTORY(TIME, 3)" })).toEqual(["history-time"]);
  expect(codesOf({ x: "isee.HISTORY(TIME, TIME - TIME / 2)" })).toEqual(["history-time"]);
});

test("LOOKUP and LOOKUPINV read a graphical function forwards and backwards", async () => {
  const points: Draft = {
    input: "0",
    points: [
      [0, 10],
      [1, 6],
      [3, 2],
    ],
  };
  expect(await valueOf("isee.LOOKUP(curve, 2)", { curve: points })).toBe(4);
  expect(await valueOf("isee.LOOKUPINV(curve, 4)", { curve: points })).toBe(2);
  expect(await valueOf("isee.LOOKUPINV(curve, 99)", { curve: points })).toBe(0);
  const hill: Draft = {
    points: [
      [0, 1],
      [1, 2],
      [2, 1],
    ],
  };
  expect(codesOf({ x: "isee.LOOKUPINV(hill, 1.5)", hill })).toEqual(["table-inverse"]);
  expect(codesOf({ x: "isee.LOOKUP(y, 1.5)", y: 3 })).toEqual(["not-a-table"]);
});

test("every function has a lowering", () => {
  const missing = [...builtins.keys()].filter(
    (key) => !lowerings.has(key) && !arrayLowerings.has(key),
  );
  expect(missing).toEqual([]);
});
