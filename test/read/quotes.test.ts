import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { coverageOf } from "#read/native/coverage";
import { verifyOriginal } from "#read/native/originals";
import { locateQuote, nearThreshold } from "#read/native/quotes";
import { readStudy } from "#read/native/study";
import { createFolderFiles } from "#show/node/files";
import type { Study } from "#study/study";

const quote = (exact: string, prefix = "", suffix = "") => ({ exact, prefix, suffix });
const text = "Every year the\r\n  pond grows. The pond shrinks, and the pond grows again.";

test("words are found over line ends, with their place in the text as it is", () => {
  const match = locateQuote(text, quote("the pond grows."));
  expect(match).toMatchObject({ kind: "found" });
  if (match.kind === "found")
    expect(text.slice(match.start, match.end)).toBe("the\r\n  pond grows.");
});

test("prefix and suffix tell one place from another", () => {
  expect(locateQuote(text, quote("pond"))).toMatchObject({
    kind: "ambiguous",
    starts: [18, 34, 56],
  });
  expect(locateQuote(text, quote("pond", "The "))).toMatchObject({ kind: "found", start: 34 });
  expect(locateQuote(text, quote("pond", "The"))).toMatchObject({ kind: "found", start: 34 });
  expect(locateQuote(text, quote("pond", "", " grows a"))).toMatchObject({
    kind: "found",
    start: 56,
  });
  expect(locateQuote(text, quote("pond", "year the ", "grows"))).toMatchObject({ start: 18 });
  expect(locateQuote(text, quote("year", "Some "))).not.toMatchObject({ kind: "found" });
});

test("a near match is one above the threshold, and carries how near", () => {
  const near = locateQuote(text, quote("the pond shrinks, but"));
  expect(near).toMatchObject({ kind: "near", start: 30 });
  if (near.kind === "near") {
    // "The" for "the", "and" for "but": four edits in 21 letters.
    expect(near.similarity).toBeCloseTo(1 - 4 / 21, 12);
    expect(near.similarity).toBeGreaterThan(nearThreshold);
  }
  expect(locateQuote(text, quote("a lake somewhere else"))).toEqual({ kind: "orphaned" });
  expect(locateQuote("", quote("words"))).toEqual({ kind: "orphaned" });
  expect(locateQuote(text, quote("  "))).toEqual({ kind: "orphaned" });
});

test("a passage of a text of distinct words is found where it is", () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(
      words,
      fc.nat(),
      fc.nat(),
      fc.constantFrom(" ", "\n", "\n\n  "),
      (list, a, b, gap) => {
        const whole = list.map((word) => `<${word}>`).join(gap);
        const from = a % list.length;
        const to = from + (b % (list.length - from));
        const exact = list
          .slice(from, to + 1)
          .map((word) => `<${word}>`)
          .join(" ");
        const match = locateQuote(whole, quote(exact));
        expect(match.kind).toBe("found");
        if (match.kind === "found") {
          expect(whole.slice(match.start, match.end).split(gap).join(" ")).toBe(exact);
        }
      },
    ),
    { seed: 20260105, numRuns: 300 },
  );
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const folder = fileURLToPath(new URL("../cases/studies/all-features", import.meta.url));
const study = (await readStudy(createFolderFiles(folder), "study.yaml")).value as Study;
const original = "Long ago words were spoken about a pond.";

test("an original is verified by length and hash, and each claim by the hash of its words", () => {
  expect(verifyOriginal(study, "article", original, sha256)).toEqual({
    claims: 1,
    agreeing: 1,
    diagnostics: [],
  });
  const changed = verifyOriginal(study, "article", original.replace("ago", "AGO"), sha256);
  expect(changed.agreeing).toBe(0);
  expect(changed.diagnostics.map((one) => one.code)).toEqual(["original-differs", "words-differ"]);
  expect(JSON.stringify(changed.diagnostics)).not.toContain("AGO");
  const longer = verifyOriginal(study, "article", `${original} `, sha256);
  expect(longer.diagnostics.map((one) => one.code)).toEqual(["original-differs"]);
  const without = verifyOriginal(study, "reply_1", original, sha256);
  expect(without.diagnostics.map((one) => one.code)).toEqual(["no-original"]);
});

test("coverage counts what became of the claims", () => {
  expect(coverageOf(study)).toEqual({ claims: 3, bound: 2, unmodelled: 1, toBeBound: 0 });
});
