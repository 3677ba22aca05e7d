import { expect, test } from "vitest";
import { agreementOf, bestInEach, chosenInEach } from "#analyse/agreement";
import { CrossFit } from "#analyse/cross-fit";
import { bestOnAverage, meanOf, meritsOf } from "#analyse/merits";
import { againstNull, PartialValue, switchesOf } from "#analyse/partial-value";
import { additiveOf, basisOf, binsOf, tensorOf } from "#analyse/regression-basis";
import { evpi, regretsOf, regretTable, sharesBest } from "#analyse/regret";
import { resamples, shuffles } from "#analyse/shuffles";
import { wilsonInterval } from "#numeric/interval";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { uniform } from "#numeric/philox";

/**
 * Reference values of the argument analysis, closed forms checked by enumeration, quadrature or Monte
 * Carlo. T1: U₀ = 0, U₁ = 1 + 2x₁ + x₂ + 0.5x₃ with independent standard normal xᵢ.
 */
const N = 10_000;

function normals(count: number, rows = N): readonly Float64Array[] {
  const arithmetic = createNumberArithmetic();
  return Array.from({ length: count }, (_, stream) =>
    Float64Array.from({ length: rows }, (__, row) =>
      normalQuantile(arithmetic, uniform(11, row, stream, 0)),
    ),
  );
}

const zeros = (rows: number): Float64Array => new Float64Array(rows);
const benefit = (rows: number, of: (row: number) => number): readonly Float64Array[] => [
  zeros(rows),
  Float64Array.from({ length: rows }, (_, row) => of(row)),
];

const [x1, x2, x3] = normals(3);
const t1 = new PartialValue(benefit(N, (row) => 1 + 2 * x1[row] + x2[row] + 0.5 * x3[row]));

test("EVPI: T1 0.4998 with sd of regret 0.9948, max of three and of two normals, uniform against 0", () => {
  const found = evpi(t1.merits, 0.95);
  expect(found.value).toBeCloseTo(0.499792, 1);
  const reach = ((found.high ?? NaN) - (found.low ?? NaN)) / 2;
  expect(reach).toBeCloseTo((1.96 * 0.994753) / Math.sqrt(N), 3);
  expect(found.low).toBeLessThan(0.499792);
  expect(found.high).toBeGreaterThan(0.499792);
  const three = normals(3, 40_000);
  expect(evpi(three, 0.95).value).toBeCloseTo(0.846284, 1);
  expect(evpi(three.slice(0, 2), 0.95).value).toBeCloseTo(0.56419, 1);
  // A midpoint rule: θ − 0.4 against 0 is 0.08 but for 1e-6.
  const uniformly = benefit(1000, (row) => (row + 0.5) / 1000 - 0.4);
  expect(evpi(uniformly, 0.95).value).toBeCloseTo(0.08, 5);
});

const subsets = [
  { name: "x1", of: basisOf(x1), value: 0.395593, flip: 0.308538 },
  { name: "x2", of: basisOf(x2), value: 0.083315, flip: 0.158655 },
  { name: "x3", of: basisOf(x3), value: 0.004245, flip: 0.02275 },
  { name: "x1 x2", of: tensorOf(basisOf(x1), basisOf(x2)), value: 0.479811, flip: 0.32736 },
  { name: "x1 x3", of: tensorOf(basisOf(x1), basisOf(x3)), value: 0.417345, flip: 0.313813 },
  { name: "x2 x3", of: tensorOf(basisOf(x2), basisOf(x3)), value: 0.113437, flip: 0.185547 },
  {
    name: "all",
    of: additiveOf([basisOf(x1), basisOf(x2), basisOf(x3)]),
    value: 0.499792,
    flip: 0.33126,
  },
];

test.each(subsets)("EVPPI of T1, $name: $value, P(flip) $flip", ({ of, value, flip }) => {
  const fit = new CrossFit(of);
  // Sampling error of the sample mean of the regret is 0.01.
  expect(Math.abs(meanOf(t1.gains(fit)) - value)).toBeLessThan(0.03);
  expect(Math.abs(t1.plugIn(of) - value)).toBeLessThan(0.03);
  const flips = t1.choices(fit).filter((choice) => choice !== t1.best).length / N;
  expect(Math.abs(flips - flip)).toBeLessThan(0.03);
});

test("20 quantile bins: x1 within three of its standard deviations of 0.011, x2 of 0.009", () => {
  expect(Math.abs(t1.plugIn(binsOf(x1, 20)) - 0.395593)).toBeLessThan(0.033);
  expect(Math.abs(t1.plugIn(binsOf(x2, 20)) - 0.083315)).toBeLessThan(0.027);
});

test("switch values of T1: −0.5, −1, −2", () => {
  const found = [x1, x2, x3].map((values) =>
    switchesOf(values, t1.choices(new CrossFit(basisOf(values)))),
  );
  for (const [at, expected] of [-0.5, -1, -2].entries()) {
    expect(found[at]).toHaveLength(1);
    expect(found[at][0]).toMatchObject({ from: 0, to: 1 });
    expect(Math.abs(found[at][0].at - expected)).toBeLessThan(0.25);
  }
});

