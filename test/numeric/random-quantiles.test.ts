import { expect, test } from "vitest";

import { binomialQuantile, poissonQuantile } from "#numeric/elementary/count-quantile";
import { gammaQuantile } from "#numeric/elementary/gamma-quantile";
import { gammaShare } from "#numeric/elementary/gamma-share";
import { normalQuantile } from "#numeric/elementary/normal-quantile";
import { lnGamma } from "#numeric/elementary/log-gamma";
import { normalQuantile as byRanges } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { createRandom } from "./random.js";
import { normalQuantiles } from "./special-references.js";

const a = createNumberArithmetic();
const unbounded = { low: -Infinity, high: Infinity };

test("normal quantiles are those of `numeric/normal`, bit for bit", () => {
  const random = createRandom(11);
  for (const [p, x] of normalQuantiles) {
    expect(Math.abs(normalQuantile(a, p) - x)).toBeLessThanOrEqual(1e-15 * Math.abs(x));
  }
  let differing = 0;
  for (let index = 0; index < 50_000; index++) {
    const p = index % 2 === 0 ? random.uniform(0, 1) : 10 ** random.uniform(-300, 0);
    if (!Object.is(normalQuantile(a, p), byRanges(a, p))) differing++;
  }
  for (const p of [0, 1, 0.5, -0.1, 1.1, NaN]) expect(normalQuantile(a, p)).toBe(byRanges(a, p));
  expect(differing).toBe(0);
});

/** mpmath 1.3, gammainc(order, 0, x, regularized=True), to 30 digits and rounded. */
const gammaShares: readonly (readonly [number, number, number])[] = [
  [0.05, 0.001, 0.7271792290529226],
  [0.05, 0.001, 0.7271792290529226],
  [0.05, 0.1394427190999916, 0.9248877944029547],
  [0.05, 0.6090169943749475, 0.976977785935448],
  [0.5, 0.01, 0.1124629160182849],
  [0.5, 0.01, 0.1124629160182849],
  [0.5, 0.782842712474619, 0.7891652974272562],
  [0.5, 2.267766952966369, 0.9668019006080654],
  [1.7, 0.034, 0.00202019231007],
  [1.7, 0.7873116632716292, 0.2679336977574726],
  [1.7, 2.221536192416212, 0.7316454059976392],
  [1.7, 4.959601202601324, 0.9731354269965782],
  [6.25, 0.125, 1.7628388079154043e-9],
  [6.25, 4.5, 0.26059932263410074],
  [6.25, 7.25, 0.6958850306705181],
  [6.25, 12.5, 0.9814071434479575],
  [19.5, 6.252358700508229, 1.6945318972612996e-5],
  [19.5, 16.408883696785253, 0.25327562053871067],
  [19.5, 21.26635217326557, 0.6785140801731474],
  [19.5, 30.539701082909808, 0.9865663888036709],
  [20, 6.583592135001262, 1.9209781883082844e-5],
  [20, 16.869504831500294, 0.25314381204517616],
  [20, 21.788854381999833, 0.6782266684942064],
  [20, 31.18033988749895, 0.9866560298304933],
  [20.5, 6.916922292793875, 2.158836591506614e-5],
  [20.5, 17.330615201651906, 0.2530165554643873],
  [20.5, 22.311077027627483, 0.6779497661754824],
  [20.5, 31.81923142267177, 0.9867424840491854],
  [33, 15.766312060385914, 0.00010037393760573136],
  [33, 28.97880614742338, 0.2508032295069693],
  [33, 35.29782505861521, 0.6732173257449964],
  [33, 47.36140661634507, 0.988231438544139],
  [100, 70.0, 0.00043037259497989087],
  [100, 93.0, 0.24714716340280296],
  [100, 104.0, 0.6656815159034444],
  [100, 125.0, 0.9906208683311739],
  [1000, 905.1316701949486, 0.0010012389950642836],
  [1000, 977.8640563788214, 0.2436304285510175],
  [1000, 1012.6491106406735, 0.6586772932455708],
  [1000, 1079.0569415042096, 0.9928069097055436],
];

test("shares of gamma distributions", () => {
  for (const [order, x, share] of gammaShares) {
    expect(Math.abs(gammaShare(a, order, x) - share), `${order} at ${x}`).toBeLessThan(1e-12);
  }
  // Of order 1: 1 − e^−x; of order 2: 1 − (1 + x)·e^−x.
  for (const x of [0.01, 0.5, 1, 3, 10, 30]) {
    expect(gammaShare(a, 1, x)).toBeCloseTo(1 - Math.exp(-x), 12);
    expect(gammaShare(a, 2, x)).toBeCloseTo(1 - (1 + x) * Math.exp(-x), 12);
  }
  expect(gammaShare(a, 2, 0)).toBe(0);
  expect(gammaShare(a, 2, -1)).toBe(0);
  expect(gammaShare(a, 2, Infinity)).toBe(1);
  for (const order of [0, -1, NaN]) expect(gammaShare(a, order, 1)).toBeNaN();
  expect(gammaShare(a, 2, NaN)).toBeNaN();
});

