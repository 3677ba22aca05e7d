import { expect, test } from "vitest";

import { cramerVonMises, kolmogorovSmirnov } from "#analyse/two-samples";

test("the largest distance of two distribution functions", () => {
  // By hand: after 2, one has 2 of 3, the other 0 of 2.
  expect(kolmogorovSmirnov([1, 2, 4], [3, 5])).toBeCloseTo(2 / 3, 12);
  expect(kolmogorovSmirnov([1, 2], [1, 2])).toBe(0);
  expect(kolmogorovSmirnov([1, 1, 1], [2])).toBe(1);
  expect(kolmogorovSmirnov([], [1])).toBeNaN();
});

test("ties count only once all of them are past", () => {
  expect(kolmogorovSmirnov([1, 1, 2], [1, 2, 2])).toBeCloseTo(1 / 3, 12);
});

test("Cramér and von Mises: Anderson 1962, two samples of two", () => {
  // Ranks {1,2} and {3,4}: U = 2·(0+0) + 2·(4+4) = 16; T = 16/16 − 15/24 = 0.375.
  expect(cramerVonMises([1, 2], [3, 4])).toBeCloseTo(0.375, 12);
  // Ranks {1,4} and {2,3}: U = 2·(0+4) + 2·(1+1) = 12; T = 12/16 − 15/24.
  expect(cramerVonMises([1, 4], [2, 3])).toBeCloseTo(0.125, 12);
});
