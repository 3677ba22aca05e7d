import { expect, test } from "vitest";

import {
  deviationFromBase,
  deviationFromBest,
  hurwicz,
  laplace,
  maximumRegret,
  meanVariance,
  percentile,
  regretQuantile,
  regrets,
  satisficingShare,
  worst,
} from "#analyse/robustness/metrics";
import {
  additiveEpsilon,
  generationalDistance,
  hypervolume,
  invertedGenerationalDistance,
} from "#analyse/robustness/fronts";

// Three policies in five states, less is better, worked out by hand.
const table = [
  [10, 12, 8, 20, 9],
  [11, 11, 11, 11, 11],
  [5, 30, 6, 28, 7],
].map((row) => Float64Array.from(row));

function close(found: readonly number[], expected: readonly number[], digits = 7): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, digits);
}

test("R1, R2, satisficing share and the largest regret", () => {
  close(deviationFromBase([{ table, base: [10, 11, 6] }]), [0.68, 0, 3.8666667]);
  close(deviationFromBest([{ table, better: "less" }]), [0.48, 0.5090909, 0.6228571]);
  close(satisficingShare(table, "less", 11), [0.6, 1, 0.6]);
  close(maximumRegret(table, "less"), [9, 6, 19]);
});

test("of several objectives the largest deviation counts", () => {
  const flat = table.map((row) => row.map(() => 1));
  const both = [
    { table: flat, base: [1, 1, 1] },
    { table, base: [10, 11, 6] },
  ];
  close(deviationFromBase(both), [0.68, 0, 3.8666667]);
});

test("regret where more is better, minimax of three positions", () => {
  // Largest regrets 7, 4, 7: Q is the minimax choice.
  const policies = [
    [10, 2, 4],
    [6, 6, 6],
    [3, 9, 5],
  ].map((row) => Float64Array.from(row));
  close(maximumRegret(policies, "more"), [7, 4, 7]);
  close(laplace(policies), [16 / 3, 6, 17 / 3]);
  expect([...regrets(policies, "more")[0]]).toEqual([0, 7, 2]);
});

test("worst case, Hurwicz, percentiles, mean and variance", () => {
  close(worst(table, "less"), [20, 11, 30]);
  close(hurwicz(table, "less", 1), [8, 11, 5]);
  close(hurwicz(table, "less", 0.25), [0.25 * 8 + 0.75 * 20, 11, 0.25 * 5 + 0.75 * 30]);
  close(worst(table, "more"), [8, 11, 5]);
  // Sorted 8, 9, 10, 12, 20: position 3.6.
  close([percentile(table, "less", 0.9)[0]], [16.8]);
  close([percentile(table, "more", 0.9)[0]], [8.4]);
  close([regretQuantile(table, "less", 1)[2]], [19]);
  const deviation = Math.sqrt((1.8 ** 2 + 0.2 ** 2 + 3.8 ** 2 + 8.2 ** 2 + 2.8 ** 2) / 5);
  close([meanVariance(table, "less")[0]], [12.8 * (deviation + 1)]);
  close([meanVariance(table, "more")[1]], [12]);
});

const reference = [
  [0, 1],
  [1, 0],
];

test("measures of fronts", () => {
  // Platypus' own tests.
  expect(hypervolume([[0.5, 0.5]], reference)).toBeCloseTo(0.25, 12);
  expect(
    hypervolume(
      [
        [0.5, 0],
        [0, 0.5],
      ],
      reference,
    ),
  ).toBeCloseTo(0.75, 12);
  expect(invertedGenerationalDistance([[0, 1]], reference)).toBeCloseTo(Math.SQRT2 / 2, 12);
  expect(additiveEpsilon([[2, 2]], reference)).toBeCloseTo(2, 12);
  expect(generationalDistance([[2, 2]], reference)).toBeCloseTo(Math.sqrt(5), 12);
});

test("hypervolume in three objectives", () => {
  const corners = [
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ];
  // Two boxes of 1/2 · 1/2 · 1, which share 1/8 + 1/8 … : 1/4 + 1/4 − 1/8.
  expect(
    hypervolume(
      [
        [0.5, 0.5, 0],
        [0, 0.5, 0.5],
      ],
      corners,
    ),
  ).toBeCloseTo(0.375, 12);
});