test("quantiles of gamma distributions invert the shares, and are finite to the ends", () => {
  const random = createRandom(12);
  let worst = { error: 0, at: "" };
  for (let index = 0; index < 3000; index++) {
    const order = 1 + 10 ** random.uniform(-3, 6) - 0.001;
    const p = index % 3 === 0 ? 10 ** random.uniform(-12, 0) : random.uniform(0, 1);
    const error = Math.abs(gammaShare(a, order, gammaQuantile(a, order, p)) - p);
    if (!(error <= worst.error)) worst = { error, at: `order ${order}, p ${p}` };
  }
  expect(worst.error, worst.at).toBeLessThan(1e-11);
  for (const order of [1, 1.5, 4, 19.9, 25, 1e5]) {
    for (const p of [2 ** -53, 1 - 2 ** -53]) {
      const x = gammaQuantile(a, order, p);
      expect(x > 0 && x < Infinity, `order ${order}, p ${p} is ${x}`).toBe(true);
    }
  }
  // Of order 1: −ln(1 − p).
  expect(gammaQuantile(a, 1, 0.5)).toBeCloseTo(Math.LN2, 12);
});

/** The distribution function of counts with the given logarithms of probabilities. */
function shareOf(lnProbability: (count: number) => number): (count: number) => number {
  const sums: number[] = [];
  return (count) => {
    for (let k = sums.length; k <= count; k++) {
      sums.push((sums[k - 1] ?? 0) + Math.exp(lnProbability(k)));
    }
    return count < 0 ? 0 : sums[count];
  };
}

function poissonShare(mean: number) {
  return shareOf((k) => k * Math.log(mean) - mean - lnGamma(a, k + 1));
}

function binomialShare(trials: number, probability: number) {
  const choose = (k: number) =>
    lnGamma(a, trials + 1) - lnGamma(a, k + 1) - lnGamma(a, trials - k + 1);
  return shareOf((k) =>
    k > trials
      ? -Infinity
      : choose(k) + k * Math.log(probability) + (trials - k) * Math.log(1 - probability),
  );
}

/** How far, as a share, the counts are from where p says; `within` is what the bounds leave. */
function largestError(
  quantile: (p: number) => number,
  share: (count: number) => number,
  [low, high]: readonly [number, number] = [0, Infinity],
): number {
  const before = share(low - 1);
  const all = (high === Infinity ? 1 : share(high)) - before;
  let worst = 0;
  for (let index = 0; index < 2000; index++) {
    const p = (index + 0.5) / 2000;
    const count = quantile(p);
    const target = before + p * all;
    worst = Math.max(worst, (share(count - 1) - target) / all, (target - share(count)) / all);
    if (!(count >= low && count <= high)) return Infinity;
  }
  return worst;
}

test("counts of Poisson distributions", () => {
  for (const mean of [0.1, 1, 5, 29.9]) {
    const error = largestError((p) => poissonQuantile(a, mean, p, unbounded), poissonShare(mean));
    expect(error, `mean ${mean}`).toBeLessThan(1e-12);
  }
  for (const mean of [30.1, 60, 400, 5000]) {
    const error = largestError((p) => poissonQuantile(a, mean, p, unbounded), poissonShare(mean));
    expect(error, `mean ${mean}`).toBeLessThan(1e-5);
  }
  expect(poissonQuantile(a, 0, 0.7, unbounded)).toBe(0);
  for (const mean of [-1, NaN, Infinity]) {
    expect(poissonQuantile(a, mean, 0.5, unbounded)).toBeNaN();
  }
});

test("counts of binomial distributions", () => {
  const cases: readonly (readonly [number, number])[] = [
    [1, 0.3],
    [3, 0.9],
    [50, 0.02],
    [119, 0.5],
    [130, 0.5],
    [200, 0.8],
    [1000, 0.1],
    [1500, 0.97],
  ];
  for (const [trials, probability] of cases) {
    const variance = trials * probability * (1 - probability);
    const error = largestError(
      (p) => binomialQuantile(a, [trials, probability], p, unbounded),
      binomialShare(trials, probability),
    );
    expect(error, `${trials} of ${probability}`).toBeLessThan(variance <= 30 ? 1e-11 : 1e-5);
  }
  expect(binomialQuantile(a, [5, 0], 0.5, unbounded)).toBe(0);
  expect(binomialQuantile(a, [5, 1], 0.5, unbounded)).toBe(5);
  expect(binomialQuantile(a, [0, 0.5], 0.5, unbounded)).toBe(0);
  for (const [trials, probability] of [
    [5, 1.1],
    [5, -0.1],
    [5, NaN],
    [-1, 0.5],
    [NaN, 0.5],
  ] as const) {
    expect(binomialQuantile(a, [trials, probability], 0.5, unbounded)).toBeNaN();
  }
});

test("within bounds, shares are those of what is left", () => {
  const poisson = (mean: number, low: number, high: number) =>
    largestError((p) => poissonQuantile(a, mean, p, { low, high }), poissonShare(mean), [
      low,
      high,
    ]);
  expect(poisson(5, 3, 7)).toBeLessThan(1e-12);
  expect(poisson(100, 95, 101)).toBeLessThan(1e-5);
  expect(poisson(100, 101, 180)).toBeLessThan(1e-5);
  const binomial = (trials: number, probability: number, low: number, high: number) =>
    largestError(
      (p) => binomialQuantile(a, [trials, probability], p, { low, high }),
      binomialShare(trials, probability),
      [low, high],
    );
  expect(binomial(20, 0.8, 3, 15)).toBeLessThan(1e-11);
  expect(binomial(1000, 0.8, 810, 850)).toBeLessThan(1e-5);
});
