import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Model } from "#study/model";
import { keyOf } from "#study/name";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import { decodeVensim } from "#read/vensim/decode-vensim";
import { readVensim } from "#read/vensim/read-vensim";
import { withoutPlaces } from "./support.js";

// Public models with the reference tool's output. They are no part of the project: where they are
// missing, these tests are skipped and say so.

const cases = fileURLToPath(new URL("../../../../shared/conformance/cases/", import.meta.url));
const bench = fileURLToPath(new URL("../../../../shared/bench/models/", import.meta.url));
const there = existsSync(cases);
const why = there ? "" : " (skipped: ../shared is not there)";

/** What the suite's own checker leaves out: equations `???`, macros that are not in the file. */
const broken = [/active_initial\/.*/u, /legacy/u];

function filesIn(folder: string, ending: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .toSorted()
    .map((file) => join(folder, file));
}

function isRunnable(file: string): boolean {
  const text = readFileSync(file, "utf8");
  if (text.includes("???") || broken.some((pattern) => pattern.test(file))) return false;
  return !/\/macro_/u.test(file) || text.includes("<macro");
}

async function read(file: string): Promise<Model> {
  const { value, diagnostics } = await readXmile(readFileSync(file, "utf8"), file);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect([file, errors]).toEqual([file, []]);
  if (value === undefined) throw new Error("there is no model");
  return value;
}

const models = [...filesIn(cases, /\.(?:xmile|stmx)$/iu), ...filesIn(bench, /\.xmile$/u)].filter(
  isRunnable,
);

test.skipIf(!there)(`every model of the suite reads without an error${why}`, async () => {
  expect(models.length).toBeGreaterThan(55);
  for (const file of models) expect((await read(file)).variables.size).toBeGreaterThan(0);
});

test.skipIf(!there)(
  `columns of the reference output are variables, element by element${why}`,
  async () => {
    const control = new Set(["saveper", "initial_time", "final_time", "time_step", "time"]);
    for (const file of models.filter((one) => one.startsWith(cases))) {
      const model = await read(file);
      const folder = join(file, "..");
      const name =
        readdirSync(folder).find((one) => /^output\.(?:csv|tab)$/u.test(one)) ?? "output.csv";
      const [line] = readFileSync(join(folder, name), "utf8").split(/\r\n|\r|\n/u);
      const cells = name.endsWith("tab") ? line.split("\t") : (line.match(/"[^"]*"|[^,]+/gu) ?? []);
      for (const cell of cells.slice(1)) {
        const [, variable, elements] =
          /^([^[]*)(?:\[(.*)\])?$/su.exec(cell.replaceAll('"', "")) ?? [];
        const key = keyOf(variable ?? "");
        if (key === "" || control.has(key)) continue;
        const found = model.variables.get(key);
        expect([file, cell, found?.key]).toEqual([file, cell, key]);
        const keys = elements === undefined ? [] : elements.split(",").map(keyOf);
        const dimensions = found?.dimensions.map((one) => model.dimensions.get(one)) ?? [];
        const known = keys.every((element, index) =>
          dimensions[index]?.elements.some((one) => one.key === element),
        );
        expect([file, cell, known, dimensions.length]).toEqual([file, cell, true, keys.length]);
      }
    }
  },
);

test.skipIf(!there)(`every model reads the same after it is written${why}`, async () => {
  for (const file of models) {
    const model = await read(file);
    const text = writeXmile(model);
    const { value, diagnostics } = await readXmile(text, file);
    const told = diagnostics.filter(({ severity }) => severity !== "note");
    expect([file, told]).toEqual([file, []]);
    expect(withoutPlaces(value)).toEqual(withoutPlaces(model));
    if (value !== undefined) expect(writeXmile(value)).toBe(text);
  }
});

test.skipIf(!there)(
  `Vensim's models are written as XMILE that reads without an error${why}`,
  async () => {
    const vensim = filesIn(cases, /\.mdl$/iu);
    expect(vensim.length).toBeGreaterThan(80);
    for (const file of vensim) {
      const { value } = await readVensim(decodeVensim(file, readFileSync(file)));
      if (value === undefined) throw new Error(`${file} is not read`);
      const again = await readXmile(writeXmile(value), file);
      const told = again.diagnostics.filter(({ severity }) => severity === "error");
      expect([file, told]).toEqual([file, []]);
      const known = [...(again.value?.variables.keys() ?? [])];
      expect([file, known]).toEqual([file, [...value.variables.keys()]]);
    }
  },
);
