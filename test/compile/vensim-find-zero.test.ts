import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import { causeOfFailure } from "#compile/failure";

import { interpretAll, runBlock } from "../support/run.js";
import { runVensim, vensimModel, vensimProblems, vensimSystem } from "./vensim-support.js";

/** FIND ZERO over s, with z as given, from a first guess. */
function system(guess: readonly number[], equations: readonly string[], last = ""): string {
  const names = guess.map((_, index) => `s${index + 1}`);
  const zeros = equations.map((equation, index) => `z[s${index + 1}] = ${equation}`);
  return `s: ${names.join(", ")}

x[s] = FIND ZERO(one[s], z[s], one[s], guess[s], ELMCOUNT(s), 0, 1e-10, 50, 0)

one[s] = 1

guess[s] = ${guess.join(", ")}

${zeros.join("\n\n")}${last}`;
}

async function found(text: string, count: number): Promise<readonly number[]> {
  const run = await runVensim(text, { stop: 1 });
  return Array.from({ length: count }, (_, index) => run(`x[s${index + 1}]`)[0]);
}

function expectClose(values: readonly number[], wanted: readonly number[], digits = 9): void {
  expect(values).toHaveLength(wanted.length);
  for (const [index, value] of wanted.entries()) {
    expect(values[index], `${index} of ${values}`).toBeCloseTo(value, digits);
  }
}

/**
 * Problems 1, 2, 7 and 13 of Moré, Garbow and Hillstrom, "Testing Unconstrained Optimization
 * Software", ACM Transactions on Mathematical Software 7 (1981), from their starting points or, of the
 * second, from a point from which the sum of squares leads down to the zero.
 */
test.each([
  {
    name: "Rosenbrock",
    guess: [-1.2, 1],
    zeros: ["10 * (x[s2] - x[s1] * x[s1])", "1 - x[s1]"],
    wanted: [1, 1],
    digits: 9,
  },
  {
    name: "Freudenstein and Roth",
    guess: [6, 5],
    zeros: [
      "-13 + x[s1] + ((5 - x[s2]) * x[s2] - 2) * x[s2]",
      "-29 + x[s1] + ((x[s2] + 1) * x[s2] - 14) * x[s2]",
    ],
    wanted: [5, 4],
    digits: 9,
  },
  {
    name: "the helical valley",
    guess: [-1, 0.2, 0],
    zeros: [
      "10 * (x[s3] - 10 * turn)",
      "10 * (SQRT(x[s1] * x[s1] + x[s2] * x[s2]) - 1)",
      "x[s3]\n\nturn = ARCTAN(x[s2] / x[s1]) / 6.283185307179586 + IF THEN ELSE(x[s1] < 0, 0.5, 0)",
    ],
    wanted: [1, 0, 0],
    digits: 9,
  },
  {
    name: "Powell's singular function",
    guess: [3, -1, 0, 1],
    zeros: [
      "x[s1] + 10 * x[s2]",
      "SQRT(5) * (x[s3] - x[s4])",
      "(x[s2] - 2 * x[s3]) ^ 2",
      "SQRT(10) * (x[s1] - x[s4]) ^ 2",
    ],
    wanted: [0, 0, 0, 0],
    digits: 4,
  },
])("$name", async ({ guess, zeros, wanted, digits }) => {
  expectClose(await found(system(guess, zeros), wanted.length), wanted, digits);
});

/** Problem 30 of the same paper, Broyden's tridiagonal function: what is found makes it zero. */
test("ten unknowns", async () => {
  const names = Array.from({ length: 10 }, (_, index) => `x[s${index + 1}]`);
  const zeros = names.map(
    (name, index) =>
      `(3 - 2 * ${name}) * ${name} - ${names[index - 1] ?? 0} - 2 * ${names[index + 1] ?? 0} + 1`,
  );
  const guess = names.map(() => -1);
  const x = await found(system(guess, zeros).replace("1e-10, 50", "1e-10, 12"), 10);
  for (const [index, value] of x.entries()) {
    const rest = (3 - 2 * value) * value - (x[index - 1] ?? 0) - 2 * (x[index + 1] ?? 0) + 1;
    expect(Math.abs(rest)).toBeLessThan(1e-9);
  }
  expect(Math.max(...x)).toBeLessThan(0);
});

