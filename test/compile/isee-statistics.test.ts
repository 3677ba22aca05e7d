import { expect, test } from "vitest";

import { run } from "../support/both.js";

/** Φ from Abramowitz and Stegun, table 26.1; its inverse at 0.975 from table 26.5. */
test("NORMALCDF and INVNORM", async () => {
  const { within, shifted, tail, none, median, upper, scaled } = await run(
    { stop: 1, step: 1 },
    {
      within: "isee.NORMALCDF(-1, 1)",
      shifted: "isee.NORMALCDF(100, 115, 100, 15)",
      tail: "isee.NORMALCDF(10, 11)",
      none: "isee.NORMALCDF(2, 2)",
      median: "isee.INVNORM(0.5)",
      upper: "isee.INVNORM(0.975)",
      scaled: "isee.INVNORM(0.025, 100, 10)",
    },
  );
  expect(within[0]).toBeCloseTo(0.682689492137086, 14);
  expect(shifted[0]).toBeCloseTo(0.341344746068543, 14);
  // Q(10) = 7.61985e-24, Q(11) is 1.9e-28 (Abramowitz and Stegun 26.2.12).
  expect(tail[0] / 7.61966e-24).toBeCloseTo(1, 4);
  expect(none[0]).toBe(0);
  expect(median[0]).toBeCloseTo(0, 15);
  expect(upper[0]).toBeCloseTo(1.959963984540054, 13);
  expect(scaled[0]).toBeCloseTo(100 - 19.59963984540054, 12);
});

/** Γ(5) = 24; Γ(½) = √π (Abramowitz and Stegun 6.1.8). */
test("GAMMALN", async () => {
  const { a, b } = await run(
    { stop: 1, step: 1 },
    { a: "isee.GAMMALN(5)", b: "isee.GAMMALN(0.5)" },
  );
  expect(a[0]).toBeCloseTo(Math.log(24), 13);
  expect(b[0]).toBeCloseTo(Math.log(Math.PI) / 2, 13);
});

/** By hand: 100 a year at a rate of 0.1 and steps of 1 are worth 100, 90 and 81 at the start. */
test("NPV adds up what has come in before", async () => {
  const { a, b } = await run(
    { stop: 3, step: 1 },
    { a: "isee.NPV(100, 0.1)", b: "isee.NPV(100, 0.1, 50)" },
  );
  for (const [save, value] of [0, 100, 190, 271].entries()) {
    expect(a[save]).toBeCloseTo(value, 10);
    expect(b[save]).toBeCloseTo(value + 50, 10);
  }
});
