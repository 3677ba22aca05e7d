import { expect, test } from "vitest";

import { ranksOf } from "#numeric/order";
import { mean, standardDeviation } from "#numeric/quantile";
import { correlate } from "#sample/correlate";
import { coordinates } from "#sample/futures";
import { correlationRoot } from "#study/correlation";

const place = { file: "study.yaml", line: 1, column: 1, length: 1 };
const between = (one: string, other: string, value: number) => ({
  premises: [one, other] as const,
  value,
  place,
});

function rankCorrelation(one: Float64Array, other: Float64Array): number {
  const [x, y] = [ranksOf(one), ranksOf(other)];
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, row) => sum + (value - mx) * (y[row] - my), 0);
  return covariance / ((x.length - 1) * standardDeviation(x) * standardDeviation(y));
}

const unit = coordinates(1, ["a", "b", "c", "d"], 0, 20_000);

test("columns hang together as asked, and each stays uniform", () => {
  const { columns } = correlate(unit, [between("a", "b", 0.7), between("b", "c", -0.5)]);
  const [a, b, c, d] = ["a", "b", "c", "d"].map((key) => columns.get(key) as Float64Array);
  // Of a Gaussian copula: 6/π·arcsin(ρ/2) (Kruskal 1958).
  const expected = (rho: number): number => (6 / Math.PI) * Math.asin(rho / 2);
  expect(Math.abs(rankCorrelation(a, b) - expected(0.7))).toBeLessThan(0.02);
  expect(Math.abs(rankCorrelation(b, c) - expected(-0.5))).toBeLessThan(0.02);
  expect(Math.abs(rankCorrelation(a, c))).toBeLessThan(0.03);
  for (const column of [a, b, c]) {
    const sorted = column.toSorted();
    const distance = Math.max(...sorted.map((u, row) => Math.abs(u - (row + 0.5) / sorted.length)));
    expect(distance).toBeLessThan(0.0138); // Kolmogorov, 0.1 %
    expect(sorted[0] > 0 && sorted[sorted.length - 1] < 1).toBe(true);
  }
  expect(d).toBe(unit.columns.get("d"));
});

test("a future is the same however many there are", () => {
  const correlations = [between("a", "c", 0.9)];
  const few = coordinates(1, ["a", "c"], 100, 110, correlations);
  const whole = correlate(unit, correlations);
  expect(few.columns.get("c")).toEqual(whole.columns.get("c")?.slice(100, 110));
});

test("without correlations nothing changes", () => {
  expect(correlate(unit, [])).toBe(unit);
  expect(correlate(unit, [between("a", "elsewhere", 0.5)])).toBe(unit);
});

test("correlations that cannot be are told by premise", () => {
  const impossible = [between("a", "b", 0.9), between("b", "c", 0.9), between("a", "c", -0.9)];
  expect(correlationRoot(["a", "b", "c"], impossible).impossible).toBe("c");
  expect(() => correlate(unit, impossible)).toThrow(/"c"/u);
  // 2×2: the root of [[1, .6], [.6, 1]] by hand.
  expect(correlationRoot(["a", "b"], [between("a", "b", 0.6)]).root).toEqual([[1], [0.6, 0.8]]);
});
