import fc from "fast-check";
import { expect, test } from "vitest";

import { orderOf, ranksOf } from "#numeric/order";

const numbers = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, 2, 5e-324, -5e-324),
);

/** In the obvious way. */
function sortedRows(values: readonly number[]): readonly number[] {
  const place = (value: number): number => (Number.isNaN(value) ? 1 : 0);
  return values
    .map((_, row) => row)
    .toSorted((one, other) => {
      const [a, b] = [values[one], values[other]];
      return place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0) || one - other;
    });
}

test.each([
  { least: 0, most: 60 },
  { least: 600, most: 700 },
])("rows in the order of their values, $least to $most of them", ({ least, most }) => {
  fc.assert(
    fc.property(fc.array(numbers, { minLength: least, maxLength: most }), (values) => {
      expect([...orderOf(values)]).toEqual(sortedRows(values));
    }),
    { seed: 8, numRuns: 60 },
  );
});

test("equal values share their ranks", () => {
  expect([...ranksOf([30, 10, 20, 20, 20, -5])]).toEqual([6, 2, 4, 4, 4, 1]);
  expect([...ranksOf([])]).toEqual([]);
});
