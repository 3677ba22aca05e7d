import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { checkUnits } from "#compile/2-check/units";
import { readModel } from "#read/native/model";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";

const path = "examples/drones-or-diplomacy/model.yaml";
const file = new URL(`../../${path}`, import.meta.url);
const reading = readModel(new SourceText(path, readFileSync(file, "utf8")));
const model = reading.value ?? expect.unreachable("the founding model cannot be read");

function withUnit(key: string, unit: string): Model {
  const variable = model.variables.get(key)!;
  return { ...model, variables: new Map(model.variables).set(key, { ...variable, unit }) };
}

test("the founding model closes", () => {
  expect(checkUnits(model)).toEqual([]);
});

test("one wrong unit anywhere in it is one finding", () => {
  const keys = [...model.variables.keys()];
  expect(keys.length).toBeGreaterThan(150);
  const counts = keys.map((key) => {
    const { unit } = model.variables.get(key)!;
    return [key, checkUnits(withUnit(key, `${unit}*rogue`)).length];
  });
  expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
});
