import { expect, test } from "vitest";

import { countIn, membersOf, withoutRestriction } from "#analyse/discovery/box";
import type { Cases } from "#analyse/discovery/cases";
import { findBox, primDefaults } from "#analyse/discovery/prim";
import { paste } from "#analyse/discovery/prim-paste";
import { primQuantile } from "#analyse/discovery/prim-quantile";
import { restrictionWorths } from "#analyse/discovery/quasi-p";
import { createDraws } from "#numeric/draws";
import { sobolPoints } from "#sample/design/sobol-points";

import { bryantLempert } from "../../support/bryant-lempert.js";

test.each([
  { values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], high: 8.5, low: 0.5 },
  { values: [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9], high: 8.5, low: 1.5 },
])("the quantile of PRIM walks out of ties", ({ values, high, low }) => {
  // The EMA Workbench's own tests.
  const of = (q: number) => primQuantile(values.length, (index) => values[index], q);
  expect([of(0.9), of(0.95), of(0.1), of(0.05)]).toEqual([high, high, low, low]);
});

const published = bryantLempert();
const trajectory = findBox(published, { ...primDefaults, peelAlpha: 0.1 });

test("the trajectory of Bryant and Lempert's futures", () => {
  // The EMA Workbench 3.0.0, unmodified, peel alpha 0.1.
  expect(trajectory).toHaveLength(28);
  const expected = [
    { id: 1, coverage: 1, density: 0.112374, n: 792, k: 89, restricted: 1 },
    { id: 10, coverage: 1, density: 0.300676, n: 296, k: 89, restricted: 3 },
    { id: 21, coverage: 0.752809, density: 0.770115, n: 87, k: 67, restricted: 4 },
    { id: 24, coverage: 0.640449, density: 0.904762, n: 63, k: 57, restricted: 4 },
    { id: 27, coverage: 0.505618, density: 1, n: 45, k: 45, restricted: 6 },
  ];
  for (const { id, coverage, density, ...whole } of expected) {
    const entry = trajectory[id];
    expect(entry).toMatchObject({ id, ...whole });
    expect(entry.coverage).toBeCloseTo(coverage, 6);
    expect(entry.density).toBeCloseTo(density, 6);
    expect(countIn(entry.box, published)).toEqual({ n: entry.n, k: entry.k });
  }
});

test("box 21, its restrictions and their quasi-p-values", () => {
  const { box } = trajectory[21];
  const worths = restrictionWorths(published, box);
  const found = worths.map(({ input, side, quasiP }) => {
    const limit = box[input];
    const end = limit?.kind === "range" && side !== "subset" ? limit[side] : null;
    return { name: published.inputs[input].name, side, end, quasiP };
  });
  const expected = [
    { name: "Cellulosic cost", side: "low", end: 72.650002, quasiP: 0.15741333528927 },
    { name: "Total biomass", side: "high", end: 755.799988, quasiP: 4.716968553e-6 },
    { name: "Demand elasticity", side: "low", end: -0.422, quasiP: 1.184929912e-16 },
    { name: "Biomass backstop price", side: "low", end: 150.049995, quasiP: 3.51511253e-11 },
  ];
  expect(found.map(({ name, side }) => ({ name, side }))).toEqual(
    expected.map(({ name, side }) => ({ name, side })),
  );
  for (const [index, { end, quasiP }] of expected.entries()) {
    expect(found[index].end).toBeCloseTo(end, 5);
    expect(found[index].quasiP / quasiP).toBeCloseTo(1, 8);
  }
});

test("box 21 without the cost, and the next box in what is left", () => {
  const { box } = trajectory[21];
  const [cost] = restrictionWorths(published, box);
  const without = withoutRestriction(box, cost);
  const { n, k } = countIn(without, published);
  expect([n, k]).toEqual([cost.without.n, cost.without.k]);
  expect(k / 89).toBeCloseTo(0.764045, 6);
  expect(k / n).toBeCloseTo(0.715789, 6);
  expect(n / 882).toBeCloseTo(0.10771, 6);

  const columns = published.inputs.map(({ values }) => values);
  const rest = membersOf(without, columns, 882).map((inside) => 1 - inside);
  const next = findBox(published, { ...primDefaults, peelAlpha: 0.1 }, rest);
  expect(next[0].n).toBe(787);
  expect(next[next.length - 1].density).toBeCloseTo(0.354166667, 9);
});

test("with a peel alpha of 0.05", () => {
  const found = findBox(published);
  expect(found).toHaveLength(52);
  expect(found[51]).toMatchObject({ n: 49, k: 47 });
});

const points = sobolPoints(null, ["a", "b", "c", "d", "e"], 0, 1024);
const columns = [...points.columns].map(([name, values]) => ({
  name,
  kind: "number" as const,
  values,
}));

function casesOf(inputs: Cases["inputs"], isOfInterest: (row: number) => boolean): Cases {
  const interest = Uint8Array.from(inputs[0].values, (_, row) => Number(isOfInterest(row)));
  return { inputs, interest, failed: inputs.map(() => new Float64Array(0)) };
}

