import { expect, test } from "vitest";
import { middleOf } from "#study/distribution";

test("medians in closed form", () => {
  expect(middleOf({ kind: "uniform", low: 0.03, high: 0.95 })).toBeCloseTo(0.49, 12);
  // Symmetric, and all on one side: the median of density 2x on [0, 1] is √½.
  expect(middleOf({ kind: "triangular", low: 0, mode: 1, high: 2 })).toBeCloseTo(1, 12);
  expect(middleOf({ kind: "triangular", low: 0, mode: 1, high: 1 })).toBeCloseTo(Math.SQRT1_2, 12);
  expect(middleOf({ kind: "triangular", low: 0, mode: 0, high: 1 })).toBeCloseTo(
    1 - Math.SQRT1_2,
    12,
  );
  expect(middleOf({ kind: "lognormal", median: 3, logDeviation: 1 })).toBe(3);
  expect(middleOf({ kind: "beta", alpha: 2, beta: 2, low: 0, high: 10 })).toBeCloseTo(5, 12);
  expect(middleOf({ kind: "integers", low: 1, high: 4 })).toBe(2);
  expect(middleOf({ kind: "normal", mean: -1, deviation: 1, low: 0, high: Infinity })).toBe(0);
});

test("choices take the weighted median in order of their values", () => {
  const labels = ["severe", "mild", "none"];
  const values = [3, 1, 0];
  expect(middleOf({ kind: "choices", values, labels, weights: [0.2, 0.5, 0.3] })).toBe(1);
  expect(middleOf({ kind: "choices", values, labels, weights: [0.6, 0.2, 0.2] })).toBe(3);
  expect(middleOf({ kind: "choices", values, labels, weights: [0.5, 0, 0.5] })).toBe(0);
});
