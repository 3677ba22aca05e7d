import fc from "fast-check";
import { expect, test } from "vitest";
import { describe, medianOf, quantileOf } from "#sample/distribution";
import { numberText } from "#sample/number-text";
import { supportOf } from "#study/distribution";
import type { Distribution } from "#study/study";

const half: Distribution = { kind: "normal", mean: 0, deviation: 1, low: 0, high: Infinity };
const tail: Distribution = { kind: "normal", mean: 0, deviation: 1, low: 8, high: Infinity };
const mirroredTail: Distribution = { ...tail, low: -Infinity, high: -8 };
const severity: Distribution = {
  kind: "choices",
  values: [1.2, 0.4, 9],
  labels: ["severe", "mild", "never"],
  weights: [0.3, 0.7, 0],
};
const toggle: Distribution = {
  kind: "choices",
  values: [0, 1],
  labels: ["", ""],
  weights: [0.5, 0.5],
};

test("known quantiles", () => {
  const cases: readonly (readonly [Distribution, number, number])[] = [
    [{ kind: "value", value: 0.3 }, 0.99, 0.3],
    [{ kind: "uniform", low: 0.6, high: 0.95 }, 0.5, 0.775],
    // The distribution function of the triangle is 2x² below 1/2.
    [{ kind: "triangular", low: 0, mode: 0.5, high: 1 }, 0.125, 0.25],
    [{ kind: "triangular", low: 0, mode: 0.5, high: 1 }, 0.875, 0.75],
    [{ kind: "triangular", low: 0, mode: 0, high: 1 }, 0.75, 0.5],
    [{ kind: "triangular", low: 0, mode: 1, high: 1 }, 0.25, 0.5],
    // Abramowitz and Stegun, table 26.5: the 97.5 % point is 1.95996.
    [
      { kind: "normal", mean: 0.3, deviation: 0.1, low: -Infinity, high: Infinity },
      0.975,
      0.4959963984540054,
    ],
    // Half-normal: its median is the 75 % point of the normal.
    [half, 0.5, 0.6744897501960817],
    // mpmath 1.3 at 40 digits, by root finding on ncdf and betainc.
    [tail, 0.5, 8.084911007391543],
    [tail, 0.9, 8.278803341691198],
    [mirroredTail, 0.5, -8.084911007391543],
    [{ kind: "normal", mean: 0.3, deviation: 0.1, low: 0, high: 0.35 }, 0.9, 0.33119249110381255],
    [{ kind: "beta", alpha: 2, beta: 5, low: 0, high: 1 }, 0.5, 0.26444998329565994],
    [{ kind: "beta", alpha: 2, beta: 5, low: 10, high: 20 }, 0.5, 12.6444998329566],
    [{ kind: "lognormal", median: 3, logDeviation: 0.5 }, 0.9, 5.693858122004132],
    [{ kind: "integers", low: 1, high: 4 }, 0.26, 2],
    [{ kind: "integers", low: -2, high: -2 }, 0.9, -2],
    [severity, 0.69, 0.4],
    [severity, 0.71, 1.2],
    [severity, 1 - 2 ** -53, 1.2],
    [toggle, 0.51, 1],
  ];
  for (const [distribution, u, expected] of cases) {
    const value = quantileOf(distribution, u);
    const at = `${describe(distribution)} at ${u}`;
    expect(Math.abs(value - expected), at).toBeLessThanOrEqual(1e-14 * Math.abs(expected));
  }
});

test("medians", () => {
  expect(medianOf({ kind: "integers", low: 1, high: 4 })).toBe(3);
  expect(medianOf({ kind: "integers", low: 1, high: 3 })).toBe(2);
  expect(medianOf(toggle)).toBe(0);
  expect(medianOf({ kind: "lognormal", median: 3, logDeviation: 2 })).toBe(3);
  expect(medianOf({ kind: "normal", mean: 5, deviation: 0, low: 6, high: 9 })).toBe(6);
});

