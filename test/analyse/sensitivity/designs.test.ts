import { expect, test } from "vitest";

import { morrisEffects } from "#analyse/sensitivity/morris-effects";
import { sobolIndices } from "#analyse/sensitivity/sobol-indices";
import { defaultResampling } from "#analyse/bootstrap";
import type { Table } from "#numeric/table";
import { fullFactorial, levelsOf } from "#sample/design/full-factorial";
import { morrisDesign, morrisStep } from "#sample/design/morris";
import { mostSaltelliInputs, saltelliDesign, saltelliRows } from "#sample/design/saltelli";

import { gFunction, ishigami } from "../../support/test-functions.js";

const keys = ["x1", "x2", "x3"];
const values = (estimates: readonly { readonly value: number | null }[]): readonly number[] =>
  estimates.map(({ value }) => value ?? NaN);

function close(found: readonly number[], expected: readonly number[], digits: number): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, digits);
}

// SALib's unmodified estimators on its unscrambled design.
test.each([
  {
    base: 1024,
    first: [0.3329551054, 0.4413139385, 0.0185784379],
    total: [0.5581790457, 0.443284584, 0.2421493734],
    second: [-4.9553e-5, 0.2276071055, 0.0048765516],
  },
  {
    base: 8192,
    first: [0.3148186342, 0.4424174367, 0.0007583597],
    total: [0.5586456439, 0.4424187605, 0.2434489673],
    second: [2.4686e-5, 0.2427253671, -2.8e-6],
  },
])("Sobol indices of Ishigami, $base unscrambled base points", ({ base, first, total, second }) => {
  const outcomes = ishigami(saltelliDesign(null, keys, base, true));
  const found = sobolIndices(outcomes, 3, true, { ...defaultResampling, resamples: 4 });
  close(values(found.first), first, 9);
  close(values(found.total), total, 9);
  close(values(found.second.map(({ share }) => share)), second, 8);
  expect(found.second.map(({ inputs }) => inputs)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

test("scrambled designs reach the analytic indices within their intervals", () => {
  // Analytic: V = a²/8 + bπ⁴/5 + b²π⁸/18 + ½ (Ishigami and Homma 1990).
  const analytic = [0.3139051911, 0.4424111448, 0];
  const totals = [0.5575888552, 0.4424111448, 0.2436836641];
  const outcomes = ishigami(saltelliDesign(11, keys, 4096, false));
  const found = sobolIndices(outcomes, 3, false, defaultResampling);
  for (const [index, expected] of analytic.entries()) {
    const { value, low, high } = found.first[index];
    expect(Math.abs((value ?? NaN) - expected)).toBeLessThan(0.02);
    expect(low ?? NaN).toBeLessThan(expected);
    expect(high ?? NaN).toBeGreaterThan(expected);
    expect(Math.abs((found.total[index].value ?? NaN) - totals[index])).toBeLessThan(0.02);
  }
  expect(found.second).toEqual([]);
});

test("the G function", () => {
  const a = [0, 1, 4.5, 9, 99, 99, 99, 99];
  const names = a.map((_, index) => `x${index}`);
  const outcomes = gFunction(saltelliDesign(null, names, 16384, false), a);
  const found = sobolIndices(outcomes, 8, false, { ...defaultResampling, resamples: 2 });
  const first = [0.7161921689, 0.1790480422, 0.0236757742, 0.0071619217];
  const total = [0.7871441267, 0.2421981928, 0.0343169102, 0.0104603871];
  close(values(found.first).slice(0, 4), first, 2);
  close(values(found.total).slice(0, 4), total, 2);
  for (const value of values(found.first).slice(4))
    expect(Math.abs(value - 7.16192e-5)).toBeLessThan(5e-4);
  for (const value of values(found.total).slice(4))
    expect(Math.abs(value - 1.049491e-4)).toBeLessThan(2e-5);
});

test("an outcome that does not vary has indices of exactly 0", () => {
  const outcomes = saltelliDesign(1, keys, 64, true)
    .columns.get("x1")!
    .map(() => 0.1);
  const { first, total, second } = sobolIndices(outcomes, 3, true, defaultResampling);
  for (const { value, low, high } of [...first, ...total, ...second.map(({ share }) => share)]) {
    expect([value, low, high]).toEqual([0, 0, 0]);
  }
});

test("a failed row takes its base point with it, and is said", () => {
  const outcomes = ishigami(saltelliDesign(null, keys, 1024, true));
  const whole = sobolIndices(outcomes.slice(0, 1023 * 8), 3, true, defaultResampling);
  outcomes[1023 * 8 + 4] = NaN;
  const found = sobolIndices(outcomes, 3, true, defaultResampling);
  expect(found.first[0]).toEqual({ ...whole.first[0], n: 1023, failed: 1 });
  expect(() => sobolIndices(outcomes.slice(1), 3, true, defaultResampling)).toThrow(
    /8 rows a base/u,
  );
});

test("the rows of a Saltelli design", () => {
  const { columns } = saltelliDesign(null, ["p", "q"], 2, true);
  // Second point: A = (.5, .5), B = (.5, .5); so look at the third, A = (.75, .25), B = (.25, .25).
  const third = saltelliDesign(null, ["p", "q"], 3, true);
  const row = (index: number) => [...third.columns.values()].map((values) => values[12 + index]);
  expect([0, 1, 2, 3, 4, 5].map(row)).toEqual([
    [0.75, 0.25],
    [0.25, 0.25],
    [0.75, 0.25],
    [0.75, 0.25],
    [0.25, 0.25],
    [0.25, 0.25],
  ]);
  expect([...columns.keys()]).toEqual(["p", "q"]);
  expect(third.rows).toBe(3 * saltelliRows(2, true));
  const tooMany = Array.from({ length: mostSaltelliInputs + 1 }, (_, index) => `x${index}`);
  expect(() => saltelliDesign(null, tooMany, 2, false)).toThrow(/481 dimensions/u);
  expect(saltelliDesign(null, tooMany.slice(1), 2, false).rows).toBe(2 * 242);
});

test("a full factorial design", () => {
  const levels = new Map([
    ["a", levelsOf({ kind: "uniform", low: 0, high: 1 }, 3)],
    [
      "b",
      levelsOf(
        { kind: "choices", values: [5, 2, 9], labels: ["x", "y", "z"], weights: [1, 1, 0] },
        3,
      ),
    ],
    ["c", levelsOf({ kind: "integers", low: 1, high: 2 }, 3)],
  ]);
  const { rows, columns } = fullFactorial(levels);
  expect(rows).toBe(12);
  expect([...columns.get("a")!]).toEqual([0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1]);
  expect([...columns.get("b")!].slice(0, 5)).toEqual([2, 2, 5, 5, 2]);
  expect([...columns.get("c")!].slice(0, 5)).toEqual([1, 2, 1, 2, 1]);
  const open = levelsOf(
    { kind: "normal", mean: 0, deviation: 1, low: -Infinity, high: Infinity },
    3,
  );
  expect(open.every(Number.isFinite)).toBe(true);
  expect(open[1]).toBeCloseTo(0, 12);
  expect(() => fullFactorial(new Map([["a", [1, 2, 3]]]), 2)).toThrow(/more than 2/u);
});

test("Morris: a linear function has its coefficients as effects, without spread", () => {
  const names = ["a", "b", "c", "d", "e"];
  const unit = morrisDesign(2, names, 12);
  const outcomes = new Float64Array(unit.rows);
  for (const [index, column] of [...unit.columns.values()].entries()) {
    for (let row = 0; row < unit.rows; row++) outcomes[row] += (5 - index) * column[row];
  }
  for (const [index, effects] of morrisEffects(unit, outcomes, defaultResampling).entries()) {
    expect(effects.size.value).toBeCloseTo(5 - index, 12);
    expect(effects.direction.value).toBeCloseTo(5 - index, 12);
    expect(effects.spread.value).toBeCloseTo(0, 12);
    expect(effects.size.n).toBe(12);
  }
});

test("Morris: Ishigami over every step of the grid of four levels", () => {
  const found = keys.map((key, input) => {
    const unit = everyStep(key);
    const effects = morrisEffects(unit, ishigami(unit), { ...defaultResampling, resamples: 2 })[
      input
    ];
    // The closed form is of the whole population, n below.
    const n = effects.spread.n;
    return {
      size: effects.size.value,
      direction: effects.direction.value,
      spread: (effects.spread.value ?? NaN) * Math.sqrt((n - 1) / n),
    };
  });
  close(
    found.map(({ size }) => size ?? NaN),
    [7.704054, 7.875, 6.248796],
    6,
  );
  close(
    found.map(({ direction }) => direction ?? NaN),
    [7.704054, 0, 0],
    6,
  );
  close(
    found.map(({ spread }) => spread),
    [6.248796, 7.875, 8.837132],
    6,
  );
});

/** A trajectory of two equal points, then the step in `moved`, from every place of the grid. */
function everyStep(moved: string): Table {
  const levels = [0, 1 / 3, 2 / 3, 1];
  const low = levels.slice(0, 2);
  const places = fullFactorial(new Map(keys.map((key) => [key, key === moved ? low : levels])));
  const columns = new Map<string, Float64Array>();
  for (const key of keys) {
    const column = places.columns.get(key) as Float64Array;
    const step = key === moved ? morrisStep(4) : 0;
    columns.set(key, Float64Array.from([...column].flatMap((u) => [u, u, u, u + step])));
  }
  return { rows: 4 * places.rows, columns };
}

test("a Morris design moves every coordinate once on each trajectory, and stays inside", () => {
  const unit = morrisDesign(5, keys, 40, 6);
  for (const column of unit.columns.values()) {
    for (const u of column) expect(u >= 0 && u <= 1).toBe(true);
    for (let trajectory = 0; trajectory < 40; trajectory++) {
      const points = Array.from(column.slice(4 * trajectory, 4 * trajectory + 4));
      const steps = points.slice(1).map((u, index) => Math.abs(u - points[index]));
      expect(steps.filter((step) => step > 0)).toHaveLength(1);
      expect(Math.max(...steps)).toBeCloseTo(morrisStep(6), 12);
    }
  }
  // Trajectories begin anywhere on the grid.
  const starts = Array.from(unit.columns.get("x1")!).filter((_, row) => row % 4 === 0);
  expect(new Set(starts.map((u) => Math.round(5 * u))).size).toBe(6);
  expect(() => morrisDesign(1, keys, 2, 5)).toThrow(/even number of levels/u);
});
