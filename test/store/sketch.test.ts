import * as fc from "fast-check";
import { expect, test } from "vitest";

import { binsOf } from "#store/sketch";

test("every value is in the one bin that says so, which is narrow", () => {
  const values = fc.array(fc.double({ noNaN: false }), { maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      const bins = binsOf(Float64Array.from(list));
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
      for (const { low, high, count } of bins) {
        const holds = (value: number): boolean => {
          if (Number.isNaN(low)) return Number.isNaN(value);
          if (low === high) return value === low;
          return Object.is(low, 0) || low > 0
            ? low <= value && value < high && !Object.is(value, -0)
            : (low < value && value <= high && !Object.is(value, 0)) ||
                (Object.is(value, -0) && high === 0);
        };
        expect(list.filter(holds).length).toBe(count);
        if (Math.abs(low) > 1e-300 && Number.isFinite(high - low)) {
          expect(high - low).toBeLessThanOrEqual(Math.min(Math.abs(low), Math.abs(high)) / 128);
        }
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("bins rise, and infinities and NaN stand apart", () => {
  const bins = binsOf(Float64Array.of(1, -1, NaN, Infinity, 1.001, -Infinity, 0, NaN));
  expect(bins).toEqual([
    { low: -Infinity, high: -Infinity, count: 1 },
    { low: -1.0078125, high: -1, count: 1 },
    { low: 0, high: expect.any(Number), count: 1 },
    { low: 1, high: 1.0078125, count: 2 },
    { low: Infinity, high: Infinity, count: 1 },
    { low: NaN, high: NaN, count: 2 },
  ]);
});