test("whole numbers are equally likely", () => {
  const counts = new Map<number, number>();
  for (let k = 0; k < 1200; k++) {
    const value = quantileOf({ kind: "integers", low: -1, high: 4 }, (k + 0.5) / 1200);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  expect([...counts]).toEqual([-1, 0, 1, 2, 3, 4].map((value) => [value, 200]));
});

const number = fc.double({ min: -1000, max: 1000, noNaN: true });
const range = fc.tuple(number, number).map(([one, other]) => ({
  low: Math.min(one, other),
  high: Math.max(one, other),
}));
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });

const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  number.map((value) => ({ kind: "value" as const, value })),
  range.map((ends) => ({ kind: "uniform" as const, ...ends })),
  fc.tuple(range, fc.double({ min: 0, max: 1, noNaN: true })).map(([{ low, high }, part]) => ({
    kind: "triangular" as const,
    low,
    mode: Math.min(low + part * (high - low), high),
    high,
  })),
  fc
    .tuple(number, positive, fc.option(positive), fc.option(positive))
    .map(([mean, deviation, below, above]) => ({
      kind: "normal" as const,
      mean,
      deviation,
      low: below === null ? -Infinity : mean - below * deviation,
      high: above === null ? Infinity : mean + above * deviation,
    })),
  // Cut off far from the mean, on either side.
  fc.tuple(fc.double({ min: -30, max: 30, noNaN: true }), positive).map(([low, width]) => ({
    kind: "normal" as const,
    mean: 0,
    deviation: 1,
    low,
    high: low + width,
  })),
  fc
    .tuple(positive, fc.double({ min: 0, max: 5, noNaN: true }))
    .map(([median, logDeviation]) => ({ kind: "lognormal" as const, median, logDeviation })),
  fc
    .tuple(positive, positive, range)
    .map(([alpha, beta, ends]) => ({ kind: "beta" as const, alpha, beta, ...ends })),
  range.map(({ low, high }) => ({
    kind: "integers" as const,
    low: Math.floor(low),
    high: Math.ceil(high),
  })),
  fc.array(fc.tuple(number, positive), { minLength: 1, maxLength: 5 }).map((choices) => ({
    kind: "choices" as const,
    values: choices.map(([value]) => value),
    labels: choices.map((_, index) => `choice ${index}`),
    weights: choices.map(([, weight]) => weight),
  })),
);
const share = fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }).map((k) => Number(2n * k + 1n) / 2 ** 53);

test("quantiles rise and stay inside the support", () => {
  fc.assert(
    fc.property(
      anyDistribution,
      fc.array(share, { minLength: 2, maxLength: 8 }),
      (belief, shares) => {
        const { low, high } = supportOf(belief);
        const ascending = [0, ...shares.toSorted((one, other) => one - other), 1];
        const values = ascending.map((u) => quantileOf(belief, u));
        for (const [index, value] of values.entries()) {
          const at = `${describe(belief)} at ${ascending[index]}`;
          expect(value >= low && value <= high, at).toBe(true);
          if (index === 0) continue;
          const before = values[index - 1];
          // The last digits may be out of order where two shares are next to one another.
          const slack = Number.isFinite(before) ? 1e-12 * Math.max(1, Math.abs(before)) : 0;
          expect(value, at).toBeGreaterThanOrEqual(before - slack);
        }
      },
    ),
    { seed: 41, numRuns: 3000 },
  );
});

test("the share of futures below a quantile is the share asked for", () => {
  fc.assert(
    fc.property(anyDistribution, share, (belief, u) => {
      if (belief.kind === "choices" || belief.kind === "integers" || belief.kind === "value")
        return;
      const value = quantileOf(belief, u);
      const grid = Array.from({ length: 200 }, (_, index) => (index + 0.5) / 200);
      const below = grid.filter((at) => quantileOf(belief, at) <= value).length / 200;
      const { low, high } = supportOf(belief);
      // Where doubles are too coarse for the range, many shares are one value.
      if (high - low < 1e-9 || value === quantileOf(belief, Math.min(1, u + 0.01))) return;
      expect(Math.abs(below - u), describe(belief)).toBeLessThanOrEqual(0.0051);
    }),
    { seed: 42, numRuns: 150 },
  );
});

