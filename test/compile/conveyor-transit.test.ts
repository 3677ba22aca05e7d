import { expect, test } from "vitest";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { belt, expectNothingLost, findings } from "../support/conveyor.js";
import { modelOf } from "../support/model.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

test("a batch keeps the transit time with which it entered", async () => {
  const variables = belt("0", "STEP(1, 0) + TIME * 10", { transit: "3 - STEP(2, 2)" });
  const found = await run({ stop: 6, step: 1 }, variables);
  // What enters at 0 and 1 stays three steps, what enters from 2 on one step.
  expect(found.entering).toEqual([1, 11, 21, 31, 41, 51, 61]);
  expect(found.leaving).toEqual([0, 0, 0, 1 + 21, 11 + 31, 41, 51]);
  expectNothingLost(found, 1, ["leaving"]);
});

test("a transit time that grows: nothing leaves while the new length fills", async () => {
  const found = await run({ stop: 7, step: 1 }, belt("0", "1", { transit: "2 + STEP(2, 3)" }));
  expect(found.leaving).toEqual([0, 0, 1, 1, 1, 0, 0, 1]);
  expectNothingLost(found, 1, ["leaving"]);
});

test("with sample the transit time is read anew only then", async () => {
  const conveyor = { transit: "MIN(1 + TIME, 5)", sample: "TIME = 3" };
  const found = await run({ stop: 8, step: 1 }, belt("0", "PULSE(1, 2) + PULSE(1, 3)", conveyor));
  // At 2 it is still 1, as at the start; at 3 it is read as 4.
  expect(found.leaving).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0]);
});

test("leakage with a transit time that varies goes by the batch", async () => {
  const conveyor = { transit: "4 - STEP(2, 1)" };
  const variables = belt("0", "PULSE(8, 0) + PULSE(8, 1)", conveyor, { lost: { fraction: "0.5" } });
  const found = await run({ stop: 5, step: 1 }, variables);
  // The first batch leaks 1 in each of four steps, the second 2 in each of two.
  expect(found.lost).toEqual([0, 1, 3, 3, 1, 0]);
  expect(found.leaving).toEqual([0, 0, 0, 4, 4, 0]);
});

test("how long the transit time can become must be known", async () => {
  const ranged = (transit: string, more: Variables = {}): Variables => ({
    ...belt("0", "1", { transit }),
    Level: { stock: "1", inflows: ["rise"] },
    rise: { flow: "1" },
    curve: {
      input: "Level",
      points: [
        [0, 1],
        [9, 2],
      ],
    },
    ...more,
  });
  expect(findings(ranged("Level"))).toEqual(["conveyor-length"]);
  expect(findings(ranged("1 + 2 * Level ^ 2"))).toEqual(["conveyor-length"]);
  expect(findings(ranged("MIN(Level, 3)"))).toEqual([]);
  expect(findings(ranged("curve * 2"))).toEqual([]);
  expect(findings(ranged("IF TIME > 2 THEN 3 ELSE 1"))).toEqual([]);
  expect(findings(ranged("TIME"))).toEqual([]);
  expect(findings(ranged("0 - 1"))).toEqual([]);
  expect(findings(ranged("MIN(Level, 9999)"))).toEqual(["conveyor-length"]);
});

test("a stated range bounds the transit time, and what goes beyond it is no number", async () => {
  const model = modelOf(
    { stop: 4, step: 1 },
    {
      ...belt("0", "1", { transit: "time on it" }),
      Level: { stock: "1", inflows: ["rise"] },
      rise: { flow: "1" },
      "time on it": "Level",
    },
  );
  const ranged = model.variables.get("time_on_it");
  if (ranged === undefined) throw new Error("no such variable");
  const variables = new Map(model.variables).set("time_on_it", { ...ranged, range: [1, 3] });
  const system = systemOf({ ...model, variables });
  const found = interpretAll(system).get("belt");
  // What enters at 0, 1 and 2 stays 1, 2 and 3 steps; at 3 it would be 4.
  expect(found?.slice(0, 4)).toEqual([0, 1, 1, 2]);
  expect(found?.[4]).toBeNaN();
});

test("a transit time below zero gives no numbers", async () => {
  const found = await run({ stop: 1, step: 1 }, belt("4", "1", { transit: "0 - 1" }));
  expect(found.leaving[0]).toBeNaN();
});

test("the transit time of a plain conveyor may differ between futures", async () => {
  const system = systemOf(
    modelOf({ stop: 4, step: 1 }, { ...belt("6", "TIME", { transit: "lag" }), lag: 2 }),
  );
  const request = { parameters: ["lag"], series: ["leaving"] };
  const { series } = await runBlock(system, request, [[2, 3]]);
  expect([...series]).toEqual([3, 2, 3, 2, 0, 2, 1, 0, 2, 1]);
});

test("the length of a leaking conveyor shapes the model: it cannot be a premise", async () => {
  const variables = belt("0", "1", { transit: "lag" }, { lost: { fraction: "share" } });
  const system = systemOf(modelOf({ stop: 4, step: 1 }, { ...variables, lag: 2, share: 0.5 }));
  const block = await runBlock(system, { parameters: ["share"], series: ["leaving"] }, [[0, 1]]);
  expect([...block.series.subarray(4)]).toEqual([1, 0, 1, 0, 1, 0]);
  await expect(runBlock(system, { parameters: ["lag"] }, [[2]])).rejects.toThrow(/"lag"/);
});
