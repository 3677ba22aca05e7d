import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { readModelFile } from "#read/model-file";
import { builtins } from "#study/builtins";
import { partsOf } from "#study/expression";
import type { Expression } from "#study/expression";
import type { Definition, Model } from "#study/model";
import { keyOf } from "#study/name";

import { caseFolder, casesWithNumbers, filesOfCase, modelOfCase } from "../support/model-cases.js";

/*
 * Every function is run in a case of which the numbers are known (`test/compile/model-cases.test.ts`
 * runs them and compares every number): it is called by a variable that is compared, or by one that
 * such a variable depends on.
 */

function* equationsOf(definition: Definition): Iterable<Expression> {
  switch (definition.kind) {
    case "equation":
      yield definition.equation.tree;
      break;
    case "stock":
      yield definition.initial.tree;
      if (definition.net !== null) yield definition.net.tree;
      break;
    case "table":
      if (definition.input !== null) yield definition.input.tree;
      break;
    case "driven":
      if (definition.leakage !== null) yield definition.leakage.fraction.tree;
  }
}

/** The keys of what the equations of a variable name: variables and functions. */
function namedBy(model: Model, key: string): readonly string[] {
  const variable = model.variables.get(key);
  const names = (variable?.definitions ?? []).flatMap((definition) =>
    definition.kind === "stock"
      ? [...definition.inflows, ...definition.outflows].map((flow) => flow.key)
      : [],
  );
  const waiting = (variable?.definitions ?? []).flatMap((definition) => [
    ...equationsOf(definition),
  ]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "reference" || next.kind === "call") names.push(next.key);
    waiting.push(...partsOf(next), ...(next.kind === "call" ? next.arguments : []));
  }
  return names;
}

/** The functions that the compared columns of a case depend on. */
async function functionsIn(name: string): Promise<ReadonlySet<string>> {
  const { value: model } = await readModelFile(filesOfCase(name), modelOfCase(name));
  if (model === undefined) throw new Error(`the case ${name} cannot be read`);
  const [header] = readFileSync(new URL(`${name}/expected.csv`, caseFolder), "utf8").split("\n");
  const columns = header.split(/,(?![^[]*\])/u).slice(1);
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = columns.map((column) => keyOf(column.replace(/\[.*$/u, "")));
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    if (!model.variables.has(key) && builtins.has(key)) found.add(key);
    waiting.push(...namedBy(model, key));
  }
  return found;
}

test("every function is run in a case with numbers", async () => {
  const run = new Set<string>();
  for (const name of casesWithNumbers()) {
    for (const key of await functionsIn(name)) run.add(key);
  }
  expect([...builtins.keys()].filter((key) => !run.has(key))).toEqual([]);
});