test("what is no distribution is refused, in words", () => {
  const refused: readonly (readonly [Distribution, RegExp])[] = [
    [{ kind: "uniform", low: 3, high: 1 }, /not from 3 to 1/],
    [{ kind: "uniform", low: NaN, high: 1 }, /not from NaN/],
    [{ kind: "uniform", low: 0, high: Infinity }, /not from 0 to Infinity/],
    [{ kind: "triangular", low: 0, mode: 2, high: 1 }, /mode 2 lies outside 0 to 1/],
    [{ kind: "integers", low: 0.5, high: 2 }, /0.5 to 2 are not whole/],
    [{ kind: "lognormal", median: 0, logDeviation: 1 }, /median above 0/],
    [{ kind: "beta", alpha: 0, beta: 1, low: 0, high: 1 }, /two positive numbers/],
    [{ ...tail, low: 50 }, /next to nothing between 50 and Infinity; state a range instead/],
    [{ ...tail, deviation: -1 }, /deviation of 0 or more/],
    [{ ...severity, weights: [0, 0, 0] }, /no choice with a weight above 0/],
    [{ ...severity, weights: [1, 2] }, /each of 3 choices/],
  ];
  for (const [distribution, message] of refused) {
    expect(() => quantileOf(distribution, 0.5)).toThrow(message);
    expect(() => quantileOf(distribution, 0.5)).toThrow(RangeError);
  }
});

test("in words", () => {
  const cases: readonly (readonly [Distribution, string])[] = [
    [{ kind: "value", value: 0.3 }, "0.3"],
    [{ kind: "uniform", low: 0.6, high: 0.95 }, "0.6 to 0.95"],
    [{ kind: "uniform", low: 2, high: 2 }, "2"],
    [{ kind: "triangular", low: 0, mode: 0.25, high: 1 }, "triangular, 0 to 1, mode 0.25"],
    [{ ...half, mean: 0.3, deviation: 0.1 }, "normal, mean 0.3, sd 0.1, at least 0"],
    [{ ...half, low: -Infinity, high: 3 }, "normal, mean 0, sd 1, at most 3"],
    [{ ...half, low: -Infinity }, "normal, mean 0, sd 1"],
    [{ ...half, high: 3 }, "normal, mean 0, sd 1, between 0 and 3"],
    [
      { kind: "lognormal", median: 20000, logDeviation: 0.5 },
      "lognormal, median 20,000, log sd 0.5",
    ],
    [{ kind: "beta", alpha: 2, beta: 5, low: 0, high: 1 }, "beta, alpha 2, beta 5, 0 to 1"],
    [{ kind: "integers", low: 1, high: 4 }, "whole numbers from 1 to 4"],
    [severity, "mild (70 %) or severe (30 %)"],
    [{ ...severity, weights: [1, 1, 0] }, "mild or severe"],
    [{ ...severity, weights: [1, 1, 1] }, "mild, severe or never"],
    [{ ...severity, weights: [1, 0, 0] }, "severe"],
    [toggle, "0 or 1"],
  ];
  for (const [distribution, text] of cases) expect(describe(distribution)).toBe(text);
});

test("numbers in words", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0"],
    [-0, "0"],
    [1 / 3, "0.333333"],
    [0.1 + 0.2, "0.3"],
    [9999, "9999"],
    [10000, "10,000"],
    [-1234567, "-1,234,567"],
    [100000, "100,000"],
    [1e21, "1e+21"],
    [12345.6, "12,345.6"],
    [1.5e-9, "1.5e-9"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ];
  for (const [value, text] of cases) expect(numberText(value)).toBe(text);
});
