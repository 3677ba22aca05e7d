import { expect, test } from "vitest";

import { simulate } from "#parley";
import type { Settings } from "#parley";
import { readVensim } from "#read/vensim/read-vensim";
import { instantiate } from "#show/node/host";
import { SourceText } from "#study/place";

/** A run whose end varies ends when Time reaches FINAL TIME (Vensim Help, "Simulation Control Parameters"). */
async function timesOf(equations: string, values: Settings["values"] = new Map()) {
  const text = `{UTF-8}\n${equations}\nINITIAL TIME = 0 ~~|\nTIME STEP = 0.5 ~~|\nSAVEPER = 1 ~~|`;
  const { value, diagnostics } = await readVensim(new SourceText("test.mdl", text));
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const table = await simulate(value, { values, paths: new Map() }, { instantiate });
  return { times: [...(table.columns.get("time") ?? [])], diagnostics, model: value };
}

test("FINAL TIME may come nearer during a run", async () => {
  const { times, model } = await timesOf("FINAL TIME = 10 - STEP(6.5, 2) ~~|");
  // At 3.5 the run is over; 3 is the last whole month before.
  expect(times).toEqual([0, 1, 2, 3]);
  expect(model.time.stop).toBe(10);
});

test("FINAL TIME may move away during a run", async () => {
  const { times } = await timesOf("FINAL TIME = 3 + STEP(4, 2) ~~|");
  expect(times).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("FINAL TIME may depend on a stock and on a constant that is set", async () => {
  const equations = `goal = 3 ~~|
level = INTEG(1, 0) ~~|
FINAL TIME = IF THEN ELSE(level >= goal, Time, 100) ~~|`;
  expect((await timesOf(equations)).times).toEqual([0, 1, 2, 3]);
  const { times, diagnostics } = await timesOf(equations, new Map([["goal", 5]]));
  expect(times).toEqual([0, 1, 2, 3, 4, 5]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "FINAL TIME varies during the run: parley run ends where Time reaches it; the futures of a study all end at its value at the start, 100.",
  ]);
});

test("what is frozen at the start does not vary", async () => {
  const { times, diagnostics } = await timesOf("FINAL TIME = INITIAL(Time + 2) ~~|");
  expect(times).toEqual([0, 1, 2]);
  expect(diagnostics).toEqual([]);
});

test("a FINAL TIME that runs away is an error", async () => {
  await expect(timesOf("FINAL TIME = Time + 1 ~~|")).rejects.toThrow("the run has no end");
});
