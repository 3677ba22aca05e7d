import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import { sensitivityDocument } from "#analyse/sensitivity/document";

import { command } from "../support/command.js";

/* Functions and models of the field as studies, through the command line. */

const benchmark = (path: string): string =>
  fileURLToPath(new URL(`../cases/benchmarks/${path}`, import.meta.url));

async function sensitivity(...argv: readonly string[]) {
  const { out, error, status } = await command("sensitivity", ...argv, "--workers", "0", "--json");
  expect([error, status]).toEqual(["", 0]);
  return sensitivityDocument.parse(JSON.parse(out));
}

const valueOf = (estimate: { readonly value: number | null } | undefined) => estimate?.value ?? NaN;

test("Ishigami: the indices that SALib's own code gives on the same design", async () => {
  const { results } = await sensitivity(
    benchmark("ishigami"),
    "--policy",
    "seven",
    "--unscrambled",
    "--base",
    "1024",
    "--second-order",
  );
  const { inputs, pairs } = results[0];
  const first = [0.3329551054, 0.4413139385, 0.0185784379];
  const total = [0.5581790457, 0.443284584, 0.2421493734];
  for (const [index, { measures }] of inputs.entries()) {
    expect(valueOf(measures["first"])).toBeCloseTo(first[index], 9);
    expect(valueOf(measures["total"])).toBeCloseTo(total[index], 9);
  }
  const seconds = pairs.map(({ second }) => valueOf(second));
  expect(pairs.map(({ inputs: pair }) => pair)).toEqual([
    ["x1", "x2"],
    ["x1", "x3"],
    ["x2", "x3"],
  ]);
  for (const [index, value] of [-4.9553e-5, 0.2276071055, 0.0048765516].entries()) {
    expect(seconds[index]).toBeCloseTo(value, 8);
  }
});

test("Ishigami: PAWN and RBD-FAST on the first 4096 Sobol points", async () => {
  const given = [
    "--policy",
    "seven",
    "--sample",
    "sobol",
    "--unscrambled",
    "--base",
    "4096",
    "--resamples",
    "4",
  ];
  const pawn = await sensitivity(benchmark("ishigami"), "--method", "pawn", ...given);
  const medians = pawn.results[0].inputs.map(({ measures }) => valueOf(measures["median"]));
  for (const [index, value] of [0.2419812638, 0.3950091507, 0.0853217761].entries()) {
    expect(medians[index]).toBeCloseTo(value, 9);
  }
  const fast = await sensitivity(benchmark("ishigami"), "--method", "rbd-fast", ...given);
  const firsts = fast.results[0].inputs.map(({ measures }) => valueOf(measures["first"]));
  for (const [index, value] of [0.3102051497, 0.4396942211, -0.004906395].entries()) {
    expect(firsts[index]).toBeCloseTo(value, 9);
  }
});

test("the G function: analytic indices", async () => {
  const { results } = await sensitivity(
    benchmark("g-function"),
    "--policy",
    "one",
    "--base",
    "4096",
    "--resamples",
    "2",
  );
  const first = [0.7161921689, 0.1790480422, 0.0236757742, 0.0071619217];
  const total = [0.7871441267, 0.2421981928, 0.0343169102, 0.0104603871];
  for (const [index, value] of first.entries()) {
    const { measures } = results[0].inputs[index];
    expect(Math.abs(valueOf(measures["first"]) - value)).toBeLessThan(0.02);
    expect(Math.abs(valueOf(measures["total"]) - total[index])).toBeLessThan(0.02);
  }
  for (const { measures } of results[0].inputs.slice(4)) {
    expect(Math.abs(valueOf(measures["total"]) - 1.049491e-4)).toBeLessThan(3e-5);
  }
});

test.each([
  { b: 0.42, q: 2, critical: 0.5445400016 },
  { b: 0.1, q: 2, critical: 0.1010205144 },
  { b: 0.45, q: 4.5, critical: 0.9292090828 },
  { b: 0.25, q: 3, critical: 0.537401577 },
])("the lake tips at $critical for b = $b and q = $q", async ({ b, q, critical }) => {
  const { out } = await command(
    "run",
    benchmark("lake/critical.yaml"),
    "--set",
    `b=${b}`,
    "--set",
    `q=${q}`,
  );
  expect(lastOf(out, "middle")).toBeCloseTo(critical, 9);
});

test.each([
  { policy: "little", pollution: 0.14285713, utility: 0.3469521776, reliability: 1 },
  { policy: "some", pollution: 2.11138217, utility: 0.8673804441, reliability: 0.16 },
  { policy: "much", pollution: 2.28354209, utility: 1.7347608882, reliability: 0.07 },
])("the lake problem: $policy", async ({ policy, pollution, utility, reliability }) => {
  const { out } = await command("run", benchmark("lake"), "--policy", policy);
  expect(lastOf(out, "pollution", 1)).toBeCloseTo(pollution, 8);
  expect(lastOf(out, "utility")).toBeCloseTo(utility, 9);
  expect(lastOf(out, "reliability")).toBeCloseTo(reliability, 10);
});

/** A value in a table of a run, so many rows before its end. */
function lastOf(csv: string, name: string, before = 0): number {
  const lines = csv.trim().split("\n");
  const column = lines[0].split(",").indexOf(name);
  return Number(lines[lines.length - 1 - before].split(",")[column]);
}
