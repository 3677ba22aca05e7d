import { expect, test } from "vitest";
import { newcombeBounds, newcombeDoubt } from "#analyse/newcombe";

const table = (both: number, onlyFirst: number, onlySecond: number, neither: number) => ({
  both,
  onlyFirst,
  onlySecond,
  neither,
});

test("method 10 gives the intervals of its paper (Newcombe 1998, Statistics in Medicine 17, 2635, table III)", () => {
  for (const [counts, low, high] of [
    [table(36, 12, 2, 0), 0.0569, 0.3404],
    [table(18, 12, 2, 18), 0.0562, 0.329],
    [table(53, 0, 0, 1), -0.0729, 0.0729],
  ] as const) {
    const bounds = newcombeBounds(counts, 0.95);
    expect(bounds.low).toBeCloseTo(low, 4);
    expect(bounds.high).toBeCloseTo(high, 4);
  }
});

test("swapping the two turns the interval round", () => {
  const bounds = newcombeBounds(table(10, 15, 5, 20), 0.9);
  const swapped = newcombeBounds(table(10, 5, 15, 20), 0.9);
  expect(swapped).toEqual({ low: -bounds.high, high: -bounds.low });
});

test("the doubt is the level at which the lower bound reaches 0", () => {
  const counts = table(18, 12, 2, 18);
  const doubt = newcombeDoubt(counts);
  expect(doubt).toBeLessThan(0.025);
  expect(newcombeBounds(counts, 1 - 2 * doubt).low).toBeCloseTo(0, 10);
  expect(newcombeDoubt(table(18, 2, 12, 18))).toBe(1);
  expect(newcombeDoubt(table(9, 4, 4, 3))).toBe(1);
  // So far apart that no level reaches 0.
  expect(newcombeDoubt(table(0, 1_000_000, 0, 0))).toBeLessThan(1e-300);
});
