import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import { readVensim } from "#read/vensim/read-vensim";
import { readModel } from "#read/native/model";
import { writeNative } from "#read/native/print/write-native";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";

import { expectQuick } from "../support/quick.js";
import { interpretAll } from "../support/run.js";

const control = "INITIAL TIME=0~~|FINAL TIME=1~~|TIME STEP=1~~|SAVEPER=1~~|\n";

/** An array in which each element has an equation of its own. */
function elements(count: number): string {
  const side = Math.round(Math.sqrt(count));
  const numbers = Array.from({ length: side }, (_, index) => index + 1);
  const equations = numbers.flatMap((row) =>
    numbers.map((column) => `x[r${row},c${column}] = ${row} + ${column} * Time ~~|`),
  );
  const ranges = `row: (r1-r${side}) ~~|\ncolumn: (c1-c${side}) ~~|`;
  return `${ranges}\n${equations.join("\n")}\ntotal = SUM(x[row!, column!]) ~~|\n${control}`;
}

async function vensim(text: string): Promise<Model> {
  const { value } = await readVensim(new SourceText("m.mdl", text));
  if (value === undefined) throw new Error("not read");
  return value;
}

// Twice the elements take twice as long; a scan of all definitions for each element would take the
// square of 10,000 of them, nine seconds.
test("an array of 10,000 equations is read, resolved and written, each within a second", async () => {
  const text = elements(10_000);
  const model = await expectQuick(() => vensim(text), "to read it");
  const { system, diagnostics } = await expectQuick(() => resolveAndCheck(model), "to resolve it");
  expect(diagnostics).toEqual([]);
  expect(system.cells.length).toBe(10_005);
  await expectQuick(() => writeXmile(model), "to write it as XMILE");
  await expectQuick(() => writeNative(model), "to write it natively");
});

test("a model of 2,400 variables goes through all formats, each way within a second", async () => {
  const variables = Array.from({ length: 600 }, (_, index) => {
    const other = (index * 7 + 3) % 600;
    return `stock ${index} = INTEG(inflow ${index} - outflow ${index}, 10) ~ people ~ Number ${index}. |
inflow ${index} = stock ${other} * rate ${index} ~ people/Month ~|
outflow ${index} = MAX(0, stock ${index} * 0.1) ~ people/Month ~|
rate ${index} = 0.01 ~ 1/Month ~|`;
  });
  const text = `${variables.join("\n")}\n${control}`;
  const model = await expectQuick(() => vensim(text), "to read it");
  expect(model.variables.size).toBe(2404);
  const native = await expectQuick(() => writeNative(model), "to write it natively");
  const again = await expectQuick(
    () => readModel(new SourceText("m.yaml", native)),
    "to read that",
  );
  expect(again.value?.variables.size).toBe(2404);
  const xmile = await expectQuick(() => writeXmile(model), "to write it as XMILE");
  const last = await expectQuick(() => readXmile(xmile, "m.xmile"), "to read that");
  expect(last.value?.variables.size).toBe(2404);
  await expectQuick(() => resolveAndCheck(model), "to resolve it");
});

/** Each would take minutes if it took the square of the elements. */
const places = 20_000;

test.each([
  ["a sum of itself in an array", `y[place] = x[place] / SUM(x[place!])`, "0.00005"],
  ["a table for each element", `y[place] = curve[place](Time)`, "0"],
  ["a dimension that is mapped to another", `y[spot] = x[place]`, "1"],
] as const)("%s of 20,000 elements is resolved within a second", async (_name, equation, value) => {
  const curves = Array.from(
    { length: places },
    (_, at) => `curve[p${at + 1}]((0,0),(1,${at})) ~~|`,
  );
  const model = await vensim(`place: (p1-p${places}) -> spot ~~|
spot: (s1-s${places}) ~~|
x[place] = 1 ~~|
${curves.join("\n")}
${equation} ~~|
${control}`);
  const { system, diagnostics } = await expectQuick(() => resolveAndCheck(model), "to resolve it");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const last = system.cellOf.get(
    equation.startsWith("y[spot]") ? `y[s${places}]` : `y[p${places}]`,
  );
  expect(interpretAll(system).get(system.cells[last ?? -1].name.toLowerCase())?.[0]).toBe(
    Number(value),
  );
});
