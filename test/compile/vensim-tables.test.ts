import fc from "fast-check";
import { expect, test } from "vitest";

import { runVensim, vensimProblems } from "./vensim-support.js";

const notAvailable = -(2 ** 109);

async function values(table: string, calls: readonly string[]): Promise<readonly number[]> {
  const equations = calls.map((call, index) => `r${index} = ${call}`).join("\n\n");
  const run = await runVensim(`look(${table})\n\n${equations}`, { stop: 1 });
  return calls.map((_, index) => run(`r${index}`)[0]);
}

/** The examples of the Vensim Help on each of the functions. */
test("the examples of Vensim's Help", async () => {
  const areas = await values("(0,1),(1,1),(2,2)", [
    "LOOKUP AREA(look, 0, 1)",
    "LOOKUP AREA(look, 2, 4)",
    "LOOKUP AREA(look, .5, 2.5)",
    "LOOKUP FORWARD(look, -1)",
    "LOOKUP FORWARD(look, 1.5)",
    "LOOKUP FORWARD(look, 2.5)",
  ]);
  expect(areas).toEqual([1, 4, 3, 1, 2, 2]);
  const inverses = await values("(0,0),(1,1),(3,2)", [
    "LOOKUP INVERT(look, -1)",
    "LOOKUP INVERT(look, 0.5)",
    "LOOKUP INVERT(look, 1.5)",
  ]);
  expect(inverses).toEqual([notAvailable, 0.5, 2]);
});

/** By hand, from the definitions. */
test("forward, backward, extrapolated, at and between points and beyond the ends", async () => {
  const at = async (name: string, x: readonly number[]) =>
    values(
      "(0,10),(2,20),(2,30),(5,0)",
      x.map((one) => `${name}(look, ${one})`),
    );
  expect(await at("LOOKUP FORWARD", [-1, 0, 0.5, 2, 2.1, 5, 6])).toEqual([10, 10, 20, 20, 0, 0, 0]);
  expect(await at("LOOKUP BACKWARD", [-1, 0, 0.5, 2, 2.1, 5, 6])).toEqual([
    10, 10, 10, 30, 30, 0, 0,
  ]);
  expect(await at("LOOKUP EXTRAPOLATE", [-1, 1, 3.5, 6])).toEqual([5, 15, 15, -10]);
});

test("slopes, and the three ways beyond the ends", async () => {
  const slopes = (mode: number) =>
    values(
      "(0,10),(2,20),(5,5)",
      [-1, 0, 1, 2, 5, 6].map((x) => `LOOKUP SLOPE(look, ${x}, ${mode})`),
    );
  expect(await slopes(0)).toEqual([0, 5, 5, -5, -5, 0]);
  expect(await slopes(1)).toEqual([5, 5, 5, -5, -5, -5]);
  expect(await slopes(-1)).toEqual([notAvailable, 5, 5, -5, -5, notAvailable]);
});

/** Rises from 2 to 4, falls to 1, rises to 6: the first crossings are by hand. */
test("the least x of a table that rises and falls", async () => {
  const y = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 6.5];
  const found = await values(
    "(0,2),(1,4),(2,1),(4,6),(6,6)",
    y.map((one) => `LOOKUP INVERT(look, ${one})`),
  );
  const expected = [notAvailable, 2, 1 + 2.5 / 3, 0, 0.5, 1, 3.6, 4, notAvailable];
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 12);
});

test("the area is additive, and its inverse is the table's own", async () => {
  const points = fc.array(
    fc.tuple(
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
    ),
    { minLength: 2, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(
      points,
      fc.double({ min: -3, max: 12, noNaN: true }),
      async (drawn, middle) => {
        let x = 0;
        const written = drawn.map(([step, y]) => `(${(x += step)},${y})`).join(",");
        const y = drawn[0][1] / 2 + drawn[drawn.length - 1][1] / 2;
        const [whole, first, second, back] = await values(written, [
          "LOOKUP AREA(look, -4, 13)",
          `LOOKUP AREA(look, -4, ${middle})`,
          `LOOKUP AREA(look, ${middle}, 13)`,
          `look(LOOKUP INVERT(look, ${y}))`,
        ]);
        expect(first + second).toBeCloseTo(whole, 9);
        expect(back).toBeCloseTo(y, 9);
      },
    ),
    { seed: 5, numRuns: 60 },
  );
});

test("what is no table is an error", async () => {
  const problems = await vensimProblems("a = 3\n\nb = LOOKUP FORWARD(a, 2)").catch(
    (error: Error) => error.message,
  );
  expect(JSON.stringify(problems)).toMatch(/table/);
});

test("a table of an array is that of the element", async () => {
  const run = await runVensim(
    `
side: left, right

look[left]((0,1),(1,2))

look[right]((0,3),(1,5))

slope[side] = LOOKUP SLOPE(look[side], 0.5, 0)
`,
    { stop: 1 },
  );
  expect([run("slope[left]")[0], run("slope[right]")[0]]).toEqual([1, 2]);
});
