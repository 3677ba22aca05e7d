import { describe, expect, test } from "vitest";

import type { Method } from "#study/model";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { findings } from "../support/conveyor.js";
import type { ConveyorDraft } from "../support/model.js";

const step = { stop: 5, step: 1 };

/** A queue `Line`, filled by `arriving`, with a conveyor `Desk` behind it and an overflow if asked. */
function desk(
  arriving: readonly string[],
  conveyor: Partial<ConveyorDraft>,
  overflow = false,
): Variables {
  const inflows = arriving.map((_, index) => `arriving${index}`);
  return {
    Line: {
      stock: "0",
      inflows,
      outflows: ["served", ...(overflow ? ["turned away"] : [])],
      queue: true,
    },
    Desk: {
      stock: "0",
      inflows: ["served"],
      outflows: ["leaving"],
      conveyor: { transit: "2", discrete: true, ...conveyor },
    },
    ...Object.fromEntries(inflows.map((name, index) => [name, { flow: arriving[index] }])),
    served: { outOf: "Line" },
    leaving: { exitOf: "Desk" },
    ...(overflow ? { "turned away": { outOf: "Line", overflow: true } } : {}),
  };
}

test("into a stock or out of the model a queue empties itself, what comes in included", async () => {
  const found = await run(
    { stop: 2, step: 0.5 },
    {
      Line: { stock: "4", inflows: ["arriving"], outflows: ["leaving"], queue: true },
      Yard: { stock: "0", inflows: ["leaving"] },
      arriving: { flow: "1 + TIME" },
      leaving: { outOf: "Line" },
    },
  );
  expect(found.line).toEqual([4, 0, 0, 0, 0]);
  expect(found.leaving).toEqual([9, 1.5, 2, 2.5, 3]);
  expect(found.yard).toEqual([0, 4.5, 5.25, 6.25, 7.5]);
});

test("what does not fit waits, and is taken first in, first out", async () => {
  const conveyor = { inflowLimit: "4", oneAtATime: false };
  const found = await run(step, desk(["PULSE(10, 0)"], conveyor));
  expect(found.served).toEqual([4, 4, 2, 0, 0, 0]);
  expect(found.line).toEqual([0, 6, 2, 0, 0, 0]);
  expect(found.leaving).toEqual([0, 0, 4, 4, 2, 0]);
});

test("one at a time: a step takes of the front batch only", async () => {
  const arrivals = ["IF TIME < 3 THEN 3 + TIME ELSE 0"];
  const found = await run({ stop: 7, step: 1 }, desk(arrivals, { arrest: "TIME < 2" }));
  expect(found.line).toEqual([0, 3, 7, 9, 5, 0, 0, 0]);
  expect(found.served).toEqual([0, 0, 3, 4, 5, 0, 0, 0]);
});

test("one at a time: a batch that is split keeps its place at the front", async () => {
  const arrivals = ["IF TIME < 2 THEN 5 ELSE 0"];
  const found = await run({ stop: 6, step: 1 }, desk(arrivals, { inflowLimit: "3" }));
  expect(found.served).toEqual([3, 2, 3, 2, 0, 0, 0]);
});

test("whole batches only, as many as fit", async () => {
  const arrivals = ["IF TIME < 4 THEN 3 ELSE 0"];
  const whole = { batchIntegrity: true, oneAtATime: false, capacity: "7", transit: "1" };
  const found = await run({ stop: 6, step: 1 }, desk(arrivals, { ...whole, arrest: "TIME < 3" }));
  expect(found.served).toEqual([0, 0, 0, 6, 6, 0, 0]);
  expect(found.line).toEqual([0, 3, 6, 9, 6, 0, 0]);
});

test("each inflow makes a batch of its own, the first listed first, and zeros make none", async () => {
  const whole = { batchIntegrity: true, oneAtATime: true };
  const arrivals = ["PULSE(2, 0)", "0 * TIME", "PULSE(5, 0)", "PULSE(1, 0)"];
  const found = await run(step, desk(arrivals, whole));
  expect(found.served).toEqual([2, 5, 1, 0, 0, 0]);
});

test("a whole batch is not kept waiting by a rounding", async () => {
  const whole = { batchIntegrity: true, capacity: "0.3", transit: "1" };
  const found = await run({ stop: 3, step: 0.1 }, desk(["3"], whole));
  // 3 · 0.1 is a little more than 0.3; the next batch fits when the first has left.
  expect(found.served[0]).toBeCloseTo(3, 12);
  expect(found.served[5]).toBe(0);
  expect(found.served[10]).toBeCloseTo(3, 12);
});

