import { expect, test } from "vitest";

import { compile } from "#compile/compile";
import { createKernel } from "#run/kernel";
import { instantiate } from "#show/node/host";

import { modelOf } from "../support/model.js";
import type { Draft } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { interpretAll, systemOf } from "../support/run.js";

/** Chains of stocks, each with auxiliaries that read the one before it. */
function chain(variables: number): Record<string, Draft> {
  const drafts: Record<string, Draft> = { pace: 0.5, a0: "pace" };
  for (let index = 1; index <= variables / 4; index++) {
    drafts[`a${index}`] = `pace * S${index} / (1 + a${index - 1}) + ${index % 7} / 10`;
    drafts[`b${index}`] = `MIN(a${index}, 3) * (1 - S${index} / 9)`;
    drafts[`S${index}`] = { stock: String(index % 5), inflows: [`f${index}`] };
    drafts[`f${index}`] = { flow: `b${index} - a${index} * 0.1` };
  }
  return drafts;
}

test("a model of 10,000 variables compiles, runs, and has the interpreter's bits", async () => {
  const count = 10_000;
  const system = systemOf(modelOf({ stop: 2, step: 0.5, method: "rk4" }, chain(count)));
  const last = count / 4;
  const outcomes = [
    outcomeOf("last", `S${last}`, "at", 0, 2),
    outcomeOf("rate", `b${last}`, "max", 0, 2),
  ];
  const program = compile(system, { parameters: ["pace"], outcomes, series: [] });
  const kernel = await createKernel(program, { instantiate });
  const found = kernel.run({ futures: 3, parameters: Float64Array.of(0.4, 0.5, NaN) }).outcomes;
  const series = interpretAll(system, { pace: 0.4 });
  expect(found[0]).toBe(series.get(`s${last}`)?.at(-1));
  expect(found[1]).not.toBe(found[0]);
  expect(found[2]).toBeNaN();
});
