import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { builtins } from "#study/builtins";

import { casesWithNumbers, modelOfCase } from "../support/model-cases.js";

/* Every function is met in a test with numbers: in a case of a folder, or in a known answer. */

const root = new URL("../", import.meta.url);

/** Texts in which numbers are expected of functions. */
function textsWithNumbers(): string {
  const cases = casesWithNumbers().map((name) => `cases/models/${name}/${modelOfCase(name)}`);
  const known = readdirSync(new URL("compile/", root))
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("units"))
    .map((name) => `compile/${name}`);
  return [...cases, ...known, "cases/studies/all-features/model.yaml"]
    .map((name) => readFileSync(new URL(name, root), "utf8"))
    .join("\n");
}

/** What Vensim's files have in other words than the table of builtins, or the reader makes of them. */
const otherWords: Readonly<Record<string, string>> = {
  // `row` outside of brackets.
  "vensim.element_position": "10 * row",
};

test("every function has a test with numbers", () => {
  const texts = textsWithNumbers().replaceAll('"', "");
  const missing = [...builtins.values()].filter(({ key, name, parameters }) => {
    const own = (otherWords[key] ?? name.replace(/^(?:vensim|isee)\./u, "")).replaceAll("*", "\\*");
    const call = parameters.length === 0 || key in otherWords ? "" : "\\(";
    return !new RegExp(`(?<![\\w.])(?:vensim\\.|isee\\.)?${own}${call}`, "iu").test(texts);
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
});
