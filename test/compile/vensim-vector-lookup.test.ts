import fc from "fast-check";
import { expect, test } from "vitest";

import { runVensim, vensimProblems } from "./vensim-support.js";

const notAvailable = -(2 ** 109);

/** y at 2, 4, 6, 8: each mode at each x, by hand. */
async function at(mode: number, inputs: readonly number[], y = "10, 20, 5, 5") {
  const calls = inputs.map((x, index) => `r${index} = VECTOR LOOKUP(y[s1], ${x}, 2, 8, ${mode})`);
  const run = await runVensim(`s: s1, s2, s3, s4\n\ny[s] = ${y}\n\n${calls.join("\n\n")}`, {
    stop: 1,
  });
  return inputs.map((_, index) => run(`r${index}`)[0]);
}

test("the modes, by hand", async () => {
  expect(await at(0, [1, 2, 3, 5, 8, 9])).toEqual([10, 10, 15, 12.5, 5, 5]);
  expect(await at(1, [1, 2, 3, 4, 6, 8, 9])).toEqual([-10, 0, 12.5, 30, 55, 65, 70]);
  expect(await at(2, [1, 2, 3, 4, 8, 9])).toEqual([10, 10, 10, 20, 5, 5]);
  expect(await at(3, [1, 3, 5, 9], "10, 20, 5, 15")).toEqual([5, 15, 12.5, 20]);
  expect(await at(4, [1, 2, 3, 4, 5, 9])).toEqual([10, 10, 20, 20, 5, 5]);
  expect(await at(5, [4, 5, 10, 15, 20, 21])).toEqual([notAvailable, 6, 2, 3, 4, notAvailable]);
  expect(await at(6, [1, 2, 3, 4, 7, 8, 9])).toEqual([0, 5, 5, -7.5, 0, 0, 0]);
  // Beyond the ends: at 1 the line is at 5, so the area to 2 is 7.5; at 9 it is at 20.
  expect(await at(7, [1, 3, 9], "10, 20, 5, 15")).toEqual([-7.5, 12.5, 92.5]);
  expect(await at(8, [5, 10, 15, 20], "10, 20, 5, 15")).toEqual([1, 2, 3, 4]);
  expect(await at(8, [20], "15, 5, 12, 16")).toEqual([1]);
  expect(await at(8, [20, 4], "10, 10, 12, 16")).toEqual([10, notAvailable]);
  expect(await at(9, [1, 3, 9], "10, 20, 5, 15")).toEqual([5, 5, 5]);
});

test("a vector agrees with the table of the same points", async () => {
  const numbers = fc.double({ min: -9, max: 9, noNaN: true }).map((x) => Math.round(x * 64) / 64);
  await fc.assert(
    fc.asyncProperty(fc.tuple(numbers, numbers, numbers), numbers, async (y, x) => {
      const run = await runVensim(
        `
s: s1, s2, s3

y[s] = ${y.join(", ")}

look((-2,${y[0]}),(0,${y[1]}),(2,${y[2]}))

mode = 0 + Time

vector = VECTOR LOOKUP(y[s1], ${x}, -2, 2, mode)

area = LOOKUP AREA(look, -2, ${x})

back = LOOKUP BACKWARD(look, ${x})

beyond = LOOKUP EXTRAPOLATE(look, ${x})

ahead = LOOKUP FORWARD(look, ${x})

inverse = LOOKUP INVERT(look, ${x})

slope = LOOKUP SLOPE(look, ${x}, 0)

plain = look(${x})
`,
        { stop: 6 },
      );
      const tables = ["plain", "area", "back", "beyond", "ahead", "inverse", "slope"];
      for (const [mode, name] of tables.entries()) {
        expect(run("vector")[mode], name).toBeCloseTo(run(name)[0], 10);
      }
    }),
    { seed: 8, numRuns: 60 },
  );
});

test("a mode that is none, and a vector of one element, are errors", async () => {
  const codes = async (call: string) => {
    const problems = await vensimProblems(`s: s1, s2\n\ny[s] = 1, 2\n\na = ${call}`);
    return problems.map(({ code }) => code);
  };
  expect(await codes("VECTOR LOOKUP(y[s1], 1, 0, 1, 10)")).toEqual(["lookup-mode"]);
  expect(await codes("VECTOR LOOKUP(y[s2], 1, 0, 1, 0)")).toEqual(["vector-wanted"]);
});
