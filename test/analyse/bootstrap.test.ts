import { expect, test } from "vitest";

import {
  bootstrapDeviations,
  defaultResampling,
  estimateWith,
  halvesDeviations,
} from "#analyse/bootstrap";
import { createDraws } from "#numeric/draws";
import { mean, standardDeviation } from "#numeric/quantile";

const draws = createDraws(4, 1, 1);
const values = Float64Array.from({ length: 501 }, () => draws.uniform());
const error = standardDeviation(values) / Math.sqrt(values.length);
const meanOf = (chosen: Uint32Array) => [mean(Float64Array.from(chosen, (row) => values[row]))];
const many = { ...defaultResampling, resamples: 2000 };

test.each([
  { name: "the bootstrap", deviations: bootstrapDeviations },
  { name: "random halves", deviations: halvesDeviations },
])("$name gives the standard error of a mean", ({ deviations }) => {
  // s/√n; a standard deviation of 2,000 numbers is off by 1.6 % (one sigma).
  const [found] = deviations(values.length, many, meanOf);
  expect(found / error).toBeGreaterThan(0.93);
  expect(found / error).toBeLessThan(1.07);
  expect(deviations(values.length, many, meanOf)).toEqual([found]);
  expect(deviations(values.length, { ...many, seed: 2 }, meanOf)).not.toEqual([found]);
});

test("what is not known is null", () => {
  const common = { method: "m", n: 3, failed: 0 };
  expect(estimateWith(NaN, 1, 0.95, common)).toMatchObject({ value: null, low: null, high: null });
  expect(estimateWith(2, NaN, 0.95, common)).toMatchObject({ value: 2, low: null, high: null });
  expect(estimateWith(2, 1, 0.95, common).low).toBeCloseTo(2 - 1.959964, 6);
});
