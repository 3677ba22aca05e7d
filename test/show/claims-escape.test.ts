import fc from "fast-check";
import { expect, test } from "vitest";
import { codeText, plainText } from "#show/cli/claims-escape";

import { cellsOf, shownText } from "./markdown.js";

const settings = { seed: 20091221, numRuns: 2000 };
const hostile = fc.string({ unit: "binary" });

/** Texts full of markup. */
const marked = fc
  .array(fc.constantFrom(..."\\`*_[]<>|~&#-+.) ab1", "&amp;", "<br>", "](x)", "1. ", "—", "é"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

/** What may be shown of a text: on one line. */
const onOneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

test.each([
  ["plainText", plainText],
  ["codeText", codeText],
] as const)("%s shows any text as it is, within its cell", (_, escaped) => {
  fc.assert(
    fc.property(fc.oneof(marked, hostile), marked, (first, second) => {
      const cells = cellsOf(`| ${escaped(first)} | ${escaped(second)} |`);
      expect(cells).toHaveLength(2);
      const visible = [first, second].map((text) =>
        // Control characters are shown by their pictures: tested with `harmless`.
        onOneLine(text).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ""),
      );
      const shown = cells.map((cell) => shownText(cell).replace(/[\u2400-\u241f\ufffd]/gu, ""));
      expect(shown).toEqual(visible.map((text) => text.replace(/[\u2400-\u241f\ufffd]/gu, "")));
    }),
    settings,
  );
});

test.each([
  ["# no heading", "\\# no heading"],
  ["> no quotation", "\\> no quotation"],
  ["- no item", "\\- no item"],
  ["--- no rule", "\\--- no rule"],
  ["+ no item", "\\+ no item"],
  ["1. no item", "1\\. no item"],
  ["2009) no item", "2009\\) no item"],
  ["-0.3 is a number", "-0.3 is a number"],
  ["1.5 is a number", "1.5 is a number"],
  ["a < b > c", "a \\< b > c"],
  ["AT&T", "AT&T"],
  ["AT&amp;T", "AT&amp;amp;T"],
  ["two\n  lines", "two lines"],
])("%j is written %j", (text, markdown) => expect(plainText(text)).toBe(markdown));

test("code that a span cannot hold in a table is written in HTML", () => {
  expect(codeText("a * b")).toBe("`a * b`");
  expect(codeText('"a|b" * c')).toBe('<code>"a&#124;b" &#42; c</code>');
  expect(codeText("a `b` c")).toBe("<code>a &#96;b&#96; c</code>");
});
