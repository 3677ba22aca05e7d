import fc from "fast-check";
import { expect, test } from "vitest";
import { continuousRankedScore } from "#analyse/crps";
import { ascending, effectiveSize, importanceWeights, weightedQuantile } from "#analyse/importance";
import { jackknifeDeviation, jackknifeEstimate } from "#analyse/jackknife";
import { logLikelihood, logOfSum } from "#analyse/observation-likelihood";
import { normalCdf, normalDensity, normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

const arithmetic = createNumberArithmetic();

/** A normal sample without chance: its quantiles at (k + ½)/n, ascending. */
const normals = (n: number, mean: number, deviation: number): Float64Array =>
  Float64Array.from(
    { length: n },
    (_, k) => mean + deviation * normalQuantile(arithmetic, (k + 0.5) / n),
  );

test("the CRPS of a normal forecast is the closed form's", () => {
  // Gneiting and Raftery 2007, section 4.2: σ [z (2Φ(z) − 1) + 2φ(z) − 1/√π], z = (y − μ)/σ.
  const sample = normals(4000, 10, 3);
  for (const y of [2, 9, 10, 11.5, 19]) {
    const z = (y - 10) / 3;
    const exact =
      3 *
      (z * (2 * normalCdf(arithmetic, z) - 1) +
        2 * normalDensity(arithmetic, z) -
        1 / Math.sqrt(Math.PI));
    expect(continuousRankedScore(sample, { low: y, high: y })).toBeCloseTo(exact, 2);
  }
});

test("the CRPS of an ensemble is E|X − y| − ½ E|X − X′|, and of a sure forecast its error", () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 25 }), value, (ensemble, y) => {
      const sorted = Float64Array.from(ensemble).sort();
      const n = ensemble.length;
      const distance = ensemble.reduce((sum, x) => sum + Math.abs(x - y), 0) / n;
      const spread =
        ensemble.flatMap((x) => ensemble.map((z) => Math.abs(x - z))).reduce((a, b) => a + b, 0) /
        (n * n);
      const score = continuousRankedScore(sorted, { low: y, high: y });
      expect(score).toBeCloseTo(distance - spread / 2, 8);
      expect(continuousRankedScore([sorted[0]], { low: y, high: y })).toBeCloseTo(
        Math.abs(sorted[0] - y),
        10,
      );
      // Less is known of an interval, so less can be held against a forecast; a bound even less.
      const wide = continuousRankedScore(sorted, { low: y - 5, high: y + 5 });
      const bound = continuousRankedScore(sorted, { low: y - 5, high: Infinity });
      expect(wide).toBeLessThanOrEqual(score + 1e-9);
      expect(bound).toBeLessThanOrEqual(wide + 1e-9);
      expect(bound).toBeGreaterThanOrEqual(0);
    }),
    { seed: 2007, numRuns: 100 },
  );
});

test("nothing is held against a forecast within the interval, or above a lower bound", () => {
  expect(continuousRankedScore([3, 4, 5], { low: 2, high: 6 })).toBe(0);
  expect(continuousRankedScore([3, 4, 5], { low: 2, high: Infinity })).toBe(0);
  expect(continuousRankedScore([3, 4, 5], { low: -Infinity, high: 2 })).toBeGreaterThan(1);
});

test("likelihoods: of a figure the normal density, of an interval and a bound its censored share", () => {
  const density = Math.log(normalDensity(arithmetic, 1.5) / 2);
  expect(logLikelihood(10, { low: 13, high: 13 }, 2)).toBeCloseTo(density, 12);
  const within = normalCdf(arithmetic, 2) - normalCdf(arithmetic, -1);
  expect(logLikelihood(10, { low: 8, high: 14 }, 2)).toBeCloseTo(Math.log(within), 12);
  const atLeast = 1 - normalCdf(arithmetic, -0.5);
  expect(logLikelihood(10, { low: 9, high: Infinity }, 2)).toBeCloseTo(Math.log(atLeast), 12);
  const atMost = normalCdf(arithmetic, -0.5);
  expect(logLikelihood(10, { low: -Infinity, high: 9 }, 2)).toBeCloseTo(Math.log(atMost), 12);
  // Without an error an interval is met or not.
  expect(logLikelihood(10, { low: 9, high: 11 }, 0)).toBe(0);
  expect(logLikelihood(12, { low: 9, high: 11 }, 0)).toBe(-Infinity);
  expect(logLikelihood(12, { low: 9, high: 9 }, 0)).toBeNaN();
  // Far out on either side the tail is still there: ln Φ(−20) = −203.917… (Abramowitz and Stegun 26.2.13).
  expect(logLikelihood(0, { low: 20, high: Infinity }, 1)).toBeCloseTo(-203.91716, 4);
  expect(logLikelihood(0, { low: -Infinity, high: -20 }, 1)).toBeCloseTo(-203.91716, 4);
});