test("an overflow carries only what the outflows before it were refused", async () => {
  const arrivals = ["IF TIME = 1 THEN 9 ELSE 2"];
  const found = await run(step, desk(arrivals, { inflowLimit: "4", oneAtATime: false }, true));
  expect(found.served).toEqual([2, 4, 2, 2, 2, 2]);
  expect(found.turned_away).toEqual([0, 5, 0, 0, 0, 0]);
  expect(found.line).toEqual([0, 0, 0, 0, 0, 0]);
});

test("an arrest sends all to the overflow; a batch that waits its turn does not go there", async () => {
  const arrivals = ["PULSE(2, 0)", "PULSE(3, 0)"];
  const found = await run(step, desk(arrivals, { arrest: "TIME = 1" }, true));
  expect(found.served).toEqual([2, 0, 0, 0, 0, 0]);
  expect(found.turned_away).toEqual([0, 3, 0, 0, 0, 0]);
});

test("an outflow that is no overflow takes what those before it leave", async () => {
  const plain = desk(["6"], { inflowLimit: "4", oneAtATime: false }, true);
  const found = await run(step, { ...plain, "turned away": { outOf: "Line" } });
  expect([found.served[1], found.turned_away[1], found.line[1]]).toEqual([4, 2, 0]);
});

test("queues share a conveyor in the order of its inflows", async () => {
  const found = await run(step, {
    First: { stock: "5", outflows: ["a"], queue: true },
    Second: { stock: "9", outflows: ["b"], queue: true },
    Desk: {
      stock: "0",
      inflows: ["b", "a"],
      outflows: ["leaving"],
      conveyor: { transit: "1", discrete: true, inflowLimit: "6", oneAtATime: false },
    },
    a: { outOf: "First" },
    b: { outOf: "Second" },
    leaving: { exitOf: "Desk" },
  });
  expect(found.b).toEqual([6, 3, 0, 0, 0, 0]);
  expect(found.a).toEqual([0, 3, 2, 0, 0, 0]);
});

test("a conveyor may come back to the queue before it", async () => {
  const found = await run(
    { stop: 8, step: 1 },
    {
      ...desk(["PULSE(6, 0)"], { capacity: "4", oneAtATime: false }),
      Line: { stock: "0", inflows: ["arriving0", "leaving"], outflows: ["served"], queue: true },
    },
  );
  for (const [save, line] of found.line.entries()) {
    if (save > 0) expect(line + found.desk[save]).toBe(6);
  }
});

test("more batches than a queue has places for make no number, rather than a wrong one", async () => {
  const found = await run({ stop: 130, step: 1 }, desk(["1"], { arrest: "1" }));
  expect(found.line[128]).toBe(128);
  expect(found.line[129]).toBeNaN();
});

describe.each(["rk2", "rk4"] satisfies Method[])("under %s", (method) => {
  test("nothing is lost between stocks that are integrated, queues and conveyors", async () => {
    const found = await run(
      { stop: 10, step: 0.25, method },
      {
        ...desk(["Source * (1 + SIN(9 * TIME))"], { capacity: "5", inflowLimit: "8" }, true),
        Source: {
          stock: "20",
          inflows: ["leaving", "turned away"],
          outflows: ["arriving0"],
          nonNegative: true,
        },
      },
    );
    for (const [save, source] of found.source.entries()) {
      expect(source + found.line[save] + found.desk[save]).toBeCloseTo(20, 9);
      expect(source).toBeGreaterThanOrEqual(0);
    }
    expect(Math.max(...found.turned_away)).toBeGreaterThan(0);
  });
});

test("what cannot be run is told", () => {
  expect(findings(desk(["1"], { discrete: false }))).toEqual(["queue-conveyor"]);
  // A capacity adds nothing to that: what a queue gives could wait.
  expect(findings(desk(["1"], { discrete: false, capacity: "5" }))).toEqual(["queue-conveyor"]);
  const { Line } = desk(["1"], {});
  const circular = { ...desk(["1"], {}), Line: { ...Object(Line), stock: "served" } };
  expect(findings(circular)).toEqual(["circular-start"]);
  expect(findings({ ...desk(["1"], {}), served: { flow: "1" } })).toEqual(["queue-outflow"]);
  expect(findings({ ...desk(["1"], {}), idle: { outOf: "Line" } })).toEqual(["undriven-flow"]);
});
