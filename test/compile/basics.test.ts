import { expect, test } from "vitest";

import { modelOf } from "../support/model.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

test("decay by Euler is the power of 1 − rate·dt, in the interpreter and in the module", async () => {
  const system = systemOf(
    modelOf(
      { stop: 4, step: 1 },
      { Left: { stock: "16", outflows: ["decay"] }, decay: { flow: "Left * rate" }, rate: 0.5 },
    ),
  );
  expect(interpretAll(system).get("left")).toEqual([16, 8, 4, 2, 1]);
  const { series } = await runBlock(system, { series: ["left"] }, []);
  expect([...series]).toEqual([16, 8, 4, 2, 1]);
});

test("decay by RK4 is the fourth-order Taylor polynomial of the exponential", async () => {
  const system = systemOf(
    modelOf(
      { stop: 2, step: 1, method: "rk4" },
      { Left: { stock: "1", outflows: ["decay"] }, decay: { flow: "Left" } },
    ),
  );
  const factor = 1 - 1 + 1 / 2 - 1 / 6 + 1 / 24;
  const { series } = await runBlock(system, { series: ["left"] }, []);
  expect(series[1]).toBeCloseTo(factor, 14);
  expect(series[2]).toBeCloseTo(factor ** 2, 14);
  expect([...series]).toEqual(interpretAll(system).get("left"));
});

test("each future has its own parameters, also where lanes are left over", async () => {
  const system = systemOf(
    modelOf(
      { stop: 2, step: 1 },
      { Left: { stock: "1", inflows: ["in"] }, in: { flow: "rate" }, rate: 1 },
    ),
  );
  const rates = Array.from({ length: 131 }, (_, index) => index / 7);
  const { series } = await runBlock(system, { parameters: ["rate"], series: ["left"] }, [rates]);
  for (const [future, rate] of rates.entries()) {
    expect(series[2 * rates.length + future]).toBe(1 + rate + rate);
  }
});
