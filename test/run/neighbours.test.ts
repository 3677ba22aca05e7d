import { afterAll, expect, test } from "vitest";

import { compile } from "#compile/compile";
import type { CompileRequest } from "#compile/compile";
import type { Program } from "#compile/program";
import { failuresOf } from "#run-block";
import { createKernel } from "#run/kernel";
import { createRunner } from "#run/runner";
import { createNodeHost, instantiate } from "#show/node/host";

import { modelOf } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { systemOf } from "../support/run.js";

/* A future that leaves the finite numbers is told apart, and those beside it do not notice. */

const system = systemOf(
  modelOf(
    { stop: 4, step: 0.5 },
    {
      rate: 0.1,
      ground: 100,
      Pile: { stock: "1", inflows: ["growth"] },
      growth: { flow: "rate * Pile" },
      room: "SQRT(ground - Pile)",
      Worn: { stock: "0", inflows: ["wear"] },
      wear: { flow: "room * EXP(-Pile / 9) + MAX(0, 3 - room) ^ 1.5" },
    },
  ),
);
const parameters = ["rate", "ground"];
const outcomes = [outcomeOf("pile", "Pile", "max", 0, 4), outcomeOf("worn", "Worn", "at", 0, 4)];

type Shape = NonNullable<CompileRequest["shape"]>;

function compiled(shape?: Shape): Program {
  return compile(system, { parameters, outcomes, series: [], ...(shape ? { shape } : {}) });
}

/** By what is wrong with it: a rate, a ground, and where that first shows. */
const failing = [
  { rate: 1e200, ground: 100, cause: '"growth" grows beyond all numbers at time 0.5' },
  { rate: 0.1, ground: 1.07, cause: '"room" is not a number at time 1' },
  { rate: NaN, ground: 100, cause: '"rate" is not a number at time 0' },
] as const;

function blockOf(futures: number, ill: ReadonlyMap<number, (typeof failing)[number]>) {
  const values = new Float64Array(2 * futures);
  for (let future = 0; future < futures; future++) {
    values[future] = ill.get(future)?.rate ?? 0.1 + future / 999;
    values[futures + future] = ill.get(future)?.ground ?? 50 + future;
  }
  return values;
}

function futureOf(found: Float64Array, futures: number, future: number): readonly number[] {
  return outcomes.map((_, row) => found[row * futures + future]);
}

const shapes: readonly Shape[] = [
  { lanes: 2, vectors: 1, blockSize: 0 },
  { lanes: 8, vectors: 4, blockSize: 0 },
  { lanes: 12, vectors: 6, blockSize: 0, steps: 3 },
  { lanes: 4, vectors: 1, blockSize: 1 },
  { lanes: 8, vectors: 2, blockSize: 3 },
  { lanes: 16, vectors: 1, blockSize: 200 },
];

test.each(shapes)("at every lane, in the shape %o", async (shape) => {
  const kernel = await createKernel(compiled(shape), { instantiate });
  // A pass and a half, so that there is a lane that nothing is in.
  const futures = shape.lanes + shape.lanes / 2 + 1;
  const run = (values: Float64Array) => kernel.run({ futures, parameters: values }).outcomes;
  const well = run(blockOf(futures, new Map()));
  expect(well.every(Number.isFinite)).toBe(true);
  for (let lane = 0; lane < futures; lane++) {
    for (const each of failing) {
      const found = run(blockOf(futures, new Map([[lane, each]])));
      expect(futureOf(found, futures, lane).every(Number.isFinite)).toBe(false);
      for (let other = 0; other < futures; other++) {
        if (other === lane) continue;
        expect(futureOf(found, futures, other)).toEqual(futureOf(well, futures, other));
      }
    }
  }
});

const host = createNodeHost(import.meta.dirname);
const runners = await Promise.all([0, 1, 2].map((workers) => createRunner(host, workers)));
afterAll(() => Promise.all(runners.map((runner) => runner.stop())));

test("on workers, at the edges of what they are handed, with the variable and the time", async () => {
  const futures = 1500;
  const edges = [0, 127, 128, 511, 512, 1023, 1024, 1499];
  const program = compiled();
  const well = await runners[0].run(program, { futures, parameters: blockOf(futures, new Map()) });
  for (const [which, each] of failing.entries()) {
    const values = blockOf(futures, new Map(edges.map((edge) => [edge, each])));
    for (const runner of runners) {
      const found = await runner.run(program, { futures, parameters: values.slice() });
      const failures = failuresOf({ system, program }, found, values, { seed: 0, future: 0 });
      expect(failures.map(({ row }) => row)).toEqual(edges);
      // Of the first three the run is replayed.
      for (const { cause } of failures.slice(0, 3)) expect(cause).toBe(failing[which].cause);
      for (let future = 0; future < futures; future++) {
        if (edges.includes(future)) continue;
        const among = futureOf(found.outcomes, futures, future);
        expect(among).toEqual(futureOf(well.outcomes, futures, future));
      }
    }
  }
});