/** 14 unknowns of 50 turns are too many, of fewer turns not; 40 are. */
test("a large search has fewer turns, or none", async () => {
  const large = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `x[s${index + 1}]`);
    const zeros = names.map(
      (name, index) => `${name} ^ 3 + ${names[index - 1] ?? 0} - ${index + 2}`,
    );
    return system(
      names.map(() => 1),
      zeros,
    );
  };
  const x = await found(large(14), 14);
  for (const [index, value] of x.entries()) {
    expect(value ** 3 + (x[index - 1] ?? 0)).toBeCloseTo(index + 2, 9);
  }
  const problems = (await vensimProblems(large(40))).filter(({ severity }) => severity === "error");
  expect(problems.map(({ code }) => code)).toEqual(["large-circle"]);
  expect(problems[0].message).toContain("has 40 values to search, over 80 equations");
});

/**
 * From its usual start (0.5, −2) the sum of squares of Freudenstein and Roth's function leads to a
 * minimum that is no zero, near (11.41, −0.8968); and a square above zero has none.
 */
test("what has no zero, or is not led to it, is no number", async () => {
  const zeros = [
    "-13 + x[s1] + ((5 - x[s2]) * x[s2] - 2) * x[s2]",
    "-29 + x[s1] + ((x[s2] + 1) * x[s2] - 14) * x[s2]",
  ];
  expect(await found(system([0.5, -2], zeros), 2)).toEqual([Number.NaN, Number.NaN]);
  expect(await found(system([3], ["x[s1] * x[s1] + 1"]), 1)).toEqual([Number.NaN]);
  const few = system([-1.2, 1], ["10 * (x[s2] - x[s1] * x[s1])", "1 - x[s1]"]);
  expect(await found(few.replace("1e-10, 50", "1e-10, 1"), 2)).toEqual([Number.NaN, Number.NaN]);
  expect(await found(few.replace("1e-10, 50", "30, 1"), 2)).not.toContain(Number.NaN);
});

/** y = cos y, 0.7390851332151607 (Dottie's number), and over time y = cos(y) + t, at 1: 1.283428… */
test("y = f(y), in every step anew", async () => {
  const run = await runVensim(system([0.5], ["x[s1] - COS(x[s1]) - Time"]), { stop: 1 });
  expect(run("x[s1]")[0]).toBeCloseTo(0.7390851332151607, 12);
  const [, later] = run("x[s1]");
  expect(later - Math.cos(later) - 1).toBeCloseTo(0, 12);
});

/**
 * Two people exchange two goods. The first has all of the first good and spends 1/4 of its worth on it,
 * the second all of the second and spends 1/3 on the first: 3/4 · 1 · p₁ = 1/3 · 2 · p₂, whatever the
 * level of prices, so that the first price is left as it is and its market clears by itself (Walras).
 */
test("a system that leaves the level open skips its first element", async () => {
  const text = `good: g1, g2

price[good] = FIND ZERO(one[good], excess[good], one[good], start[good], 2, 1, 1e-12, 30, 0)

one[good] = 1

start[good] = 4, 1

income = price[g1] * 1

other income = price[g2] * 2

excess[g1] = 0.25 * income / price[g1] + other income / 3 / price[g1] - 1

excess[g2] = 0.75 * income / price[g2] + other income * 2 / 3 / price[g2] - 2`;
  const run = await runVensim(text, { stop: 1 });
  expect(run("price[g1]")).toEqual([4, 4]);
  expect(run("price[g2]")[0]).toBeCloseTo(4.5, 11);
  expect(run("excess[g1]")[0]).toBeCloseTo(0, 11);
  const warnings = (await vensimProblems(text)).map(({ message }) => message).join("\n");
  expect(warnings).toContain("the first element keeps its initial value");
});

