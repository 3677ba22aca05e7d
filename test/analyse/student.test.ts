import { expect, test } from "vitest";
import { normalQuantile, normalTail } from "#analyse/normal";
import { meanBounds, studentQuantile, studentTail } from "#analyse/student";

test("normal tails and quantiles are the tables' (Abramowitz and Stegun 1964, tables 26.1, 26.2)", () => {
  expect(normalTail(0)).toBe(0.5);
  expect(normalTail(1)).toBeCloseTo(0.158655253931457, 14);
  expect(normalTail(-1)).toBeCloseTo(0.841344746068543, 14);
  expect(normalTail(2)).toBeCloseTo(0.0227501319481792, 14);
  expect(normalTail(3)).toBeCloseTo(0.001349898031630095, 15);
  expect(normalTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 12);
  expect(normalTail(10) / 7.61985302416053e-24).toBeCloseTo(1, 12);
  expect(normalTail(Infinity)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 12);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
});

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
  expect(studentTail(2, 1e12)).toBeCloseTo(normalTail(2), 10);
});

test("the paired interval of Student's own data (Student 1908, as in R's t.test: 0.7001 to 2.4599)", () => {
  const { low, high } = meanBounds(1.58, 1.229995, 10, 0.95);
  expect(low).toBeCloseTo(0.7001142, 4);
  expect(high).toBeCloseTo(2.4598858, 4);
});