test("importance weights give the posterior of a conjugate normal", () => {
  // Prior N(0, 1), three observations with deviation 0.8 and mean 0.9: the posterior is normal with
  // precision 1 + 3/0.64 and mean (3 · 0.9 / 0.64) / precision; the evidence is a normal density.
  const prior = normals(20_000, 0, 1);
  const observed = [0.7, 0.9, 1.1];
  const logs = prior.map((theta) =>
    observed.reduce((sum, y) => sum + logLikelihood(theta, { low: y, high: y }, 0.8), 0),
  );
  const weights = importanceWeights(logs);
  const precision = 1 + 3 / 0.64;
  const mean = (3 * 0.9) / 0.64 / precision;
  const total = weights.reduce((sum, weight, at) => sum + weight * prior[at], 0);
  expect(total).toBeCloseTo(mean, 4);
  const order = ascending(prior);
  for (const share of [0.05, 0.5, 0.95]) {
    const exact = mean + normalQuantile(arithmetic, share) / Math.sqrt(precision);
    expect(weightedQuantile(prior, weights, order, share)).toBeCloseTo(exact, 2);
  }
  // ln of the mean likelihood: of the mean of three, N(0, 1 + 0.64/3), and of what is left.
  const evidence = logOfSum(logs) - Math.log(logs.length);
  const spread = 1 + 0.64 / 3;
  const squares = 0.04 + 0 + 0.04;
  const exact =
    -0.5 * Math.log(2 * Math.PI * spread) -
    0.81 / (2 * spread) -
    Math.log(2 * Math.PI * 0.64) -
    0.5 * Math.log(3) -
    squares / (2 * 0.64);
  expect(evidence).toBeCloseTo(exact, 4);
  // (E w)² / E w² of a normal likelihood under a normal prior, in closed form.
  const share = effectiveSize(weights) / prior.length;
  const likelihoodVariance = 0.64 / 3;
  const first = Math.exp(-0.81 / (1 + likelihoodVariance)) / (1 + likelihoodVariance);
  const second =
    Math.exp(-0.81 / (2 * (1 + likelihoodVariance / 2))) /
    Math.sqrt(likelihoodVariance * (2 + likelihoodVariance));
  expect(share).toBeCloseTo(first / second, 3);
});

test("weights: even ones are worth as many as there are, one that carries all is worth one", () => {
  const logs = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(logs, fc.double({ min: -700, max: 700, noNaN: true }), (some, shift) => {
      const weights = importanceWeights(some);
      expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
      const size = effectiveSize(weights);
      expect(size).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(size).toBeLessThanOrEqual(some.length + 1e-9);
      // Only differences of logarithms count.
      const shifted = importanceWeights(some.map((one) => one + shift));
      for (const [at, one] of weights.entries()) expect(shifted[at]).toBeCloseTo(one, 9);
    }),
    { seed: 1994, numRuns: 100 },
  );
  expect(effectiveSize(importanceWeights([0, 0, 0, 0]))).toBeCloseTo(4, 12);
  expect(effectiveSize(importanceWeights([0, -800, -800]))).toBeCloseTo(1, 12);
  expect([...importanceWeights([-Infinity, -Infinity])]).toEqual([0, 0]);
  expect(effectiveSize([0, 0])).toBe(0);
  expect(weightedQuantile([1, 2], [0, 0], [0, 1], 0.5)).toBeNaN();
});

test("the jackknife of a mean gives the standard error of the block means", () => {
  const blocks = [1, 4, 2, 8, 5];
  const without = blocks.map((one) => (20 - one) / 4);
  // Of a mean it is s / √n, exactly.
  const variance = blocks.reduce((sum, one) => sum + (one - 4) ** 2, 0) / 4;
  expect(jackknifeDeviation(without)).toBeCloseTo(Math.sqrt(variance / 5), 12);
  const { low, high, value } = jackknifeEstimate(4, without, 0.95, "mean", { n: 5, failed: 0 });
  expect(value).toBe(4);
  // Student's t for 4 degrees of freedom: 2.776 (Abramowitz and Stegun table 26.10).
  expect(((high ?? 0) - (low ?? 0)) / 2).toBeCloseTo(2.776 * Math.sqrt(variance / 5), 2);
  expect(jackknifeEstimate(NaN, without, 0.95, "", { n: 5, failed: 0 }).value).toBeNull();
});
