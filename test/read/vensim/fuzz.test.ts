import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { expectQuick } from "../../support/quick.js";
import { hasErrors } from "#study/diagnostic";
import { SourceText } from "#study/place";
import { readVensim } from "#read/vensim/read-vensim";
import { checkNames } from "./checks.js";

// Models with a few characters changed, of which what can be read names things that are there. The
// mutations are the same in every run (mulberry32, seed 1); test/fuzz tries many more.

const own = fileURLToPath(new URL("../../cases/models/", import.meta.url));
const shared = fileURLToPath(new URL("../../../../shared/conformance/cases/", import.meta.url));

function modelsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.mdl$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "latin1"))
    .filter((text) => text.length < 20_000);
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pieces = [
  ..."()[]{}|~:,;=+-*/^!\"'\\<>$_.?09\n\r\t é",
  ":MACRO: M(a : b)\n",
  ":END OF MACRO:",
  ":EXCEPT: [a]",
  ":NA:",
  ":AND:",
  ":NOT:",
  ":=",
  "<->",
  "->",
  "~~|",
  "INTEG(",
  "WITH LOOKUP(",
  "TABBED ARRAY(",
  "GET DIRECT DATA('a.csv', ',', 'A', 'B2')",
  "SUM(",
  "(A1-A9)",
  "1e400",
  "\\\\\\---/// Sketch",
  "///---\\\\\\",
  "******\n.g\n***~",
];

test("mutated models neither crash nor hang", async () => {
  const texts = [...modelsIn(own), ...modelsIn(shared)];
  expect(texts.length).toBeGreaterThanOrEqual(10);
  const random = randomNumbers(1);
  let whole = 0;
  let refused = 0;
  for (let round = 0; round < 1000; round++) {
    let text = texts[random(texts.length)];
    for (let changes = 1 + random(4); changes > 0; changes--) {
      const at = random(text.length + 1);
      const cut = random(3) === 0 ? random(40) : random(2);
      const piece = random(4) === 0 ? "" : pieces[random(pieces.length)];
      const other = texts[random(texts.length)];
      const from = random(other.length);
      const insert = random(8) === 0 ? other.slice(from, from + random(200)) : piece;
      text = text.slice(0, at) + insert + text.slice(at + cut);
    }
    const { value, diagnostics } = await readVensim(new SourceText("fuzz.mdl", text));
    expect(value === undefined).toBe(hasErrors(diagnostics));
    for (const { place } of diagnostics) expect(place?.line).toBeGreaterThanOrEqual(1);
    if (value === undefined) refused += 1;
    else {
      whole += 1;
      checkNames(value);
    }
  }
  expect(whole).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});

test.each([
  ["comments", "{".repeat(200_000)],
  ["quotes", '"'.repeat(100_001)],
  ["backslashes", "\\ ".repeat(100_000)],
  ["spaces", `a${" ".repeat(300_000)}b`],
  ["bars", "|~".repeat(100_000)],
  ["stars", "*".repeat(300_000)],
  ["colons", ":a".repeat(100_000)],
  ["brackets", "a[".repeat(50_000)],
  ["lookups", `t(${"(1,".repeat(50_000)}`],
  ["tables", `t = TABBED ARRAY(${"1 \\\n".repeat(50_000)}`],
  ["ranges", Array.from({ length: 5000 }, (_, n) => `r${n}: r${n + 1}, x ~~|\n`).join("")],
  ["many ranges", Array.from({ length: 20 }, (_, n) => `r${n}: (a1-a90000) ~~|\n`).join("")],
  ["unknown names", Array.from({ length: 3000 }, (_, n) => `v${n} = unknown${n} ~~|\n`).join("")],
])("heaps of %s are refused quickly", async (_, text) => {
  const { value } = await expectQuick(() => readVensim(new SourceText("heap.mdl", text)));
  expect(value).toBeUndefined();
});
