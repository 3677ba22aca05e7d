import { expect, test } from "vitest";
import { expectQuick } from "../../support/quick.js";
import { hasErrors } from "#study/diagnostic";
import { SourceText } from "#study/place";
import { readVensim } from "#read/vensim/read-vensim";
import { vensimPieces } from "../../../scripts/fuzz/pieces.mjs";
import { mutated, randomNumbers } from "../../../scripts/fuzz/random.mjs";
import { textsWith } from "../../../scripts/fuzz/seeds.mjs";
import { checkNames } from "./checks.js";

// Models with a few characters changed, of which what can be read names things that are there. The
// mutations are the same in every run (mulberry32, seed 1); test/fuzz tries many more.

test("mutated models neither crash nor hang", async () => {
  const texts = textsWith(/\.mdl$/iu);
  expect(texts.length).toBeGreaterThanOrEqual(10);
  const random = randomNumbers(1);
  let whole = 0;
  let refused = 0;
  for (let round = 0; round < 1000; round++) {
    const text = mutated(texts[random(texts.length)], vensimPieces, random);
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