test("T1 with a correlation of 0.5 of x1 and x2: EVPI 0.647427, EVPPI 0.576097 and 0.395593", () => {
  const other = x1.map((value, row) => 0.5 * value + Math.sqrt(0.75) * x2[row]);
  const value = new PartialValue(benefit(N, (row) => 1 + 2 * x1[row] + other[row] + 0.5 * x3[row]));
  expect(Math.abs((evpi(value.merits, 0.95).value ?? NaN) - 0.647427)).toBeLessThan(0.035);
  const of = (values: Float64Array): number => meanOf(value.gains(new CrossFit(basisOf(values))));
  expect(Math.abs(of(x1) - 0.576097)).toBeLessThan(0.035);
  expect(Math.abs(of(other) - 0.395593)).toBeLessThan(0.035);
});

test("interaction trap, INB = x1·x2: singles nothing, the pair 1/π", () => {
  const value = new PartialValue(benefit(N, (row) => x1[row] * x2[row]));
  const of = (fit: CrossFit): number => meanOf(value.gains(fit));
  expect(Math.abs(of(new CrossFit(basisOf(x1))))).toBeLessThan(0.02);
  expect(Math.abs(of(new CrossFit(basisOf(x2))))).toBeLessThan(0.02);
  const pair = of(new CrossFit(tensorOf(basisOf(x1), basisOf(x2))));
  expect(Math.abs(pair - 0.31831)).toBeLessThan(0.03);
});

test("nonlinearity trap, INB = x² − 1: 0.483941, where a straight line sees nothing", () => {
  const value = new PartialValue(benefit(N, (row) => x1[row] * x1[row] - 1));
  const basis = basisOf(x1);
  expect(Math.abs(meanOf(value.gains(new CrossFit(basis))) - 0.483941)).toBeLessThan(0.03);
  const straight = { ...basis, columns: basis.columns.slice(0, 1) };
  expect(Math.abs(value.plugIn(straight))).toBeLessThan(0.03);
});

test("bias trap: 20 bins of a dummy give 0.0317 by plugging in, nothing by cross-fitting", () => {
  const deviation = 2.291288;
  const found = Array.from({ length: 8 }, (_, run) => {
    const arithmetic = createNumberArithmetic();
    const draw = (stream: number): Float64Array =>
      Float64Array.from({ length: N }, (__, row) =>
        normalQuantile(arithmetic, uniform(100 + run, row, stream, 0)),
      );
    const noise = draw(1);
    const value = new PartialValue(benefit(N, (row) => deviation * noise[row]));
    const basis = binsOf(draw(2), 20);
    return { plain: value.plugIn(basis), crossed: meanOf(value.gains(new CrossFit(basis))) };
  });
  // σφ(0)(√K − 1)/√N; the mean of eight has a standard deviation of about a third of one's.
  const expected = (deviation * 0.398942 * (Math.sqrt(20) - 1)) / Math.sqrt(N);
  expect(expected).toBeCloseTo(0.031739, 5);
  expect(Math.abs(meanOf(found.map(({ plain }) => plain)) - expected)).toBeLessThan(0.008);
  expect(Math.abs(meanOf(found.map(({ crossed }) => crossed)))).toBeLessThan(0.018);
});

test("the null: a dummy is not told from nothing, x3 hardly, x2 clearly", () => {
  const [, , , dummy] = normals(4);
  const orders = shuffles(N, 60, 1);
  const p = (values: Float64Array): number => {
    const fit = new CrossFit(basisOf(values));
    return againstNull(meanOf(t1.gains(fit)), t1.nullValues(fit, orders)).p;
  };
  expect(p(dummy)).toBeGreaterThan(0.05);
  expect(p(x2)).toBeLessThan(1e-6);
  expect(againstNull(0.5, [0.1, 0.2, 0.6, 0.7])).toEqual({ high: 0.7, p: 0.6 });
});

test("shuffles are permutations, resamples keep even rows even, and both are the same again", () => {
  for (const order of shuffles(7, 5, 3)) expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(shuffles(7, 5, 3)).toEqual(shuffles(7, 5, 3));
  expect(shuffles(7, 5, 3)).not.toEqual(shuffles(7, 5, 4));
  for (const drawn of resamples(7, 50, 3)) {
    expect(drawn).toHaveLength(7);
    drawn.forEach((of, row) => {
      expect(of % 2).toBe(row % 2);
      expect(of).toBeLessThan(7);
    });
  }
});

