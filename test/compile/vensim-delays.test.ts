import fc from "fast-check";
import { expect, test } from "vitest";

import { runVensim } from "./vensim-support.js";

const notZero = fc.double({ min: 0.1, max: 9, noNaN: true });

/** With a delay that stays the same they are DELAY FIXED (Vensim Help, chapter 9 of the guide). */
test("with a fixed delay all discrete delays are the same", async () => {
  await fc.assert(
    fc.asyncProperty(notZero, notZero, async (delay, initial) => {
      const run = await runVensim(
        `
input = Time * Time

fixed = DELAY FIXED(input, ${delay}, ${initial})

material = DELAY MATERIAL(input, ${delay}, ${initial}, -1)

information = DELAY INFORMATION(input, ${delay}, ${initial})
`,
        { stop: 12, step: 0.5 },
      );
      expect(run("material")).toEqual(run("fixed"));
      expect(run("information")).toEqual(run("fixed"));
    }),
    { seed: 4, numRuns: 20 },
  );
});

/** The examples of the Vensim Help on DELAY INFORMATION; the values are by hand. */
const ramp = "r = RAMP(1, 10, 60)\n\n";

test("a delay that grows: information is held, material is missing", async () => {
  const run = await runVensim(
    `${ramp}s = DELAY INFORMATION(r, 15 + STEP(15, 40), 0)

m = DELAY MATERIAL(r, 15 + STEP(15, 40), 0, -1)`,
    { stop: 100 },
  );
  const at = (key: string, times: readonly number[]) => times.map((time) => run(key)[time]);
  // What goes in at 39 comes out at 54, what goes in at 40 at 70.
  expect(at("s", [14, 24, 25, 26, 54, 55, 69, 70, 71])).toEqual([0, 0, 0, 1, 29, 29, 29, 30, 31]);
  expect(at("m", [14, 26, 54, 55, 69, 70, 71])).toEqual([0, 1, 29, -1, -1, 30, 31]);
});

test("a delay that shrinks: information is overtaken, material comes together", async () => {
  const run = await runVensim(
    `${ramp}s = DELAY INFORMATION(r, 15 - STEP(10, 40), 0)

m = DELAY MATERIAL(r, 15 - STEP(10, 40), 0, -1)`,
    { stop: 100 },
  );
  const at = (key: string, times: readonly number[]) => times.map((time) => run(key)[time]);
  // What goes in at 30 and at 40 comes out at 45; what goes in at 39 at 54.
  expect(at("s", [44, 45, 54, 55])).toEqual([19, 30, 39, 40]);
  expect(at("m", [44, 45, 54, 55])).toEqual([19, 20 + 30, 29 + 39, 40]);
});

/** What was inside the delay at the start was put in at the initial rate. */
test("material is conserved whatever the delay", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(notZero, { minLength: 9, maxLength: 9 }), async (delays) => {
      const points = delays.map((delay, index) => `(${index},${delay})`).join(",");
      const run = await runVensim(
        `
delay table(${points},(9,20))

input = IF THEN ELSE(Time < 9, 1 + Time, 0)

out = DELAY MATERIAL(input, delay table(Time), 4, 0)

total = INTEG(out, 0)
`,
        { stop: 40 },
      );
      const held = Math.max(1, Math.floor(delays[0] + 0.5 + 1e-6));
      expect(run("total")[40]).toBeCloseTo(45 + 4 * held, 9);
    }),
    { seed: 12, numRuns: 30 },
  );
});

test("a delay that is no number spoils what follows, one without end lets nothing through", async () => {
  const run = await runVensim(
    `a = DELAY MATERIAL(1, IF THEN ELSE(Time = 3, SQRT(-1), 1), 1, 0)

b = DELAY INFORMATION(1, IF THEN ELSE(Time = 3, SQRT(-1), 1), 1)

c = DELAY MATERIAL(1, IF THEN ELSE(Time > 3, 1e300, 1), 1, 0)`,
    { stop: 6 },
  );
  expect(run("a")).toEqual([1, 1, 1, 1, NaN, NaN, NaN]);
  expect(run("b")).toEqual([1, 1, 1, 1, NaN, NaN, NaN]);
  expect(run("c")).toEqual([1, 1, 1, 1, 1, 0, 0]);
});

/**
 * By hand: 4 a step are gathered. 12 are there at step 3: 10 come out at step 5, when 2 + 2 · 4 = 10
 * are there again, which come out at 7; 8 + 4 are there at step 8.
 */
test("batches", async () => {
  const run = await runVensim("b = DELAY BATCH(4, 10, 2, 0, 0, 0)", { stop: 10 });
  expect(run("b")).toEqual([0, 0, 0, 0, 0, 10, 0, 10, 0, 0, 10]);
});

/** The Vensim Help's own call: the first batch comes out at 2, and 20 are there at the start. */
test("a batch that is under way at the start", async () => {
  const run = await runVensim("b = DELAY BATCH(20, 100, 3, 100, 2, 20)", { stop: 12, step: 0.5 });
  const out = run("b").flatMap((value, index) => (value === 0 ? [] : [[index / 2, value]]));
  // 20 + 20 · 4 = 100 are there at time 4.
  expect(out).toEqual([
    [2, 200],
    [7, 200],
    [12, 200],
  ]);
});

test("batches conserve what goes in", async () => {
  const sizes = fc.double({ min: 1, max: 9, noNaN: true });
  await fc.assert(
    fc.asyncProperty(sizes, sizes, sizes, async (input, size, time) => {
      const run = await runVensim(
        `
b = DELAY BATCH(IF THEN ELSE(Time < 5, ${input}, 0), ${size}, ${time}, 3, 2, 1)

total = INTEG(b, 0)
`,
        { stop: 500, step: 0.5 },
      );
      const batches = (run("total")[1000] - 3) / size;
      const left = 1 + 5 * input - batches * size;
      expect(batches).toBeCloseTo(Math.round(batches), 6);
      expect(left).toBeGreaterThanOrEqual(-1e-6);
      expect(left).toBeLessThan(size + 1e-6);
    }),
    { seed: 2, numRuns: 15 },
  );
});
