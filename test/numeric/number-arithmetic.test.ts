import { expect, test } from "vitest";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

const a = createNumberArithmetic();

test("nearest rounds ties to even and keeps the sign of zero", () => {
  const cases: [number, number][] = [
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, -0],
    [-1.5, -2],
    [-0, -0],
    [0.49999999999999994, 0],
    [4503599627370495.5, 4503599627370496],
    [-4503599627370497, -4503599627370497],
    [Infinity, Infinity],
    [NaN, NaN],
  ];
  for (const [value, expected] of cases) expect(a.nearest(value)).toBe(expected);
});

test("powers of two, exponents and significands of normal numbers are exact", () => {
  for (let exponent = -1022; exponent <= 1023; exponent++) {
    const power = a.powerOfTwo(exponent);
    expect(power).toBe(2 ** exponent);
    expect(a.exponentOf(power * 1.75)).toBe(exponent);
    expect(a.significandOf(power * 1.75)).toBe(1.75);
  }
  expect(a.exponentOf(Number.MAX_VALUE)).toBe(1023);
  expect(a.significandOf(Number.MAX_VALUE)).toBe(2 - 2 ** -52);
});

test("high keeps 21 bits of the significand, so that products of halves are exact", () => {
  expect(a.high(1 + 2 ** -20 + 2 ** -21)).toBe(1 + 2 ** -20);
  expect(a.high(-Math.PI)).toBe(-3.1415920257568359375);
});

test("copySign takes the sign bit, also of zero", () => {
  expect(a.copySign(2, -0)).toBe(-2);
  expect(a.copySign(-2, 0)).toBe(2);
  expect(a.copySign(0, -1)).toBe(-0);
  expect(a.copySign(-Infinity, 1)).toBe(Infinity);
});

test("lesser and greater pass a NaN of the first argument on", () => {
  expect(a.lesser(NaN, 1)).toBeNaN();
  expect(a.lesser(1, NaN)).toBe(1);
  expect(a.lesser(3, 1)).toBe(1);
  expect(a.lesser(-0, 0)).toBe(-0);
  expect(a.greater(NaN, 1)).toBeNaN();
  expect(a.greater(1, NaN)).toBe(1);
  expect(a.greater(1, 3)).toBe(3);
  expect(a.minimum(1, NaN)).toBeNaN();
  expect(a.minimum(NaN, 1)).toBeNaN();
  expect(a.maximum(NaN, NaN)).toBeNaN();
  // Of zeros the first, whatever their signs.
  expect(a.minimum(0, -0)).toBe(0);
  expect(a.maximum(-0, 0)).toBe(-0);
});
