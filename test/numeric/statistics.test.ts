import fc from "fast-check";
import { expect, test } from "vitest";
import { holm, meanInterval, normalWidth, twoSidedP, wilsonInterval } from "#numeric/interval";
import { mean, median, quantile, quantiles, standardDeviation, sum } from "#numeric/quantile";

test("Wilson intervals", () => {
  // Closed form, checked by hand: Brown, Cai and DasGupta, "Interval estimation for a binomial
  // proportion" (2001), formula (4).
  const { low, high } = wilsonInterval(31, 100, 0.95);
  expect(low).toBeCloseTo(0.227797, 6);
  expect(high).toBeCloseTo(0.406261, 6);
  const none = wilsonInterval(0, 1000, 0.95);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.003827, 6);
  expect(wilsonInterval(1000, 1000, 0.95).high).toBe(1);
  expect(wilsonInterval(1000, 1000, 0.95).low).toBeCloseTo(1 - none.high, 12);
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
});

test("a Wilson interval holds the share, lies in [0, 1] and is wider at a higher level", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), share, (n, part) => {
      const count = Math.floor(part * n);
      const usual = wilsonInterval(count, n, 0.95);
      const wide = wilsonInterval(count, n, 0.99);
      expect(usual.low >= 0 && usual.low <= count / n).toBe(true);
      expect(usual.high <= 1 && usual.high >= count / n).toBe(true);
      expect(wide.low <= usual.low && wide.high >= usual.high).toBe(true);
    }),
    { seed: 31, numRuns: 500 },
  );
});

test("mean intervals and two-sided p", () => {
  expect(normalWidth(0.95)).toBeCloseTo(1.959963984540054, 14);
  const interval = meanInterval(10, 2, 400, 0.95);
  expect(interval.low).toBeCloseTo(9.8040036, 7);
  expect(interval.high).toBeCloseTo(10.1959964, 7);
  expect(meanInterval(10, 0, 1, 0.95)).toEqual({ low: -Infinity, high: Infinity });
  expect(twoSidedP(0)).toBe(1);
  expect(twoSidedP(-1.959963984540054)).toBeCloseTo(0.05, 14);
  expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 14);
  expect(twoSidedP(10) / 1.523970604832107e-23).toBeCloseTo(1, 12);
});

test("Holm's adjustment", () => {
  // Worked by hand after Holm 1979, section 3: 4·0.01, 3·0.015, 2·0.03, then 0.04 held at 0.06.
  const adjusted = holm([0.03, 0.01, 0.04, 0.015]);
  [0.06, 0.04, 0.06, 0.045].forEach((expected, index) => {
    expect(adjusted[index]).toBeCloseTo(expected, 15);
  });
  expect(holm([])).toEqual([]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([NaN, 0.01])).toEqual([1, 0.02]);
});

test("quantiles of type 7", () => {
  // Hyndman and Fan 1996, definition 7, on 0 … 9: position 9p.
  const digits = [9, 3, 1, 0, 7, 2, 8, 4, 6, 5];
  expect(quantiles(digits, [0, 0.25, 0.5, 0.9, 1])).toEqual([0, 2.25, 4.5, 8.1, 9]);
  expect(digits[0]).toBe(9);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([-Infinity, Infinity, Infinity])).toBe(Infinity);
  expect(quantile([Infinity, Infinity, 0], 0.75)).toBe(Infinity);
  expect(quantile([], 0.5)).toBeNaN();
  expect(quantile([1, NaN, 2], 0.1)).toBeNaN();
  expect(() => quantile([1], 1.5)).toThrow(RangeError);
});

test("sums follow the tree: aligned blocks are its parts", () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => 1 / (index + 1));
  const blocks = [values.slice(0, 512), values.slice(512, 768), values.slice(768, 896)];
  const [first, second, third] = blocks.map(sum);
  expect(sum(values)).toBe(first + (second + (third + sum(values.slice(896)))));
  expect(sum([])).toBe(0);
  expect(sum([1, 2, 3])).toBe(6);
});

test("a long sum loses next to nothing", () => {
  const tenths = new Float64Array(1_000_000).fill(0.1);
  expect(Math.abs(sum(tenths) - 100_000)).toBeLessThan(1e-9);
  expect(mean(tenths)).toBeCloseTo(0.1, 15);
});

test("standard deviations", () => {
  // NIST Statistical Reference Datasets, NumAcc3: mean 1000000.2, deviation 0.1.
  const values = [1000000.2];
  for (let pair = 0; pair < 500; pair++) values.push(1000000.1, 1000000.3);
  expect(mean(values)).toBeCloseTo(1000000.2, 9);
  expect(standardDeviation(values)).toBeCloseTo(0.1, 9);
  expect(standardDeviation([4])).toBeNaN();
});