test("few different values are groups, one value is nothing to learn from", () => {
  const coin = Float64Array.from({ length: N }, (_, row) => (uniform(5, row, 9, 0) < 0.5 ? 0 : 1));
  expect(basisOf(coin).columns).toHaveLength(1);
  expect(basisOf(new Float64Array(N).fill(3)).columns).toHaveLength(0);
  // INB = ±1 by the coin, against 0: knowing it is worth 0.5.
  const value = new PartialValue(benefit(N, (row) => (coin[row] === 1 ? 1 : -1) + x1[row]));
  expect(Math.abs(meanOf(value.gains(new CrossFit(basisOf(coin)))) - 0.5)).toBeLessThan(0.03);
  const nothing = new CrossFit(basisOf(new Float64Array(N).fill(3)));
  expect(Math.abs(meanOf(value.gains(nothing)))).toBeLessThan(1e-9);
});

test("regret: P (10, 2, 4), Q (6, 6, 6), R (3, 9, 5): 7, 4, 7, minimax Q, EVPI over positions 2.3333", () => {
  const table = regretTable(
    [
      [10, 2, 4],
      [6, 6, 6],
      [3, 9, 5],
    ],
    [1, 1, 1],
  );
  expect(table.most).toEqual([7, 4, 7]);
  expect(table.mostAt).toEqual([1, 0, 0]);
  expect(table.minimax).toEqual([1]);
  expect(table.means.map((mean) => Number(mean.toFixed(6)))).toEqual([5.333333, 6, 5.666667]);
  expect(table.evpi).toBeCloseTo(2.333333, 6);
});

test("regret in each future, shares best, and losses turned round", () => {
  const { merits, rows } = meritsOf(
    [Float64Array.of(3, 1, NaN, 2), Float64Array.of(1, 2, 5, 2)],
    "less",
  );
  expect([...rows]).toEqual([0, 1, 3]);
  expect(bestOnAverage(merits)).toBe(1);
  expect([...regretsOf(merits, 0)]).toEqual([2, 0, 0]);
  expect([...regretsOf(merits, 1)]).toEqual([0, 1, 0]);
  expect(sharesBest(merits)).toEqual([0.5, 0.5]);
});

test("agreement: INB = x + y − 1.2, A x in 0 to 0.5, B in 0.5 to 1; P(prefer 1) 0.09, 0.55", () => {
  const draw = (stream: number): Float64Array =>
    Float64Array.from({ length: N }, (_, row) => uniform(8, row, stream, 0));
  const [u, y] = [draw(1), draw(2)];
  const a = benefit(N, (row) => u[row] / 2 + y[row] - 1.2);
  const b = benefit(N, (row) => 0.5 + u[row] / 2 + y[row] - 1.2);
  expect(meanOf(a[1])).toBeCloseTo(-0.45, 1);
  expect(meanOf(b[1])).toBeCloseTo(0.05, 1);
  const shares = [a, b].map((merits) => sharesBest(merits)[1]);
  expect(Math.abs(shares[0] - 0.09)).toBeLessThan(0.01);
  expect(Math.abs(shares[1] - 0.55)).toBeLessThan(0.02);
  expect(Math.abs((shares[0] + shares[1]) / 2 - 0.32)).toBeLessThan(0.015);
  // Common draws: where A prefers 1 so does B, and they part where only B does.
  const agreed = agreementOf([bestInEach(a), bestInEach(b)]);
  expect(agreed.agreed / agreed.rows).toBeCloseTo(0.09 + 0.45, 1);
  expect(agreed.on[0] + agreed.on[1]).toBe(agreed.agreed);
  // If y were learned, both would agree in half of the cases.
  const fit = new CrossFit(basisOf(y));
  const learned = [a, b].map((merits) => chosenInEach(new PartialValue(merits).choices(fit), 2));
  const after = agreementOf(learned);
  expect(Math.abs(after.agreed / after.rows - 0.5)).toBeLessThan(0.03);
});

test("agreement where several are equally good: with nothing to choose nobody has chosen", () => {
  // A condition that is met (1) or not (0) by three options in four rows.
  const one = [
    [1, 0, 1, 0],
    [1, 0, 0, 1],
    [0, 0, 0, 0],
  ].map((of) => Float64Array.from(of));
  const other = [
    [0, 0, 1, 1],
    [1, 0, 0, 1],
    [0, 0, 0, 1],
  ].map((of) => Float64Array.from(of));
  expect(bestInEach(one).map((of) => [...of])).toEqual([
    [1, 0, 1, 0],
    [1, 0, 0, 1],
    [0, 0, 0, 0],
  ]);
  // Row 0: only the second is met for both. Row 1: met by none. Row 2: the first. Row 3: for the
  // other all are alike.
  expect(agreementOf([bestInEach(one), bestInEach(other)])).toEqual({
    rows: 4,
    agreed: 2,
    on: [1, 1, 0],
  });
});

test("Wilson: 31 of 100 from 0.227797 to 0.406261; none of 1,000 up to 0.003827", () => {
  const { low, high } = wilsonInterval(31, 100, 0.95);
  expect(low).toBeCloseTo(0.227797, 6);
  expect(high).toBeCloseTo(0.406261, 6);
  expect(wilsonInterval(0, 1000, 0.95).high).toBeCloseTo(0.003827, 6);
});
