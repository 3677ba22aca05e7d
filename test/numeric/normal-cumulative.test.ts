import { expect, test } from "vitest";

import { normalCumulative } from "#numeric/elementary/normal-cumulative";
import { normalCdf } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { createRandom } from "./random.js";
import { normalShares } from "./special-references.js";

const a = createNumberArithmetic();

test("shares of the standard normal distribution", () => {
  for (const [x, share] of normalShares) {
    const found = normalCumulative(a, x);
    expect(Math.abs(found - share), `x = ${x}`).toBeLessThanOrEqual(1e-15 * share);
  }
  expect(normalCumulative(a, 0)).toBe(0.5);
  expect(normalCumulative(a, -0)).toBe(0.5);
  expect(normalCumulative(a, -Infinity)).toBe(0);
  expect(normalCumulative(a, Infinity)).toBe(1);
  expect(normalCumulative(a, -40)).toBe(0);
  expect(normalCumulative(a, NaN)).toBeNaN();
});

/** `normalCdf` sums as many terms as each x needs, and is itself within 10^−15. */
test("the same as by series and continued fraction", () => {
  const random = createRandom(7);
  let worst = { error: 0, x: 0 };
  for (let index = 0; index < 50_000; index++) {
    const x = index % 2 === 0 ? random.uniform(-37, 9) : random.uniform(-2, 2);
    const expected = normalCdf(a, x);
    const error = Math.abs(normalCumulative(a, x) - expected) / expected;
    if (!(error <= worst.error)) worst = { error, x };
  }
  expect(worst.error, `x = ${worst.x}`).toBeLessThanOrEqual(2e-15);
});
