import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Model, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { decodeVensim } from "#read/vensim/decode-vensim";
import { readVensim } from "#read/vensim/read-vensim";
import { checkNames } from "./checks.js";

// Public Vensim models with the reference tool's output. They are no part of the project: where
// they are missing, these tests are skipped and say so.

const cases = fileURLToPath(new URL("../../../../shared/conformance/cases/", import.meta.url));
const bench = fileURLToPath(new URL("../../../../shared/bench/models/", import.meta.url));
const there = existsSync(cases);

function modelsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.mdl$/i.test(file))
    .sort()
    .map((file) => join(folder, file));
}

async function read(file: string): Promise<Model> {
  const { value, diagnostics } = await readVensim(decodeVensim(file, readFileSync(file)));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  if (value === undefined) throw new Error("there is no model");
  return value;
}

/** `name[a,b]` for every element that a variable has, as the reference tool's output names them. */
function columnsOf(model: Model, { key, definitions }: Variable): readonly string[] {
  const spread = (subscripts: readonly string[]) =>
    subscripts.reduce<string[][]>(
      (all, subscript) =>
        all.flatMap((before) =>
          (
            model.dimensions.get(subscript)?.elements.map((element) => element.key) ?? [subscript]
          ).map((element) => [...before, element]),
        ),
      [[]],
    );
  const columns = new Set<string>();
  for (const { subscripts, except } of definitions) {
    const without = new Set(except.flatMap(spread).map(String));
    for (const elements of spread(subscripts)) {
      if (without.has(String(elements))) continue;
      columns.add(elements.length === 0 ? key : `${key}[${elements.join(",")}]`);
    }
  }
  return [...columns];
}

function headerOf(folder: string): readonly string[] {
  const [csv, tab] = [join(folder, "output.csv"), join(folder, "output.tab")];
  const file = existsSync(csv) ? csv : tab;
  const [line] = readFileSync(file, "utf8").split(/\r\n|\r|\n/);
  return splitLine(line, file === csv ? "," : "\t").map((name) => {
    const clean = name.split('\\"').join("\u0000").split('"').join("").split("\u0000").join('"');
    const [head, rest] = clean.split("\\n").join(" ").split("[");
    if (rest === undefined) return keyOf(head);
    return `${keyOf(head)}[${rest.split("]")[0].split(",").map(keyOf).join(",")}]`;
  });
}

function splitLine(line: string, separator: string): readonly string[] {
  const cells = [""];
  let quoted = false;
  for (const character of line) {
    if (character === '"' && separator === ",") quoted = !quoted;
    if (character === separator && !quoted) cells.push("");
    else cells[cells.length - 1] += character;
  }
  return cells;
}

/** Its output has lost the letters of its names. */
const garbled: ReadonlySet<string> = new Set(["unicode_characters"]);

/** What the outputs leave out, here and there. */
const leftOut =
  /^(initial_time|final_time|time_step|saveper|average_time|initial_trend|matrix5\[.*)$/;

const skipped = there ? "" : " (skipped: the public cases are not beside this checkout)";

test.skipIf(!there)(
  `every public model is read without an error, and has the columns of the reference output${skipped}`,
  async () => {
    const files = modelsIn(cases);
    expect(files.length).toBeGreaterThanOrEqual(85);
    for (const file of files) {
      const model = await read(file);
      checkNames(model);
      const folder = join(file, "..");
      if (garbled.has(folder.split("/").at(-1) ?? "")) continue;
      const header = headerOf(folder).filter((name) => name !== "time" && name !== "");
      const visible = [...model.variables.values()].filter(
        ({ key, kind }) => kind !== "table" && !key.includes("#"),
      );
      const columns = new Set(visible.flatMap((variable) => columnsOf(model, variable)));
      expect(
        header.filter((name) => !columns.has(name)),
        `${file}: columns of the output that the model lacks`,
      ).toEqual([]);
      expect(
        [...columns].filter((name) => !header.includes(name) && !leftOut.test(name)),
        `${file}: elements of the model that the output lacks`,
      ).toEqual([]);
    }
  },
);

test.skipIf(!existsSync(bench))(
  "the models of the benchmark are read without an error",
  async () => {
    for (const file of modelsIn(bench)) {
      const model = await read(file);
      expect(model.time.steps).toBeGreaterThan(0);
    }
  },
);
