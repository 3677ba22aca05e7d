import fc from "fast-check";
import { expect, test } from "vitest";
import { betaCdf, betaQuantile, createBeta } from "#numeric/beta";
import { normalCdf, normalDensity, normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { betaShares, normalQuantiles, normalShares } from "./special-references.js";

const a = createNumberArithmetic();

function expectClose(actual: number, expected: number, relative: number, at: string): void {
  expect(Math.abs(actual - expected), at).toBeLessThanOrEqual(relative * Math.abs(expected));
}

test("normal shares, tails included", () => {
  for (const [x, share] of normalShares) expectClose(normalCdf(a, x), share, 1e-15, `x = ${x}`);
  expect(normalCdf(a, 0)).toBe(0.5);
  expect(normalCdf(a, -Infinity)).toBe(0);
  expect(normalCdf(a, 50)).toBe(1);
  expect(normalCdf(a, NaN)).toBeNaN();
  // Abramowitz and Stegun, table 26.1
  expectClose(normalDensity(a, 0), 0.3989422804014327, 1e-15, "0");
  expectClose(normalDensity(a, -2), 0.05399096651318806, 1e-15, "2");
});

test("normal quantiles", () => {
  for (const [p, x] of normalQuantiles) expectClose(normalQuantile(a, p), x, 1e-15, `p = ${p}`);
  expect(normalQuantile(a, 0.5)).toBe(0);
  expect(normalQuantile(a, 0)).toBe(-Infinity);
  expect(normalQuantile(a, 1)).toBe(Infinity);
  for (const outside of [-0.1, 1.1, NaN]) expect(normalQuantile(a, outside)).toBeNaN();
});

test("the normal quantile inverts the share, from the smallest share on", () => {
  fc.assert(
    fc.property(fc.double({ min: -36, max: -0.001, noNaN: true }), (x) => {
      // Near the middle a share holds x to the 16th decimal only.
      expectClose(normalQuantile(a, normalCdf(a, x)), x, 2e-15 + 2e-16 / Math.abs(x), `x = ${x}`);
    }),
    { seed: 21, numRuns: 2000 },
  );
});

test("shares and quantiles of beta distributions", () => {
  for (const [alpha, beta, x, share] of betaShares) {
    const distribution = createBeta(a, alpha, beta);
    const tolerance = Math.max(alpha, beta) <= 10 ? 1e-13 : 1e-11;
    const at = `beta(${alpha}, ${beta}) at ${x}`;
    expectClose(betaCdf(a, distribution, x), share, tolerance, at);
    // Where shares are near 1, the double nearest to the share does not hold x to many places.
    if (share < 0.5) expectClose(betaQuantile(a, distribution, share), x, 1e-11, at);
  }
});

test("closed forms of the beta distribution", () => {
  const share = (alpha: number, beta: number, x: number): number =>
    betaCdf(a, createBeta(a, alpha, beta), x);
  for (const x of [0.001, 0.2, 0.5, 0.77, 0.999]) {
    expectClose(share(1, 1, x), x, 1e-14, "uniform");
    expectClose(share(3, 1, x), x * x * x, 1e-13, "power");
    expectClose(share(0.5, 0.5, x), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-13, "arcsine law");
    expectClose(share(2, 2, x), x * x * (3 - 2 * x), 1e-13, "3x² − 2x³");
  }
  expect(share(2, 3, 0)).toBe(0);
  expect(share(2, 3, 1)).toBe(1);
  expect(() => createBeta(a, 0, 1)).toThrow(RangeError);
});

test("the beta quantile stays in [0, 1], rises, and inverts the share", () => {
  const parameter = fc.double({ min: 0.1, max: 200, noNaN: true });
  const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, probability, probability, (alpha, beta, p, q) => {
      const distribution = createBeta(a, alpha, beta);
      const x = betaQuantile(a, distribution, p);
      expect(x >= 0 && x <= 1).toBe(true);
      // x itself is rounded, so p lies between the shares of its neighbours.
      const previous = betaCdf(a, distribution, x - 2 ** -51 * x);
      const next = betaCdf(a, distribution, x + 2 ** -51 * x);
      expect(p).toBeGreaterThanOrEqual(previous - 1e-11);
      expect(p).toBeLessThanOrEqual(next + 1e-11);
      const other = betaQuantile(a, distribution, q);
      if (q - p > 1e-9) expect(other).toBeGreaterThanOrEqual(x);
      if (p - q > 1e-9) expect(other).toBeLessThanOrEqual(x);
    }),
    { seed: 22, numRuns: 1000 },
  );
});
