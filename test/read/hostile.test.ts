import fc from "fast-check";
import { expect, test } from "vitest";
import { expectQuick } from "../support/quick.js";
import { readModel } from "#read/native/model";
import { readStudy } from "#read/native/study";
import { SourceText } from "#study/place";
import { starterStudy } from "#show/cli/starter-study";
import { memoryFiles } from "./memory-files.js";

/* Whatever the files say, there is a study or there are errors, soon, with places in the files. */

const model = starterStudy.get("model.yaml")!;

test("a file with random damage never makes the reader fail", async () => {
  const yamlSigns = ["", "\n", "\t", ": ", " #", "{", "}", "[", "]", "&a ", "*a", "!x ", "|", ">"];
  const quotes = ['"', "'", "-", "- ", "? ", "---\n", "\u0000", "\ud800", "\u202e"];
  const words = ["__proto__: 1", "constructor", "1/0", "9e999"];
  const snippets = fc.constantFrom(...yamlSigns, ...quotes, ...words);
  const damage = fc.record({
    path: fc.constantFrom(...starterStudy.keys()),
    at: fc.nat(),
    cut: fc.nat(30),
    put: snippets,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const files = new Map(starterStudy);
      for (const { path, at, cut, put } of damages) {
        const text = files.get(path)!;
        const start = at % text.length;
        files.set(path, text.slice(0, start) + put + text.slice(start + cut));
      }
      const { value, diagnostics } = await readStudy(memoryFiles(files), "study.yaml");
      const errors = diagnostics.filter((one) => one.severity === "error");
      expect(value === undefined).toBe(errors.length > 0);
      for (const { place } of diagnostics) {
        if (place === undefined) continue;
        const source = new SourceText(place.file, files.get(place.file)!);
        expect(place.column).toBeLessThanOrEqual(source.line(place.line).length + 1);
      }
    }),
    { seed: 20260106, numRuns: 400 },
  );
});

const read = (text: string) => readModel(new SourceText("model.yaml", text)).diagnostics;

test.each([
  ["open brackets", "x: " + "[".repeat(20_000)],
  ["open braces", "x: " + "{a: ".repeat(20_000)],
  ["dashes", "- ".repeat(20_000)],
  ["question marks", "? ".repeat(20_000)],
  ["quotes", '"'.repeat(50_000)],
  ["colons", ": ".repeat(20_000)],
  ["anchors", "&a ".repeat(20_000)],
  ["closed brackets", "]".repeat(20_000)],
  ["commas", "[" + ",".repeat(20_000)],
  [
    "growing indentation",
    Array.from({ length: 1_500 }, (_, at) => " ".repeat(at) + "a:\n").join(""),
  ],
  ["one long name", model + `  ${"x".repeat(100_000)}:\n    constant: 1\n`],
  ["a long equation", model + `  y:\n    aux: ${"catch + ".repeat(50_000)}\n`],
  ["nested parentheses", model + `  y:\n    aux: ${"(".repeat(50_000)}\n`],
  [
    "many unknown keys",
    model + Array.from({ length: 2_000 }, (_, at) => `  v${at}:\n    constnt: 1\n`).join(""),
  ],
  [
    "arrays of arrays",
    model
      .replace("variables:", "dimensions:\n  a:\n    size: 100000\nvariables:")
      .concat("  y:\n    of: [a, a, a]\n    constant: 1\n"),
  ],
  [
    "many elements that are none",
    model
      .replace("variables:", "dimensions:\n  a:\n    size: 3000\nvariables:")
      .concat("  y:\n    of: a\n    constant:\n")
      .concat(Array.from({ length: 3_000 }, (_, at) => `      e${at}: 1\n`).join("")),
  ],
])("%s are answered within a second", async (_name, text) => {
  const found = await expectQuick(() => read(text));
  expect(found.some((one) => one.severity === "error") || text.includes("xxx")).toBe(true);
});

test("names such as __proto__ are just names", () => {
  const { value, diagnostics } = readModel(
    new SourceText(
      "model.yaml",
      `${model}  __proto__:\n    constant: 1\n  constructor:\n    constant: 2\n`,
    ),
  );
  expect(diagnostics).toEqual([]);
  expect(value?.variables.get("_proto_")?.name).toBe("__proto__");
  expect(value?.variables.get("constructor")?.kind).toBe("constant");
  expect(({} as Record<string, unknown>)["kind"]).toBeUndefined();
});

test("a step of 10⁷ is computed, one more is not", () => {
  const withStop = (stop: string) =>
    read(model.replace("stop: 2045", `stop: ${stop}`).replace("step: 1/8", "step: 1"));
  expect(withStop("10002025")).toEqual([]);
  expect(withStop("10002026").map((one) => one.code)).toEqual(["too-many-steps"]);
});
