import { expect, test } from "vitest";

import { lnGamma } from "#numeric/elementary/log-gamma";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { createRandom } from "./random.js";
import { lnGammas } from "./special-references.js";

const a = createNumberArithmetic();

test("logarithms of the gamma function", () => {
  for (const [x, expected] of lnGammas) {
    const error = Math.abs(lnGamma(a, x) - expected);
    expect(error, `x = ${x}`).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(expected)));
  }
  // Γ(11) = 10!
  expect(lnGamma(a, 11)).toBeCloseTo(Math.log(3628800), 13);
  expect(lnGamma(a, Infinity)).toBe(Infinity);
  for (const outside of [0, -1, -0.5, -Infinity, NaN]) expect(lnGamma(a, outside)).toBeNaN();
});

test("from one x to the next, ln x is added", () => {
  const random = createRandom(3);
  let worst = { error: 0, x: 0 };
  for (let index = 0; index < 30_000; index++) {
    const x = index % 2 === 0 ? random.uniform(0, 20) : 10 ** random.uniform(-8, 8);
    const next = x + 1;
    if (next - x !== 1) continue;
    const expected = lnGamma(a, x) + Math.log(x);
    const error = Math.abs(lnGamma(a, next) - expected) / Math.max(1, Math.abs(expected));
    if (!(error <= worst.error)) worst = { error, x };
  }
  expect(worst.error, `x = ${worst.x}`).toBeLessThanOrEqual(2e-14);
});
