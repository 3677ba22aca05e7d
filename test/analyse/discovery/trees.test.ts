import { expect, test } from "vitest";

import { countIn } from "#analyse/discovery/box";
import { discoverByLogit } from "#analyse/discovery/logit";
import { extraTreesScores } from "#analyse/trees/extra-trees";
import { growTree, leavesOf, nodesOf } from "#analyse/trees/cart";

import { bryantLempert } from "../../support/bryant-lempert.js";

const published = bryantLempert();
const nameOf = (input: number): string => published.inputs[input].name;

test("CART on Bryant and Lempert's futures", () => {
  // scikit-learn as the EMA Workbench calls it, unmodified.
  const root = growTree(published, { leastMass: 0.05 });
  expect(nodesOf(root)).toHaveLength(15);
  expect(nameOf(root.split?.input ?? -1)).toBe("Demand elasticity");
  expect(root.split?.at).toBeCloseTo(-0.3165, 6);
  expect(root.impurity).toBeCloseTo(0.1814496, 8);
  const [best] = leavesOf(root);
  expect(best.k / 89).toBeCloseTo(0.606742, 6);
  expect(best.k / best.n).toBeCloseTo(0.642857, 6);
  expect(best.n / 882).toBeCloseTo(0.095238, 6);
  for (const leaf of leavesOf(root)) {
    expect(leaf.n).toBeGreaterThanOrEqual(44);
    expect(countIn(leaf.box, published)).toEqual({ n: leaf.n, k: leaf.k });
  }
});

test("CART splits categories by a label and whole numbers between them", () => {
  const labels = ["a", "b", "c"];
  const codes = Float64Array.from({ length: 90 }, (_, row) => row % 3);
  const counts = Float64Array.from({ length: 90 }, (_, row) => (row % 2) * 2 + 1);
  const cases = {
    inputs: [
      { name: "kind", kind: "category" as const, labels, values: codes },
      { name: "count", kind: "integer" as const, values: counts },
    ],
    interest: Uint8Array.from(codes, (code, row) => Number(code === 1 && counts[row] === 3)),
    failed: [],
  };
  const [best] = leavesOf(growTree(cases, { leastMass: 0.05 }));
  expect(best).toMatchObject({ n: 15, k: 15 });
  expect(best.box).toEqual([
    { kind: "subset", allowed: [false, true, false] },
    { kind: "range", low: 3, high: null },
  ]);
});

test("logistic discovery takes up inputs while the criterion falls", () => {
  // statsmodels as the EMA Workbench calls it, unmodified.
  const models = discoverByLogit(published);
  const bics = [412.049, 305.6432, 267.7485, 222.133, 166.2361];
  const names = [
    "Demand elasticity",
    "Biomass backstop price",
    "Total biomass",
    "Cellulosic cost",
    "Cellulosic yield",
  ];
  for (const [step, bic] of bics.entries()) {
    expect(models[step].bic).toBeCloseTo(bic, 4);
    expect(models[step].inputs.map(nameOf)).toEqual(names.slice(0, step + 1));
  }
  for (const { n, k, density } of models) expect(density).toBe(n === 0 ? 0 : k / n);
});

test("logistic discovery stops where it separates without error", () => {
  const values = Float64Array.from({ length: 40 }, (_, row) => row);
  const models = discoverByLogit({
    inputs: [
      { name: "x", kind: "number", values },
      { name: "constant", kind: "number", values: values.map(() => 3) },
    ],
    interest: Uint8Array.from(values, (x) => Number(x > 20)),
    failed: [],
  });
  expect(models).toHaveLength(1);
  expect(models[0]).toMatchObject({ separated: true, inputs: [0], density: 1, coverage: 1 });
});

test("extra trees score the inputs", () => {
  // scikit-learn as the EMA Workbench calls it; ± is between runs, so four of it.
  const columns = published.inputs.map(({ values }) => values);
  const settings = { trees: 100, seed: 1, level: 0.95 };
  const scores = extraTreesScores(columns, published.interest, 0, settings);
  const of = (name: string) =>
    scores[published.inputs.findIndex((input) => input.name === name)].value ?? NaN;
  expect(Math.abs(of("Demand elasticity") - 0.277)).toBeLessThan(0.02);
  expect(Math.abs(of("Biomass backstop price") - 0.194)).toBeLessThan(0.024);
  expect(Math.abs(of("Total biomass") - 0.123)).toBeLessThan(0.016);
  expect(scores.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(1, 9);
  expect(extraTreesScores(columns, published.interest, 0, settings)).toEqual(scores);
});

test("extra trees find nothing where nothing varies", () => {
  const scores = extraTreesScores([Float64Array.of(1, 2, 3, 4)], [5, 5, 5, 5], 2, {
    trees: 5,
    seed: 1,
    level: 0.95,
  });
  expect(scores[0]).toMatchObject({ value: 0, n: 4, failed: 2 });
});
