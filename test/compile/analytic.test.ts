import { describe, expect, test } from "vitest";

import type { Method } from "#study/model";

import { modelOf } from "../support/model.js";
import type { Draft } from "../support/model.js";
import { runBlock, systemOf } from "../support/run.js";

interface AnalyticCase {
  readonly name: string;
  readonly stop: number;
  readonly variables: Readonly<Record<string, Draft>>;
  readonly variable: string;
  readonly exact: number;
}

/** The complete elliptic integral of the first kind by the arithmetic-geometric mean (Gauss). */
function ellipticK(modulus: number): number {
  let [a, b] = [1, Math.sqrt(1 - modulus * modulus)];
  for (let round = 0; round < 20; round++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return Math.PI / (2 * a);
}

const decays = [0.2, 0.5, 1, 2].map((rate): AnalyticCase => ({
  name: `decay at rate ${rate}`,
  stop: 2,
  variables: { x: { stock: "1", outflows: ["out"] }, out: { flow: `x * ${rate}` } },
  variable: "x",
  exact: Math.exp(-2 * rate),
}));

const oscillators = [1, 2, 3].map((frequency): AnalyticCase => ({
  name: `harmonic oscillator of frequency ${frequency}`,
  stop: 2,
  variables: {
    x: { stock: "1", inflows: ["dx"] },
    v: { stock: "0", inflows: ["dv"] },
    dx: { flow: "v" },
    dv: { flow: `-${frequency * frequency} * x` },
  },
  variable: "x",
  exact: Math.cos(2 * frequency),
}));

const logistics = [0.05, 0.2, 0.5].map((start): AnalyticCase => ({
  name: `logistic growth from ${start}`,
  stop: 4,
  variables: {
    x: { stock: String(start), inflows: ["growth"] },
    growth: { flow: "x * (1 - x)" },
  },
  variable: "x",
  exact: 1 / (1 + (1 / start - 1) * Math.exp(-4)),
}));

/** −ln x − ln y + x + y is kept by Lotka and Volterra's equations with all rates 1. */
const lotkaVolterra = [1.2, 1.5, 2].map((start): AnalyticCase => ({
  name: `Lotka–Volterra invariant from ${start}`,
  stop: 1,
  variables: {
    x: { stock: String(start), inflows: ["dx"] },
    y: { stock: "1", inflows: ["dy"] },
    dx: { flow: "x - x * y" },
    dy: { flow: "x * y - y" },
    invariant: "x + y - LN(x) - LN(y)",
  },
  variable: "invariant",
  exact: start + 1 - Math.log(start),
}));

/** After a quarter of its period 4·K(sin(θ₀/2)) a pendulum hangs straight. */
const pendulums = [0.5, 1, 2].map((angle): AnalyticCase => ({
  name: `pendulum let go at ${angle}`,
  stop: ellipticK(Math.sin(angle / 2)),
  variables: {
    angle: { stock: String(angle), inflows: ["turning"] },
    speed: { stock: "0", inflows: ["force"] },
    turning: { flow: "speed" },
    force: { flow: "-SIN(angle)" },
  },
  variable: "angle",
  exact: 0,
}));

const driven: AnalyticCase = {
  name: "a rate that depends on time, dx/dt = cos t",
  stop: 2,
  variables: { x: { stock: "0", inflows: ["rate"] }, rate: { flow: "COS(TIME)" } },
  variable: "x",
  exact: Math.sin(2),
};

const cases = [...decays, ...oscillators, ...logistics, ...lotkaVolterra, ...pendulums, driven];

const orders: readonly [Method, number, number][] = [
  ["euler", 1, 256],
  ["rk2", 2, 64],
  ["rk4", 4, 16],
];

async function errorWith(one: AnalyticCase, method: Method, steps: number): Promise<number> {
  const step = one.stop / steps;
  const model = modelOf({ stop: one.stop, step, method }, one.variables);
  const time = { ...model.time, steps, saveEvery: steps };
  const system = systemOf({ ...model, time });
  const { series } = await runBlock(system, { series: [one.variable] }, []);
  return Math.abs(series[1] - one.exact);
}

// Halving the step divides the error by 2 to the order of the method.
for (const [method, order, steps] of orders) {
  describe(`${method} converges with order ${order}`, () => {
    test.each(cases)("$name", async (one) => {
      const coarse = await errorWith(one, method, steps);
      const fine = await errorWith(one, method, 2 * steps);
      expect(fine).toBeLessThan(coarse);
      expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.35);
      expect(Math.log2(coarse / fine)).toBeLessThan(order + 1.4);
    });
  });
}
