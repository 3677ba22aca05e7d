import { expect, test } from "vitest";
import { normalCdf } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { studentInterval, studentQuantile, studentTail } from "#analyse/student";

test("Student's quantiles are the table's (Abramowitz and Stegun 1964, table 26.10)", () => {
  const table = [
    [1, 12.706],
    [2, 4.303],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ];
  for (const [freedom, quantile] of table) {
    expect(studentQuantile(0.95, freedom)).toBeCloseTo(quantile, 3);
  }
});

test("with one and two degrees of freedom the tail has a closed form", () => {
  for (const t of [0.1, 1, 3, 30]) {
    expect(studentTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 12);
    expect(studentTail(t, 2)).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 12);
  }
});

test("where the fraction hands over to Wallace's deviate the two agree, far out as well", () => {
  for (const t of [0.5, 2, 4, 6]) {
    expect(studentTail(t, 20_000.001) / studentTail(t, 20_000)).toBeCloseTo(1, 6);
  }
  expect(studentTail(2, 1e12)).toBeCloseTo(normalCdf(createNumberArithmetic(), -2), 10);
});

test("the paired interval of Student's own data (Student 1908, as in R's t.test: 0.7001 to 2.4599)", () => {
  const { low, high } = studentInterval(1.58, 1.229995, 10, 0.95);
  expect(low).toBeCloseTo(0.7001142, 4);
  expect(high).toBeCloseTo(2.4598858, 4);
});
