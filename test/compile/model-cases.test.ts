import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { readModelFile } from "#read/model-file";
import { keyOf } from "#study/name";

import { caseFolder, casesWithNumbers, filesOfCase, modelOfCase } from "../support/model-cases.js";
import { interpretAll, runBlock, systemOf } from "../support/run.js";

// A case is a folder with a model and what is to come of it, worked out by hand or from the manual of
// the tool; a first column for time, then the variables that are compared.
const cases = casesWithNumbers();

test("there are cases", () => expect(cases.length).toBeGreaterThan(0));

test.each(cases)("%s", async (name) => {
  const { value, diagnostics } = await readModelFile(filesOfCase(name), modelOfCase(name));
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const system = systemOf(value);
  const [header, ...rows] = tableOf(
    readFileSync(new URL(`${name}/expected.csv`, caseFolder), "utf8"),
  );
  const keys = header.slice(1).map(keyOfColumn);
  const { series } = await runBlock(system, { series: keys }, []);
  const interpreted = interpretAll(system);
  const saves = series.length / keys.length;
  for (const [index, key] of keys.entries()) {
    const wanted = rows.map((row) => Number(row[index + 1]));
    const got = [...series.subarray(index * saves, (index + 1) * saves)];
    expect(interpreted.get(key), key).toEqual(got);
    expect(got.length, key).toBe(wanted.length);
    for (const [save, number] of wanted.entries()) {
      expect(got[save], `${key} at ${rows[save][0]}`).toBeCloseTo(number, 9);
    }
  }
});

/** Commas inside brackets part elements, not columns. */
function tableOf(text: string): string[][] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split(/,(?![^[]*\])/u));
}

function keyOfColumn(name: string): string {
  const [, variable, elements] = /^([^[]*)(?:\[(.*)\])?$/u.exec(name) ?? [];
  if (elements === undefined) return keyOf(variable);
  return `${keyOf(variable)}[${elements.split(",").map(keyOf).join(",")}]`;
}
