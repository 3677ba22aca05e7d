import { expect, test } from "vitest";

import { flipChance } from "#analyse/sensitivity/flips";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { sobolPoints } from "#sample/design/sobol-points";

const arithmetic = createNumberArithmetic();
const points = sobolPoints(1, ["x1", "x2", "x3"], 0, 16384);
const inputs = [...points.columns.values()].map((column) =>
  column.map((u) => normalQuantile(arithmetic, u)),
);
const [x1, x2, x3] = inputs;

test("the chance that knowing a premise would change the choice", () => {
  // 0 against 1 + 2·x1 + x2 + x3/2, standard normal: Φ(−0.5), Φ(−1), Φ(−2).
  const gain = x1.map((x, row) => 1 + 2 * x + x2[row] + 0.5 * x3[row]);
  const found = inputs.map((input) => flipChance(input, [gain.map(() => 0), gain], 128, 7, 0.95));
  for (const [index, expected] of [0.308538, 0.158655, 0.02275].entries()) {
    const { chance, best, flips } = found[index];
    expect(Math.abs((chance.value ?? NaN) - expected)).toBeLessThan(0.02);
    expect(best).toBe(1);
    expect(flips.map(({ option }) => option)).toEqual([0]);
    expect(chance.failed).toBe(7);
  }
  // Only below the switch value −0.5.
  for (const at of found[0].flips[0].at) expect(at).toBeLessThan(-0.3);
});

test("a premise of few values has a slice a value", () => {
  const side = x1.map((x) => Number(x > 0));
  const { chance } = flipChance(side, [side.map(() => 0), side.map((s) => s - 0.4)], 20, 0, 0.95);
  expect(chance.value).toBeCloseTo(0.5, 3);
});
