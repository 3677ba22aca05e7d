import { expect, test } from "vitest";

import { runVensim, vensimProblems } from "./vensim-support.js";

/**
 * By hand: a stream of 100 at a rate of 0.1 and steps of 1. NPV discounts step n by 0.9ⁿ, NPVE by
 * 1.1⁻⁽ⁿ⁺¹⁾ as a spreadsheet does: 100 / 1.1 + 100 / 1.21 = 173.5537….
 */
test("NPV and NPVE add up the discounted stream, this step included", async () => {
  const run = await runVensim("a = NPV(100, 0.1, 5, 2)\n\nb = NPVE(100, 0.1, 0, 1)", { stop: 2 });
  for (const [step, value] of [105, 195, 276].entries()) {
    expect(run("a")[step]).toBeCloseTo(2 * value, 10);
  }
  for (const [step, value] of [90.9090909090909, 173.5537190082645, 248.6851990984223].entries()) {
    expect(run("b")[step]).toBeCloseTo(value, 10);
  }
});

/** Γ(5) = 24; Γ(½) = √π (Abramowitz and Stegun 6.1.8). */
test("GAMMA LN", async () => {
  const run = await runVensim("a = GAMMA LN(5)\n\nb = GAMMA LN(0.5)", { stop: 1 });
  expect(run("a")[0]).toBeCloseTo(Math.log(24), 13);
  expect(run("b")[0]).toBeCloseTo(Math.log(Math.PI) / 2, 13);
});

test("functions that go by branches are the same bits in a module, on all of their branches", async () => {
  const run = await runVensim(
    `g = GAMMA LN(Time / 7 - 1)

big = GAMMA LN(10 ^ (Time * 3 - 5))

s = SINH(Time / 9 - 5)

c = COSH(Time * 7 - 350)

t = TANH(Time / 9 - 5) + SINH(Time / 99 - 0.5)`,
    { stop: 100 },
  );
  expect(run("g").slice(0, 8).every(Number.isNaN)).toBe(true);
  expect(run("g")[14]).toBe(0);
  // Γ(9 / 7): Abramowitz and Stegun, table 6.1, between 1.285 and 1.290.
  expect(run("g")[16]).toBeCloseTo(-0.105, 2);
  expect(run("s")[45]).toBe(0);
  expect(run("c")[50]).toBe(1);
});

test("an error of an element stands at the element's own equation", async () => {
  const found = await vensimProblems(
    `item: one, two, three

x[one] = 1

x[two] = y * 2

x[three] = x[two]

y = x[three]`,
  );
  expect(found.map(({ code, place }) => [code, place?.line])).toEqual([["circular-definition", 4]]);
  expect(found[0].related?.map(({ place }) => place?.line)).toEqual([4, 6, 5]);
});
