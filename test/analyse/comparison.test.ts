import { expect, test } from "vitest";
import { AmountComparison } from "#analyse/compare-amounts";
import { ShareComparison } from "#analyse/compare-shares";

// Student 1908: additional hours of sleep of ten patients under two drugs.
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

function sleepers(better: "more" | "less"): AmountComparison {
  const comparison = new AmountComparison(2, better);
  for (const [at, hours] of first.entries()) {
    comparison.add(Float64Array.of(hours, second[at]), [0, 1]);
  }
  return comparison;
}

test("the paired difference and its p-value are those of R's t.test on Student's data", () => {
  const comparison = sleepers("more");
  const lead = comparison.lead(1, 0, 0.95);
  expect(lead.value).toBeCloseTo(1.58, 12);
  expect(lead.low).toBeCloseTo(0.7001142, 6);
  expect(lead.high).toBeCloseTo(2.4598858, 6);
  expect(lead).toMatchObject({ n: 10, failed: 0, level: 0.95 });
  expect(2 * comparison.doubt(1, 0)).toBeCloseTo(0.00283289, 8);
  expect(comparison.doubt(0, 1)).toBeCloseTo(1 - 0.00283289 / 2, 8);
  expect(comparison.value(0, 0.95).value).toBeCloseTo(0.75, 12);
});

test("where less is better the lead turns round and the mean stays", () => {
  const more = sleepers("more");
  const less = sleepers("less");
  expect(less.lead(0, 1, 0.95)).toEqual(more.lead(1, 0, 0.95));
  expect(less.value(1, 0.95)).toEqual(more.value(1, 0.95));
  expect(less.doubt(0, 1)).toBe(more.doubt(1, 0));
});

test("a future in which several are level is shared by them", () => {
  const comparison = sleepers("more");
  // The second is ahead for nine; the fifth patient slept the same.
  expect(comparison.best(1, 0.95).value).toBeCloseTo(0.95, 12);
  expect(comparison.best(0, 0.95).value).toBeCloseTo(0.05, 12);
});

test("a failed future is counted, left out of all means, and bounds the shares both ways", () => {
  const comparison = new AmountComparison(2, "more");
  for (let future = 0; future < 90; future++) {
    expect(comparison.add(Float64Array.of(future < 60 ? 2 : 0, 1), [0, 1])).toBe(true);
  }
  for (let future = 0; future < 10; future++) {
    expect(comparison.add(Float64Array.of(NaN, 1000), [0, 1])).toBe(false);
  }
  expect(comparison.value(1, 0.95)).toMatchObject({ value: 1, n: 90, failed: 10 });
  const best = comparison.best(0, 0.95);
  expect(best).toMatchObject({ n: 90, failed: 10 });
  expect(best.value).toBeCloseTo(60 / 90, 12);
  // Wilson's bounds of 60 of 100 and of 70 of 100.
  expect(best.low).toBeCloseTo(0.502003, 5);
  expect(best.high).toBeCloseTo(0.781052, 5);
});

test("an option that drops out keeps what it had, and the others go on", () => {
  const comparison = new AmountComparison(3, "less");
  const noisy = (future: number): number => (future % 2) * 0.5;
  for (let future = 0; future < 20; future++) {
    comparison.add(Float64Array.of(1 + noisy(future), 2, 9), [0, 1, 2]);
  }
  const before = comparison.lead(0, 2, 0.95);
  for (let future = 0; future < 20; future++) {
    comparison.add(Float64Array.of(1 + noisy(future), 2, NaN), [0, 1]);
  }
  expect(comparison.lead(0, 2, 0.95)).toEqual(before);
  expect(comparison.lead(0, 1, 0.95)).toMatchObject({ value: 0.75, n: 40, failed: 0 });
  expect(comparison.value(2, 0.95)).toMatchObject({ value: 9, n: 20 });
});

test("conditions are compared by Newcombe's interval on the futures they share", () => {
  const comparison = new ShareComparison(2);
  const add = (times: number, one: number, other: number): void => {
    for (let time = 0; time < times; time++) comparison.add(Float64Array.of(one, other), [0, 1]);
  };
  add(18, 1, 1);
  add(12, 1, 0);
  add(2, 0, 1);
  add(18, 0, 0);
  expect(comparison.lead(0, 1, 0.95).low).toBeCloseTo(0.0562, 4);
  expect(comparison.lead(1, 0, 0.95).high).toBeCloseTo(-0.0562, 4);
  expect(comparison.lead(1, 0, 0.95).value).toBeCloseTo(-0.2, 12);
  expect(comparison.best(0, 0.95)).toEqual(comparison.value(0, 0.95));
  expect(comparison.value(0, 0.95).value).toBe(0.6);
});

test("a pair of conditions rests on the futures of the one that dropped out first", () => {
  const comparison = new ShareComparison(3);
  for (let future = 0; future < 20; future++) comparison.add(Float64Array.of(1, 0, 1), [0, 1, 2]);
  comparison.add(Float64Array.of(NaN, 0, 1), [0, 1, 2]);
  for (let future = 0; future < 30; future++) comparison.add(Float64Array.of(1, 0, NaN), [0, 1]);
  for (const [option, rival, value] of [
    [0, 2, 0],
    [2, 0, 0],
    [2, 1, 1],
  ]) {
    expect(comparison.lead(option, rival, 0.95)).toMatchObject({ value, n: 20, failed: 1 });
  }
  expect(comparison.lead(0, 1, 0.95)).toMatchObject({ value: 1, n: 50, failed: 1 });
});

test("without futures, and with one, nothing is claimed", () => {
  const comparison = new AmountComparison(2, "more");
  expect(comparison.value(0, 0.95)).toMatchObject({ value: null, low: null, high: null, n: 0 });
  expect(comparison.lead(0, 1, 0.95)).toMatchObject({ value: null, n: 0 });
  expect(comparison.best(0, 0.95)).toMatchObject({ value: null, low: 0, high: 1 });
  comparison.add(Float64Array.of(2, 1), [0, 1]);
  expect(comparison.lead(0, 1, 0.95)).toMatchObject({ value: 1, low: null, high: null, n: 1 });
  expect(comparison.doubt(0, 1)).toBe(1);
});
