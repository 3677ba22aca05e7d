import { expect, test } from "vitest";

import { compile } from "#compile/compile";
import { readModel } from "#read/native/model";
import { createKernel } from "#run/kernel";
import { instantiate } from "#show/node/host";
import { SourceText } from "#study/place";

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

/** Five arrays over the same places, and sums over all of them. */
function arrays(places: number): string {
  return `name: places
time: { start: 0, stop: 2, step: 1, unit: day }
dimensions:
  place: { size: ${places} }
variables:
  rate: { constant: 0.1, range: [0, 1] }
  weight: { of: place, aux: 1 + place / ${places} }
  stock: { of: place, stock: place, inflows: [growth], outflows: [loss] }
  growth: { of: place, flow: "rate * weight[place] * stock[place]" }
  loss: { of: place, flow: "stock[place] * part[place]" }
  part: { of: place, aux: "stock[place] / total" }
  total: { aux: "SUM(stock[*])" }
  most: { aux: "MAX(part[*])" }
`;
}

test("arrays of 100,000 cells compile, run, and have the interpreter's bits", async () => {
  const { value: model } = await readModel(new SourceText("places.yaml", arrays(20_000)));
  if (model === undefined) throw new Error("not read");
  const system = systemOf(model);
  expect(system.cells.length).toBe(100_003);
  const outcomes = [
    outcomeOf("total", "total", "at", 0, 2),
    outcomeOf("most", "most", "max", 0, 2),
    outcomeOf("last", "stock", "at", 0, 2),
  ].map((outcome) => ({
    ...outcome,
    variable: outcome.key === "last" ? "stock[20000]" : outcome.variable,
  }));
  const program = compile(system, { parameters: ["rate"], outcomes, series: [] });
  const kernel = await createKernel(program, { instantiate });
  const found = kernel.run({ futures: 2, parameters: Float64Array.of(0.4, NaN) }).outcomes;
  const series = interpretAll(system, { rate: 0.4 });
  expect(found[0]).toBe(series.get("total")?.at(-1));
  expect(found[2]).toBe(Math.max(...(series.get("most") ?? [])));
  expect(found[4]).toBe(series.get("stock[20000]")?.at(-1));
  expect(found[1]).toBeNaN();
});
