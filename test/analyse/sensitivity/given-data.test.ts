import { expect, test } from "vitest";

import { defaultResampling } from "#analyse/bootstrap";
import { pawn } from "#analyse/sensitivity/pawn";
import { rbdFast } from "#analyse/sensitivity/rbd-fast";
import { groupDistance, regionalSensitivity } from "#analyse/sensitivity/regional";
import { latinHypercube } from "#sample/design/latin-hypercube";
import { sobolPoints } from "#sample/design/sobol-points";

import { ishigami, wave } from "../../support/test-functions.js";

// SALib's unmodified code on Ishigami at the first 4096 unscrambled points.
const points = sobolPoints(null, ["x1", "x2", "x3"], 0, 4096);
const outcome = ishigami(points);
const inputs = [...points.columns.values()];
const few = { ...defaultResampling, resamples: 10 };

test("PAWN", () => {
  const found = inputs.map((input) => pawn(input, outcome, 10, 0, few));
  const expected = [
    { median: 0.2419812638, maximum: 0.2968559451 },
    { median: 0.3950091507, maximum: 0.4984506002 },
    { median: 0.0853217761, maximum: 0.1804068216 },
  ];
  for (const [index, { median, maximum }] of expected.entries()) {
    expect(found[index].median.value).toBeCloseTo(median, 9);
    expect(found[index].maximum.value).toBeCloseTo(maximum, 9);
    expect(found[index].median.low ?? NaN).toBeLessThan(median);
    expect(found[index].mean.n).toBe(4096);
  }
});

test("regional sensitivity by bins of the outcome", () => {
  const found = inputs.map((input) => regionalSensitivity(input, outcome, 20));
  const bin = (index: number) => found.map((bins) => bins[index].squared);
  const expected = [
    { index: 0, values: [21.9531, 0.960152, 10.0482], digits: 3 },
    { index: 9, values: [0.047294, 0.312519, 0.23782], digits: 5 },
    { index: 19, values: [22.075, 1.021842, 9.853719], digits: 3 },
  ];
  for (const { index, values, digits } of expected) {
    for (const [input, value] of values.entries()) {
      expect(bin(index)[input]).toBeCloseTo(value, digits);
    }
  }
});

test("a group against the others", () => {
  // By hand: 1, 2 against 3, 4.
  const far = groupDistance(Float64Array.of(1, 3, 2, 4), (row) => row % 2 === 0);
  expect(far).toEqual({ largest: 1, squared: 0.375 });
  expect(groupDistance(Float64Array.of(1, 3), () => true).largest).toBeNaN();
});

test("RBD-FAST", () => {
  const expected = [0.3102051497, 0.4396942211, -0.004906395];
  for (const [index, input] of inputs.entries()) {
    const found = rbdFast(input, outcome, 3, few);
    expect(found.value).toBeCloseTo(expected[index], 9);
    expect(found.failed).toBe(3);
  }
});

test("what does not vary has no sensitivity, and what alone acts has all", () => {
  const [input] = inputs;
  expect(
    rbdFast(
      input,
      input.map(() => 4.2),
      0,
      few,
    ).value,
  ).toBe(0);
  expect(
    pawn(
      input,
      input.map(() => 4.2),
      10,
      0,
      few,
    ).maximum.value,
  ).toBe(0);
  expect(rbdFast(input, wave(input), 0, few).value).toBeCloseTo(1, 3);
});

test("a Latin hypercube has one point in every stratum of every column", () => {
  const { columns } = latinHypercube(4, ["a", "b"], 50);
  for (const column of columns.values()) {
    const strata = new Set(Array.from(column, (u) => Math.floor(50 * u)));
    expect(strata.size).toBe(50);
  }
  expect(columns.get("a")).not.toEqual(columns.get("b"));
  expect(latinHypercube(4, ["b"], 50).columns.get("b")).toEqual(columns.get("b"));
});
