import fc from "fast-check";
import { expect, test } from "vitest";

import { mostDimensions } from "#numeric/direction-numbers";
import { keyOfSeed } from "#numeric/philox";
import { sum } from "#numeric/quantile";
import { scrambledCoordinate, sobolCoordinate } from "#numeric/sobol";

// Run with SALib's unmodified sequence of the same direction numbers.
const firstEight = [
  [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
  [0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625],
  [0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375],
  [0, 0.5, 0.25, 0.75, 0.875, 0.375, 0.625, 0.125],
  [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
  [0, 0.5, 0.75, 0.25, 0.125, 0.625, 0.875, 0.375],
];

test.each(firstEight.map((points, dimension) => ({ points, dimension })))(
  "the first eight points in dimension $dimension",
  ({ points, dimension }) => expect([...sobolCoordinate(dimension, 0, 8)]).toEqual(points),
);

test("the first 1024 points are the multiples of 2^-10 in every dimension", () => {
  for (let dimension = 0; dimension < mostDimensions; dimension++) {
    const points = sobolCoordinate(dimension, 0, 1024);
    expect(sum(points)).toBe(511.5);
    expect(new Set(points).size).toBe(1024);
  }
});

test("points of high dimensions agree with the published direction numbers", () => {
  // Joe and Kuo's program, points 1000 to 1002 of dimensions 301 and 481.
  expect([...sobolCoordinate(300, 1000, 1003)]).toEqual([0.5185546875, 0.0185546875, 0.7685546875]);
  expect([...sobolCoordinate(480, 1000, 1003)]).toEqual([0.7529296875, 0.2529296875, 0.5029296875]);
});

test("a part of the sequence is that part", () => {
  const start = fc.nat(5000);
  fc.assert(
    fc.property(start, fc.nat(100), fc.nat(mostDimensions - 1), (from, count, dimension) => {
      const whole = sobolCoordinate(dimension, 0, from + count);
      expect(sobolCoordinate(dimension, from, from + count)).toEqual(whole.slice(from));
    }),
    { seed: 5, numRuns: 30 },
  );
});

test("scrambled points keep every elementary interval of two dimensions filled once", () => {
  const key = keyOfSeed(3);
  const [first, second] = [
    scrambledCoordinate(0, 0, 1024, key, 7),
    scrambledCoordinate(1, 0, 1024, key, 8),
  ];
  for (let bits = 0; bits <= 10; bits++) {
    const cells = new Set(
      Array.from(
        first,
        (u, row) => `${Math.floor(u * 2 ** bits)} ${Math.floor(second[row] * 2 ** (10 - bits))}`,
      ),
    );
    expect(cells.size).toBe(1024);
  }
});

test("scrambled points depend on seed and stream and lie inside", () => {
  const of = (seed: number, stream: number) =>
    scrambledCoordinate(2, 0, 256, keyOfSeed(seed), stream);
  expect(of(1, 1)).toEqual(of(1, 1));
  expect(of(1, 1)).not.toEqual(of(2, 1));
  expect(of(1, 1)).not.toEqual(of(1, 2));
  for (const u of of(0, 0)) expect(u > 0 && u < 1).toBe(true);
});

test("what one point becomes is uniform over seeds", () => {
  const bins = Array.from({ length: 10 }, () => 0);
  for (let seed = 0; seed < 5000; seed++) {
    bins[Math.floor(10 * scrambledCoordinate(4, 5, 6, keyOfSeed(seed), 1)[0])] += 1;
  }
  // Chi-squared with 9 degrees of freedom, 99.9 %: 27.9.
  const chi = bins.reduce((total, count) => total + (count - 500) ** 2 / 500, 0);
  expect(chi).toBeLessThan(27.9);
});

test("beyond its dimensions and counts the sequence refuses", () => {
  expect(() => sobolCoordinate(mostDimensions, 0, 1)).toThrow(/481 dimensions/u);
  expect(() => sobolCoordinate(0, 5, 4)).toThrow(/from 5 to 4/u);
});