/** Each place has equations of its own; then two searches whose equations need each other. */
test("a search for each element of other ranges, and searches that depend on each other", async () => {
  const run = await runVensim(
    `place: p1, p2

s: s1, s2

root[place, s] = FIND ZERO(one[s], rest[place, s], one[s], one[s], ELMCOUNT(s), 0, 1e-12, 20, 1)

one[s] = 1

wanted[place] = 4, 9

rest[place, s1] = root[place, s1] * root[place, s1] - wanted[place]

rest[place, s2] = root[place, s2] - root[place, s1] - 1

sum[s] = FIND ZERO(one[s1], off[s1], one[s1], one[s1], 1, 0, 1e-12, 20, 0)

off[s] = sum[s] + part[s] - 5

part[s] = FIND ZERO(one[s1], by[s1], one[s1], one[s1], 1, 0, 1e-12, 20, 0)

by[s] = sum[s] - part[s] - 1`,
    { stop: 1 },
  );
  expectClose(
    ["root[p1,s1]", "root[p1,s2]", "root[p2,s1]", "root[p2,s2]", "sum[s1]", "part[s1]"].map(
      (key) => run(key)[0],
    ),
    [2, 3, 3, 4, 3, 2],
  );
  // Of the second only one element is searched: the other keeps its initial value.
  expect(run("part[s2]")[0]).toBe(1);
});

/** y′ = −x, where x solves x + x³ = y + y³ at each stage, is y′ = −y: e⁻¹ at 1. */
test("equations are solved at each stage of a Runge–Kutta step", async () => {
  const model = await vensimModel(
    system([0.5], ["x[s1] + x[s1] ^ 3 - y - y ^ 3"], "\n\ny = INTEG(-x[s1], 1)"),
    { stop: 1, step: 1 / 16 },
  );
  const { system: solved } = resolveAndCheck({ ...model, time: { ...model.time, method: "rk4" } });
  const { series } = await runBlock(solved, { series: ["y"] }, []);
  expect([...series]).toEqual(interpretAll(solved).get("y"));
  expect(series[16]).toBeCloseTo(Math.exp(-1), 6);
});

/** The first step from 5 is to where there is no logarithm; what fails is something else. */
test("a step too far is no failure, and a search without an end is", async () => {
  const text = system([5], ["LN(x[s1])"], "\n\nlater = 1 / (2 - Time)");
  const cause = async (equations: string) =>
    causeOfFailure(await vensimSystem(equations, { stop: 3 }), new Map(), { seed: 1, future: 0 });
  expect((await found(text, 1))[0]).toBeCloseTo(1, 10);
  expect(await cause(text)).toEqual({ variable: "later", time: 2, value: Infinity });
  expect(await cause(text.replace("= LN(x[s1])", "= x[s1] ^ 2 + Time"))).toEqual({
    variable: "s1 of vensim.FIND ZERO in x[s1]",
    time: 1,
    value: Number.NaN,
  });
});

test("what cannot be searched is an error that says why", async () => {
  const messages = async (text: string) =>
    (await vensimProblems(text))
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);
  const circle = system([1], ["x[s1] - 2"]);
  expect(await messages(circle.replace("x[s1] - 2", "Time - 2"))).toEqual([
    "what s1 of vensim.FIND ZERO in x[s1] should make zero does not depend in the same step on what is searched",
  ]);
  expect(await messages(circle.replace("ELMCOUNT(s), 0", "2, 0"))).toEqual([
    "vensim.FIND ZERO takes 1 to 1 elements here, by a number that stays the same",
  ]);
  expect(await messages(circle.replace("ELMCOUNT(s), 0", "1, 1"))).toEqual([
    "vensim.FIND ZERO can skip 0 to 0 elements, by a number that stays the same",
  ]);
  expect(await messages(circle.replace("50, 0)", "Time, 0)"))).toEqual([
    "vensim.FIND ZERO wants a whole number of at least 1 as its most turns",
  ]);
  expect(await messages("x = FIND ZERO(1, z, 1, 1, 1, 0, 1, 9, 0)\n\nz = x - 1")).toContain(
    "vensim.FIND ZERO must stand in an equation over a range, as x[s] = …",
  );
  const nested = circle.replace("x[s1] - 2", "x[s1] - y\n\ny = SIMULTANEOUS(y / 2 + x[s1], 1)");
  expect(await messages(nested)).toEqual([
    "on the way from s1 of vensim.FIND ZERO in x[s1] to what it should make zero there is another circle of equations",
  ]);
});