test("a corner of the cube is found, and every restriction of it is worth it", () => {
  // The EMA Workbench 3.0.0, unmodified.
  const [a, b] = columns;
  const cases = casesOf(columns, (row) => a.values[row] < 0.3 && b.values[row] > 0.6);
  const found = findBox(cases);
  expect(found).toHaveLength(41);
  const last = found[40];
  expect(last).toMatchObject({ n: 123, k: 123, restricted: 2 });
  expect(last.box[0]).toMatchObject({ low: null });
  expect(last.box[1]).toMatchObject({ high: null });
  expect(last.box[0]?.kind === "range" && last.box[0].high).toBeCloseTo(0.300293, 6);
  expect(last.box[1]?.kind === "range" && last.box[1].low).toBeCloseTo(0.599121, 6);
  const worths = restrictionWorths(cases, last.box).map(({ quasiP }) => quasiP);
  expect(worths[0] / 4.851928e-65).toBeCloseTo(1, 5);
  expect(worths[1] / 9.259565e-50).toBeCloseTo(1, 5);
});

test("categories are peeled one at a time", () => {
  // The EMA Workbench 3.0.0, unmodified.
  const [u, v, third] = columns;
  const region = {
    name: "region",
    kind: "category" as const,
    labels: ["A", "B", "C", "D"],
    values: third.values.map((value) => Math.floor(4 * value)),
  };
  const cases = casesOf([u, v, region], (row) => u.values[row] > 0.5 && region.values[row] === 3);
  const found = findBox(cases);
  expect(found).toHaveLength(17);
  const last = found[16];
  expect(last).toMatchObject({ n: 127, k: 127 });
  expect(last.box[0]?.kind === "range" && last.box[0].low).toBeCloseTo(0.503418, 6);
  expect(last.box[2]).toEqual({ kind: "subset", allowed: [false, false, false, true] });
});

test("whole numbers have whole limits, a value at a time if it must be", () => {
  const [u, v] = columns;
  const count = {
    name: "count",
    kind: "integer" as const,
    values: u.values.map((x) => Math.floor(6 * x) - 2),
  };
  const cases = casesOf([count, v], (row) => count.values[row] >= 2 && v.values[row] < 0.5);
  const last = findBox(cases).at(-1);
  expect(last?.box[0]).toEqual({ kind: "range", low: 2, high: null });
  expect(last?.density).toBe(1);
});

test("every box on the way holds what it is said to hold, pasted ones too", () => {
  let pasted = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const draws = createDraws(seed, 1, 1);
    const inputs = ["a", "b", "c", "d"].map((name, index) => ({
      name,
      kind: index === 3 ? ("integer" as const) : ("number" as const),
      values: Float64Array.from({ length: 800 }, () =>
        index === 3 ? draws.below(9) : draws.uniform(),
      ),
    }));
    const [a, b, c, d] = inputs.map(({ values }) => values);
    const cases = casesOf(inputs, (row) => {
      const inside = a[row] + b[row] < 1 && c[row] > 0.3 && d[row] > 2;
      return draws.uniform() < (inside ? 0.6 : 0.15);
    });
    const found = findBox(cases, { peelAlpha: 0.15, pasteAlpha: 0.1, leastMass: 0.02 });
    for (const [index, { box, n, k }] of found.entries()) {
      expect(countIn(box, cases)).toEqual({ n, k });
      if (index > 0 && n > found[index - 1].n) {
        pasted += 1;
        expect(k / n).toBeGreaterThan(found[index - 1].density);
      }
    }
  }
  expect(pasted).toBeGreaterThan(3);
});

test("a paste looks at rows that one end alone keeps out", () => {
  const rows = [
    [0.6, 0.6, 0],
    [0.7, 0.7, 1],
    [0.4, 0.8, 0], // kept out by a alone
    [0.45, 0.3, 1], // by both
    [0.44, 0.31, 1],
  ];
  const inputs = ["a", "b"].map((name, column) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from(rows, (row) => row[column]),
  }));
  const cases = casesOf(inputs, (row) => rows[row][2] === 1);
  const from = { kind: "range" as const, low: 0.5, high: null };
  const pasted = paste(cases, new Uint8Array(5).fill(1), [from, from], { n: 2, k: 1 }, 0.05);
  expect(pasted).toBeNull();
  cases.interest[2] = 1;
  const better = paste(cases, new Uint8Array(5).fill(1), [from, from], { n: 2, k: 1 }, 0.05);
  expect(better).toEqual({ box: [null, from], n: 3, k: 2 });
});

test("nothing of interest, or nothing at all, is one entry", () => {
  const none = casesOf(columns, () => false);
  expect(findBox(none)).toHaveLength(1);
  expect(findBox(none)[0]).toMatchObject({ coverage: 0, density: 0, n: 1024 });
  const empty = { inputs: [], interest: new Uint8Array(0), failed: [] };
  expect(findBox(empty)[0]).toMatchObject({ n: 0, mass: 0 });
  expect(() => findBox(none, { ...primDefaults, peelAlpha: 1 })).toThrow(/peelAlpha/u);
});
