import { expect, test } from "vitest";

import { randomModel } from "../support/random-model.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

const models = 2000;
const futures = 5;
/** Whole steps of each vector, or blocks of so many operations over rows of memory. */
const shapes = [
  { lanes: 2, vectors: 1, blockSize: 0 },
  { lanes: 32, vectors: 1, blockSize: 0, steps: 2 },
  { lanes: 8, vectors: 2, blockSize: 0, steps: 3 },
  { lanes: 4, vectors: 1, blockSize: 1 },
  { lanes: 4, vectors: 2, blockSize: 20 },
  { lanes: 6, vectors: 3, blockSize: 0 },
  { lanes: 32, vectors: 1, blockSize: 14 },
];

// Every variable at every save of every future, compared as bits (NaNs are one value).
test(`the module gives the interpreter's bits on ${models} random models`, async () => {
  const differing: string[] = [];
  let compared = 0;
  let notFinite = 0;
  for (let seed = 1; seed <= models; seed++) {
    const { model, parameters, draws } = randomModel(seed, futures);
    const system = systemOf(model);
    const keys = [...system.cellOf.keys()];
    const request = { parameters, series: keys, shape: shapes[seed % shapes.length] };
    const which = { seed, future: 4294967290 + seed };
    const { series } = await runBlock(system, request, draws, futures, which);
    const saves = series.length / keys.length / futures;
    for (let future = 0; future < futures; future++) {
      const set = Object.fromEntries(parameters.map((key, row) => [key, draws[row][future]]));
      const expected = interpretAll(system, set, { seed, future: which.future + future });
      for (const [index, key] of keys.entries()) {
        for (const [save, value] of (expected.get(key) ?? []).entries()) {
          const got = series[(index * saves + save) * futures + future];
          compared++;
          if (!Number.isFinite(value)) notFinite++;
          if (!Object.is(got, value)) {
            differing.push(`model ${seed}, ${key}, save ${save}: ${value} became ${got}`);
          }
        }
      }
    }
  }
  expect(differing.slice(0, 10)).toEqual([]);
  // The test would be empty if all runs failed, and would miss something if none did.
  expect(compared).toBeGreaterThan(100_000);
  expect(notFinite).toBeGreaterThan(1000);
  expect(notFinite).toBeLessThan(compared / 2);
}, 300_000);
