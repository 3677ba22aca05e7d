import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import { readModel } from "#read/native/model";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";

import { interpretAll, runBlock, systemOf } from "../support/run.js";

const head = `time:
  start: 0
  stop: 1
  step: 1
dimensions:
  row: [r1, r2]
  column: [c1, c2, c3]
variables:
  square:
    of: [row, row]
    constant:
      r1, r1: 1
      r1, r2: 2
      r2, r1: 3
      r2, r2: 4
  wide:
    of: [row, column]
    constant:
      r1, c1: 1
      r1, c2: 2
      r1, c3: 3
      r2, c1: 4
      r2, c2: 5
      r2, c3: 6
  cube:
    of: [column, row, row]
    elements:
      column, row, row:
        aux: 100 * square[@2, @3]
      c2, row, row:
        aux: 10 * square
`;

function modelOf(variables: string): Model {
  const { value, diagnostics } = readModel(new SourceText("model.yaml", head + variables));
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** The value at the start of every element of `x`, in the order of its elements. */
async function valuesOf(variables: string, name = "x"): Promise<readonly number[]> {
  const system = systemOf(modelOf(variables));
  const keys = [...system.cellOf.keys()].filter((key) => key.replace(/\[.*/u, "") === name);
  const { series } = await runBlock(system, { series: keys }, []);
  const interpreted = interpretAll(system);
  return keys.map((key, index) => {
    expect(series[2 * index], key).toBe(interpreted.get(key)?.[0]);
    return series[2 * index];
  });
}

const squared = (equation: string) => `  x:
    of: [row, row]
    aux: "${equation}"
`;
const scalar = (equation: string) => `  x:
    aux: "${equation}"
`;

/** XMILE 1.0, section 3.7.1.1: by hand, square is [1 2; 3 4]. */
test("a dimension that stands twice is told apart by its position", async () => {
  expect(await valuesOf(squared("square"))).toEqual([1, 2, 3, 4]);
  expect(await valuesOf(squared("square[row, row]"))).toEqual([1, 2, 3, 4]);
  expect(await valuesOf(squared("10 * square[@2, @1]"))).toEqual([10, 30, 20, 40]);
  expect(await valuesOf(squared("square[@1, 1]"))).toEqual([1, 1, 3, 3]);
  expect(await valuesOf(scalar("SUM(square)"))).toEqual([10]);
  expect(await valuesOf(scalar("SUM(square[*, *])"))).toEqual([10]);
  expect(await valuesOf(scalar("SUM(square * square[*, *])"))).toEqual([30]);
  expect(await valuesOf(scalar("MAX(square[1, *])"))).toEqual([2]);
  expect(await valuesOf("", "cube")).toEqual([
    100, 200, 300, 400, 10, 20, 30, 40, 100, 200, 300, 400,
  ]);
});

test("flows of a stock are those of the same element, though a dimension stands twice", async () => {
  const stock = `  x:
    of: [row, row]
    stock: 0
    inflows: [inflow]
  inflow:
    of: [row, row]
    flow: square
`;
  const run = interpretAll(systemOf(modelOf(stock)));
  const keys = ["r1,r1", "r1,r2", "r2,r1", "r2,r2"];
  expect(keys.map((key) => run.get(`x[${key}]`)?.[1])).toEqual([1, 2, 3, 4]);
});

test("an array is transposed by the operator and by TRANSPOSE", async () => {
  expect(await valuesOf(squared("square'"))).toEqual([1, 3, 2, 4]);
  expect(await valuesOf(squared("TRANSPOSE(square) + square"))).toEqual([2, 5, 5, 8]);
  const tall = (equation: string) => `  x:
    of: [column, row]
    aux: "${equation}"
`;
  expect(await valuesOf(tall("wide'"))).toEqual([1, 4, 2, 5, 3, 6]);
  expect(await valuesOf(tall("wide"))).toEqual([1, 4, 2, 5, 3, 6]);
  const reversed = `  x:
    of: [row, row, column]
    aux: cube'
`;
  // cube[c, a, b] is 100 or 10 times square[a, b]; the element [a, b, c] is cube[c, b, a].
  expect(await valuesOf(reversed)).toEqual([
    100, 10, 100, 300, 30, 300, 200, 20, 200, 400, 40, 400,
  ]);
  // A slice: the first column of cube is 100 · square.
  expect(await valuesOf(squared("cube[1, *, *]'"))).toEqual([100, 300, 200, 400]);
  // Σ aᵢⱼ·aⱼᵢ = 1 + 6 + 6 + 16.
  expect(await valuesOf(scalar("SUM(square' * square)"))).toEqual([29]);
  expect(await valuesOf(scalar("SUM(wide')"))).toEqual([21]);
  const { diagnostics } = resolveAndCheck(modelOf("  x:\n    of: row\n    aux: square'\n"));
  expect(diagnostics.map(({ code }) => code)).toEqual(["transpose"]);
});

/** XMILE 1.0, section 3.7.1.2. */
test("functions of arrays take a range of positions", async () => {
  expect(await valuesOf(scalar("SUM(wide[1, 2:3])"))).toEqual([5]);
  expect(await valuesOf(scalar("SUM(wide[*, 1:2])"))).toEqual([12]);
  expect(await valuesOf(scalar("SIZE(wide[1:2, 2:3])"))).toEqual([4]);
  expect(await valuesOf(scalar("MEAN(wide[2, 1:3])"))).toEqual([5]);
  const codes = (equation: string) =>
    resolveAndCheck(modelOf(scalar(equation))).diagnostics.map(({ code }) => code);
  expect(codes("wide[1, 2:3]")).toEqual(["subscript-unsupported"]);
  expect(codes("SUM(wide[1, 2:4])")).toEqual(["subscript-unsupported"]);
  expect(codes("SUM(wide[1, 1:TIME])")).toEqual(["subscript-unsupported"]);
  expect(codes("wide[@1, 1]")).toEqual(["dimension-number"]);
});

/** XMILE 1.0, section 3.7.1: an index out of range gives zero. */
test("a dimension outside of brackets is the position of its element", async () => {
  const wide = (equation: string) => `  x:
    of: [row, column]
    aux: "${equation}"
`;
  expect(await valuesOf(wide("10 * row + column"))).toEqual([11, 12, 13, 21, 22, 23]);
  expect(await valuesOf(wide("column.c3"))).toEqual([3, 3, 3, 3, 3, 3]);
  expect(await valuesOf(scalar("wide[row.r2, column.c1]"))).toEqual([4]);
  expect(await valuesOf(scalar("wide[1, column.c2 + 1]"))).toEqual([3]);
  const { diagnostics } = resolveAndCheck(modelOf(scalar("row + 1")));
  expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-name"]);
});

test("a computed index out of range gives zero", async () => {
  const indexed = (index: string) => `  x:
    aux: "wide[1, ${index}]"
`;
  expect(await valuesOf(indexed("TIME + 2"))).toEqual([2]);
  expect(await valuesOf(indexed("TIME + 4"))).toEqual([0]);
  expect(await valuesOf(indexed("TIME"))).toEqual([0]);
});

// Rows of `wide` add up to 6 and 15, its columns to 5, 7 and 9.
test.each([
  ["SUM(wide[*, *]) + wide[row, c1]", [22, 25], 1],
  ["SUM(wide[r1, *]) * SUM(wide[row, *])", [36, 90], 1],
  ["SUM(wide[row, *] * SUM(wide[*, c1]))", [30, 75], 1],
  ["MAX(ABS(wide[*, c3] - 7)) + MIN(wide[row, *])", [5, 8], 1],
  ["SUM(wide[*, *]) + SUM(wide[*, *])", [42, 42], 2],
  ["MEAN(wide[row, *])", [2, 5], 0],
  ["MAX(wide[r2, *], wide[row, c1])", [6, 6], 0],
  ["SUM(wide[@1, *])", [6, 15], 0],
  ["SUM(PREVIOUS(wide[*, c1], 7))", [14, 14], 0],
] as const)("%s for each row, what is the same for all once", async (equation, values, once) => {
  const text = `  x:\n    of: row\n    aux: "${equation}"\n`;
  expect(await valuesOf(text)).toEqual(values);
  const { cells } = systemOf(modelOf(text));
  const hidden = cells.filter(({ name }) => /^(?:SUM|MAX) in x/u.test(name));
  expect(hidden.length).toBe(once);
});
