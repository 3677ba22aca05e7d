import { expect, test } from "vitest";

import { moduleText } from "#compile/5-emit/wat";
import { compile } from "#compile/compile";
import { describe } from "#compile/describe";

import { modelOf } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { systemOf } from "../support/run.js";

const system = systemOf(
  modelOf(
    { stop: 4, step: 0.5, method: "rk4" },
    {
      pace: 2,
      fixed: "3 * 4",
      twice: "pace * 2",
      Water: { stock: "twice", outflows: ["drain"] },
      drain: { flow: "Water / pace" },
      shown: "IF Water > 1 THEN drain ELSE 0",
      unused: "Water ^ 2",
    },
  ),
);
const request = {
  parameters: ["pace"],
  outcomes: [outcomeOf("shown", "shown", "at", 0, 4)],
  series: [],
};

test("the schedule tells when each variable is computed, and by what", () => {
  expect(describe(system, request)).toBe(`rk4, 8 steps of 0.5, 4 evaluations of the rates a step
32 futures a pass, 2 at a time through a whole step

once a run:
  pace: each future has its own

at each evaluation of the rates:
  drain = Water · (1 / pace)

after the last step, where something is read off:
  shown = if (1 < Water) then drain else 0

moved at the end of a step:
  Water by dt · (−drain), at first twice
`);
});

test("the text of a module has its instructions, its parts, and nothing that the emitter lacks", () => {
  const { bytes } = compile(system, request);
  const text = moduleText(bytes);
  expect(text).toMatch(/^\(module\n {2}\(import "parley" "memory" \(memory 1\)\)/u);
  expect(text).toContain("f64x2.div");
  // Passes, the start, steps and in them lanes, the end; what is made once and at the end is a loop too.
  expect(text.match(/\bloop\b/gu)).toHaveLength(7);
  // Every block is closed: the text ends where it began.
  expect(text.match(/^ {2}\)$/gmu)).toHaveLength(text.match(/^ {2}\(func/gmu)?.length ?? 0);
  const inBlocks = compile(system, { ...request, shape: { lanes: 4, vectors: 1, blockSize: 1 } });
  expect(moduleText(inBlocks.bytes)).toMatch(/\(func 1 \(param( i32){13}\)/u);
});
