import { expect, test } from "vitest";

import { flipChanceInHalves } from "#analyse/flip-chance";
import { PartialValue } from "#analyse/partial-value";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { uniform } from "#numeric/philox";
import { sobolPoints } from "#sample/design/sobol-points";

const resampling = { resamples: 60, seed: 1, level: 0.95 };
const arithmetic = createNumberArithmetic();
const points = sobolPoints(1, ["x1", "x2", "x3"], 0, 16384);
const inputs = [...points.columns.values()].map((column) =>
  column.map((u) => normalQuantile(arithmetic, u)),
);
const [x1, x2, x3] = inputs;

test("the chance that knowing a premise would change the choice", () => {
  // 0 against 1 + 2·x1 + x2 + x3/2, standard normal: Φ(−0.5), Φ(−1), Φ(−2).
  const gain = x1.map((x, row) => 1 + 2 * x + x2[row] + 0.5 * x3[row]);
  const value = new PartialValue([gain.map(() => 0), gain]);
  expect(value.best).toBe(1);
  const found = inputs.map((input) => flipChanceInHalves(input, value, 7, resampling));
  for (const [index, expected] of [0.308538, 0.158655, 0.02275].entries()) {
    const { chance } = found[index];
    expect(Math.abs((chance.value ?? NaN) - expected)).toBeLessThan(0.01);
    expect(chance.low).toBeLessThan(expected);
    expect(chance.high).toBeGreaterThan(expected);
    expect(chance.failed).toBe(7);
  }
  // Only below the switch value −0.5.
  const flipped = x1.filter((_, row) => found[0].choices[row] === 0);
  expect(Math.max(...flipped)).toBeCloseTo(-0.5, 1);
});

test("of a premise of few values each has a mean of its own", () => {
  const side = x1.map((x) => Number(x > 0));
  const value = new PartialValue([side.map(() => 0), side.map((s) => s - 0.4)]);
  const { chance } = flipChanceInHalves(side, value, 0, resampling);
  expect(chance.value).toBeCloseTo(0.5, 3);
});

test.each([
  ["that matters much", 0],
  ["that hardly matters, so that the regression is in doubt", 2],
] as const)("the interval of a premise %s is as wide as the chance varies", (_, which) => {
  // The same gain in sixteen samples of a thousand rows: their spread against the one expected.
  const rows = 1000;
  const found = Array.from({ length: 16 }, (_, sample) => {
    const drawn = (stream: number): Float64Array =>
      Float64Array.from({ length: rows }, (_, row) =>
        normalQuantile(arithmetic, uniform(sample, row, stream, 0)),
      );
    const drawnOf = [drawn(1), drawn(2), drawn(3)];
    const [a, b, c] = drawnOf;
    const gain = a.map((x, row) => 1 + 2 * x + b[row] + 0.5 * c[row]);
    const value = new PartialValue([gain.map(() => 0), gain]);
    return flipChanceInHalves(drawnOf[which], value, 0, resampling).chance;
  });
  expect(found[0].n).toBe(rows);
  const values = found.map(({ value }) => value ?? NaN);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  );
  const widths = found.map(({ low, high }) => ((high ?? 0) - (low ?? 0)) / (2 * 1.96));
  const expected = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  expect(expected / spread).toBeGreaterThan(0.5);
  expect(expected / spread).toBeLessThan(2);
});
