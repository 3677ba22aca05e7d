import fc from "fast-check";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readModelFile } from "#read/model-file";
import { readModel } from "#read/native/model";
import { writeNative } from "#read/native/print/write-native";
import { modelDifferences } from "#read/differences/model-differences";
import { createFolderFiles } from "#show/node/files";
import type { Equation, Expression } from "#study/expression";
import type { Model, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { SourceText } from "#study/place";
import { withoutPlaces } from "./xmile/support.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

function read(text: string): Model {
  const { value, diagnostics } = readModel(new SourceText("model.yaml", text));
  if (value === undefined) throw new Error(`${JSON.stringify(diagnostics, null, 1)}\n${text}`);
  return value;
}

/** The model but for places, the file, and how equations are spelled. */
function meaning(model: Model): unknown {
  return withoutPlaces({ ...model, file: "" });
}

test.each([
  "examples/drones-or-diplomacy/model.yaml",
  "examples/quota-or-moratorium/model.yaml",
  "examples/school-closures/model.yaml",
  "test/cases/studies/all-features/model.yaml",
])("%s is read, written and read again as the same model", (path) => {
  const model = read(readFileSync(join(root, path), "utf8"));
  const text = writeNative(model);
  expect(meaning(read(text))).toEqual(meaning(model));
  expect(writeNative(read(text))).toBe(text);
});

/* What a person is to find readable is looked at by a person: these files are the text as written. */
test.each([
  "vensim-arrays/model.mdl",
  "vensim-stocks/model.mdl",
  "vensim-functions/model.mdl",
  "xmile-arrays/model.xmile",
  "xmile-conveyor/model.xmile",
  "xmile-modules/model.xmile",
])("%s as a person would write it", async (path) => {
  const folder = join(root, "test/cases/models", dirname(path));
  const { value } = await readModelFile(createFolderFiles(folder), path.split("/")[1]);
  const text = writeNative(value as Model);
  await expect(text).toMatchFileSnapshot(join(folder, "written.txt"));
});

const place = { file: "", line: 1, column: 1, length: 1 };

function variable(name: string, equation: Equation, more: Partial<Variable> = {}): Variable {
  return {
    name,
    key: keyOf(name),
    kind: "auxiliary",
    dimensions: [],
    definitions: [{ kind: "equation", equation, subscripts: [], except: [] }],
    unit: null,
    unitPlace: null,
    documentation: null,
    range: null,
    nonNegative: false,
    place,
    ...more,
  };
}

function modelOf(variables: readonly Variable[], more: Partial<Model> = {}): Model {
  const time = { start: 0, stop: 1, step: 1, steps: 1, saveEvery: 1, unit: null, place } as const;
  return {
    name: "test",
    file: "",
    documentation: null,
    time: { ...time, method: "euler" },
    dimensions: new Map(),
    variables: new Map(variables.map((one) => [one.key, one])),
    units: new Map(),
    groups: [],
    views: [],
    ...more,
  };
}

const one: Equation = { text: "1", tree: { kind: "number", value: 1, place }, place };

function reference(name: string): Expression {
  return { kind: "reference", name, key: keyOf(name), subscripts: [], place };
}

/** Signs that mean something to YAML, to equations or to both, and some that mean nothing. */
const signs = fc.constantFrom(
  ..."abZ09_ -+*/^()[]{},:;.!?&|>%@#'\"\\`~=<$é漢\u00a0\n\t",
  "if",
  " and ",
  "null",
  "true",
  ": ",
  " #",
  "- ",
  "---",
  "1e3",
);
const nasty = fc
  .array(signs, { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join("").trim())
  .filter((text) => keyOf(text) !== "" && keyOf(text) !== "_" && !/^to be named/iu.test(text));

test("any name survives, as a variable, in equations, as an element, in groups and views", () => {
  const names = fc
    .uniqueArray(nasty, { minLength: 2, maxLength: 5, selector: keyOf })
    .filter((list) =>
      list.every((name) => !["time", "dt", "starttime", "stoptime"].includes(keyOf(name))),
    );
  fc.assert(
    fc.property(names, (list) => {
      const sum = list
        .map(reference)
        .reduce((left, right) => ({ kind: "binary", operator: "+", left, right, place }) as const);
      const total: Equation = { text: "", tree: sum, place };
      const dimension = {
        name: `in ${list[0]}`,
        key: keyOf(`in ${list[0]}`),
        elements: list.map((name) => ({ name: `of ${name}`, key: keyOf(`of ${name}`) })),
        mappings: [],
        place,
      };
      const arrayed = variable("all of an array", one, {
        dimensions: [dimension.key],
        definitions: dimension.elements.map(({ key }, value) => ({
          kind: "constant",
          value,
          place,
          subscripts: [key],
          except: [],
        })),
        kind: "constant",
      });
      const model = modelOf(
        [...list.map((name) => variable(name, one)), variable("sum of all", total), arrayed],
        {
          dimensions: new Map([[dimension.key, dimension]]),
          groups: [{ name: list[0], documentation: null, members: list.map(keyOf) }],
          views: [
            { name: list[1], nodes: list.map((name, x) => ({ key: keyOf(name), x, y: -1.5 })) },
          ],
        },
      );
      expect(modelDifferences(model, read(writeNative(model)))).toEqual([]);
    }),
    { seed: 20091221, numRuns: 400 },
  );
});

test("any words survive, as documentation, unit and name of the model", () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (documentation, unit, name) => {
      const model = modelOf([variable("a", one, { documentation, unit })], { name, documentation });
      expect(modelDifferences(model, read(writeNative(model)))).toEqual([]);
    }),
    { seed: 20091221, numRuns: 400 },
  );
});

test("any number survives, to the last bit", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, finite, (value, low, y) => {
      const table = { interpolation: "discrete", x: [0, 1], y: [value, y], place } as const;
      const model = modelOf([
        variable("a", one, {
          kind: "constant",
          definitions: [{ kind: "constant", value, place, subscripts: [], except: [] }],
          range: [low, Infinity],
        }),
        variable("b", one, {
          kind: "data",
          definitions: [{ kind: "data", table, subscripts: [], except: [] }],
        }),
      ]);
      expect(modelDifferences(model, read(writeNative(model)))).toEqual([]);
    }),
    { seed: 20091221, numRuns: 300 },
  );
});

test("a comment or a line break in an equation is kept where the text is the format's", () => {
  const text = "(a) {what is\ndoubled}\n  * 2";
  const source = `time:\n  start: 0\n  stop: 1\n  step: 1\nvariables:\n  a:\n    constant: 1\n  b:\n    aux: |\n      ${text.replaceAll("\n", "\n      ")}\n`;
  expect(writeNative(read(source))).toContain(
    `aux: |\n      ${text.replaceAll("\n", "\n      ")}\n`,
  );
});

test("what cannot be written is told: as an error what is computed, as a warning what is read", () => {
  const before = modelOf([variable("a", one, { unit: "m", documentation: "Long." })], {
    groups: [{ name: "g", documentation: null, members: ["a"] }],
  });
  const two: Equation = { text: "2", tree: { kind: "number", value: 2, place }, place };
  const after = modelOf([variable("A", two)]);
  expect(
    modelDifferences(before, after).map(({ severity, message }) => `${severity}: ${message}`),
  ).toEqual([
    "error: The definition of `a` cannot be written in this format.",
    "warning: The spelling of `a` is not kept.",
    "warning: The unit of `a` is not kept.",
    "warning: The documentation of `a` is not kept.",
    "warning: The group `g` is not kept.",
  ]);
});
