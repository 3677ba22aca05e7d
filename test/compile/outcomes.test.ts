import { expect, test } from "vitest";

import { createNumberArithmetic } from "#numeric/number-arithmetic";

import type { Method } from "#study/model";

import { modelOf } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { randomModel } from "../support/random-model.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

/** dx/dt = 1, so x = t, and its square as an auxiliary. */
function clock(method: Method) {
  return systemOf(
    modelOf(
      { stop: 4, step: 0.5, method },
      {
        x: { stock: "0", inflows: ["one"] },
        one: { flow: "1" },
        square: { flow: "x * x" },
        y: { stock: "0", inflows: ["square"] },
      },
    ),
  );
}

test("each measure of x = t is what it says", async () => {
  const outcomes = [
    outcomeOf("end", "x", "at", 0, 4),
    outcomeOf("at 2.5", "x", "at", 0, 2.5),
    outcomeOf("change", "x", "change", 1, 3.5),
    outcomeOf("total", "one", "total", 1, 3.5),
    outcomeOf("mean", "one", "mean", 1, 3.5),
    outcomeOf("least", "x", "min", 1, 3),
    outcomeOf("most", "x", "max", 1, 3),
    outcomeOf("above", "x", "first above", 0, 4, 2),
    outcomeOf("below", "x", "first below", 0, 4, 2),
    outcomeOf("never", "x", "first above", 0, 4, 10),
    outcomeOf("above, late", "x", "first above", 3, 4, 2),
  ];
  const { outcomes: found } = await runBlock(clock("euler"), { outcomes }, []);
  expect([...found]).toEqual([4, 2.5, 2.5, 2.5, 1, 1, 3, 2.5, 0, 4.5, 3]);
});

test("the total of a flow is what arrived in its stock, whatever the method", async () => {
  for (const method of ["euler", "rk2", "rk4"] as const) {
    const outcomes = [
      outcomeOf("total", "square", "total", 1, 4),
      outcomeOf("arrived", "y", "change", 1, 4),
    ];
    const { outcomes: found } = await runBlock(clock(method), { outcomes }, []);
    expect(found[0]).toBe(found[1]);
    // Simpson's rule is exact for a square: (64 − 1) / 3.
    if (method === "rk4") expect(found[0]).toBeCloseTo(21, 12);
  }
});

const arithmetic = createNumberArithmetic();

test("probes agree with the interpreter's series on random models", async () => {
  for (let seed = 5001; seed <= 5150; seed++) {
    const { model, parameters, draws } = randomModel(seed, 3);
    const system = systemOf({ ...model, time: { ...model.time, saveEvery: 1 } });
    const { start, step, steps } = system.time;
    const from = start + Math.floor(steps / 3) * step;
    const to = start + steps * step;
    const outcomes = [...system.cellOf.keys()].flatMap((key) => [
      outcomeOf(`${key} end`, key, "at", start, to),
      outcomeOf(`${key} least`, key, "min", from, to),
      outcomeOf(`${key} most`, key, "max", start, to - step),
      outcomeOf(`${key} above`, key, "first above", from, to, 1),
    ]);
    const { outcomes: found } = await runBlock(system, { parameters, outcomes }, draws);
    for (const future of [0, 1, 2]) {
      const set = Object.fromEntries(parameters.map((key, row) => [key, draws[row][future]]));
      const series = interpretAll(system, set, { seed: 0, future });
      const expected = [...system.cellOf.keys()].flatMap((key) => {
        const values = series.get(key) ?? [];
        const late = values.slice(Math.floor(steps / 3));
        const first = late.findIndex((value) => value > 1);
        const time = (index: number) => start + 2 * index * (step / 2);
        return [
          values[steps],
          late.reduce((least, value) => arithmetic.minimum(least, value), Infinity),
          values.slice(0, -1).reduce((most, value) => arithmetic.maximum(most, value), -Infinity),
          first < 0 ? start + (steps + 1) * step : time(first + Math.floor(steps / 3)),
        ];
      });
      expect(outcomes.map((_, row) => found[row * 3 + future])).toEqual(expected);
    }
  }
});
