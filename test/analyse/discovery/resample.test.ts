import { expect, test } from "vitest";

import { findBox, primDefaults } from "#analyse/discovery/prim";
import { reproducibility } from "#analyse/discovery/resample";
import { createDraws } from "#numeric/draws";

import { bryantLempert } from "../../support/bryant-lempert.js";

test("what the rows say again and again is reproduced, in the other half too", () => {
  const draws = createDraws(3, 1, 1);
  const inputs = ["a", "b", "noise"].map((name) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from({ length: 2000 }, () => draws.uniform()),
  }));
  const [a, b] = inputs;
  const interest = Uint8Array.from(a.values, (x, row) => Number(x < 0.4 && b.values[row] > 0.5));
  const cases = { inputs, interest, failed: [] };
  const last = findBox(cases).at(-1);
  const found = reproducibility(cases, last!, primDefaults);
  expect(found.byCoverage[0]).toBeCloseTo(1, 12);
  expect(found.byCoverage[1]).toBeCloseTo(1, 12);
  expect(found.byCoverage[2]).toBeLessThan(0.6);
  expect(found.heldOut.density.value ?? 0).toBeGreaterThan(0.95);
  expect(found.heldOut.coverage.value ?? 0).toBeGreaterThan(0.9);
});

test("a box of noise is less dense where it was not fitted", () => {
  const cases = bryantLempert();
  const draws = createDraws(9, 1, 1);
  const noise = { ...cases, interest: cases.interest.map(() => Number(draws.uniform() < 0.1)) };
  const settings = { ...primDefaults, peelAlpha: 0.1 };
  const last = findBox(noise, settings).at(-1);
  const found = reproducibility(noise, last!, settings, 20);
  expect(last?.density ?? 0).toBeGreaterThan(0.25);
  expect(found.heldOut.density.value ?? 1).toBeLessThan(0.2);
});
