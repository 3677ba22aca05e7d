import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf, displayWidth } from "#show/cli/display-width";
import { excerptOf } from "#show/cli/excerpt";
import { printDiagnostics } from "#show/cli/print-diagnostics";
import { harmless } from "#show/cli/style";
import { SourceText } from "#study/place";

/** The part of the shown line above the carets. */
function marked(line: string, column: number, length: number, width = 80): string {
  const excerpt = excerptOf(line, column, length, width);
  const from = excerpt.carets.indexOf("^");
  let at = 0;
  let text = "";
  for (const cell of cellsOf(excerpt.line)) {
    if (at >= from && at < excerpt.carets.length) text += cell.text;
    at += cell.width;
  }
  return text;
}

test("carets stand under the part that is meant", () => {
  expect(excerptOf("a + bc + d", 5, 2, 80)).toEqual({ line: "a + bc + d", carets: "    ^^" });
  expect(excerptOf("a", 2, 1, 80)).toEqual({ line: "a", carets: " ^" });
  expect(excerptOf("", 1, 1, 80)).toEqual({ line: "", carets: "^" });
  expect(excerptOf("abc", 2, 99, 80)).toEqual({ line: "abc", carets: " ^^" });
});

test("tabs, wide characters and marks are counted in columns", () => {
  expect(excerptOf("\tx", 2, 1, 80)).toEqual({ line: "    x", carets: "    ^" });
  expect(excerptOf("a\tx", 3, 1, 80)).toEqual({ line: "a   x", carets: "    ^" });
  expect(excerptOf("漁獲 + x", 1, 2, 80).carets).toBe("^^^^");
  expect(excerptOf("漁獲 + x", 6, 1, 80).carets).toBe("       ^");
  expect(excerptOf("🐟🐟x", 5, 1, 80).carets).toBe("    ^");
  expect(excerptOf("e\u0301x", 3, 1, 80).carets).toBe(" ^");
});

test("a long line is cut around the part, which stays in sight", () => {
  const line = `${"a".repeat(300)}?${"b".repeat(300)}`;
  const excerpt = excerptOf(line, 301, 1, 60);
  expect(displayWidth(excerpt.line)).toBeLessThanOrEqual(60);
  expect(excerpt.line).toMatch(/^…a+\?b+…$/);
  expect(marked(line, 301, 1, 60)).toBe("?");
});

test("in any line the carets point at what was meant", () => {
  const piece = fc.constantFrom("a", "bc", " ", "\t", "漁", "🐟", "e\u0301");
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.array(piece, { maxLength: 60 }),
      fc.integer({ min: 20, max: 100 }),
      (before, after, width) => {
        const line = `${before.join("")}?${after.join("")}`;
        expect(marked(line, line.indexOf("?") + 1, 1, width)).toBe("?");
        expect(
          displayWidth(excerptOf(line, line.indexOf("?") + 1, 1, width).line),
        ).toBeLessThanOrEqual(width);
      },
    ),
    { seed: 20260107, numRuns: 500 },
  );
});

test("text from a file cannot steer the terminal", () => {
  expect(harmless("\u001b[31m\u0007a\u202eb\u009b\r\t\n")).toBe("␛[31m␇a\ufffdb\ufffd␍\t\n");
});

test("colours appear only where they are asked for, and change nothing else", () => {
  const source = new SourceText("f", "x = 1\ny = 2\n");
  const place = source.place(6, 1);
  const related = [{ message: "There.", place: source.place(0, 1) }];
  const diagnostic = {
    code: "c",
    severity: "error" as const,
    message: "Bad\nthing.",
    place,
    help: "Do\nthis.",
    related,
  };
  const options = { sourceOf: () => source, nameOf: (file: string) => `in/${file}`, width: 80 };
  const plain = printDiagnostics([diagnostic], { ...options, colour: false });
  const coloured = printDiagnostics([diagnostic], { ...options, colour: true });
  expect(plain).toBe(
    [
      "in/f:2:1: error: Bad ⏎ thing. (c)",
      "    2 | y = 2",
      "      | ^",
      "    help: Do",
      "          this.",
      "    in/f:1:1: There.",
      "    1 | x = 1",
      "      | ^",
      "",
    ].join("\n"),
  );
  expect(coloured).not.toBe(plain);
  const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
  expect(coloured.replace(escape, "")).toBe(plain);
});

test("diagnostics come by file and line, and a flood is cut", () => {
  const at = (file: string, line: number) => ({
    code: "c",
    severity: "error" as const,
    message: `${file}${line}`,
    place: { file, line, column: 1, length: 1 },
  });
  const options = {
    sourceOf: () => undefined,
    nameOf: (file: string) => file,
    width: 80,
    colour: false,
  };
  const printed = printDiagnostics([at("b", 9), at("a", 1), at("b", 2)], options);
  expect(printed.match(/error: \w+/g)).toEqual(["error: b2", "error: b9", "error: a1"]);
  const flood = Array.from({ length: 250 }, (_, line) => at("a", line + 1));
  expect(printDiagnostics(flood, options)).toContain("… and 50 more.");
});

test("what is said is a sentence, and what is quoted stays as it is", () => {
  const printed = (message: string, help: string) => {
    const options = { sourceOf: () => undefined, nameOf: String, colour: false, width: 80 };
    return printDiagnostics([{ code: "c", severity: "error", message, help }], options);
  };
  const said = (message: string, help: string) => `error: ${message} (c)\n    help: ${help}\n`;
  expect(printed('"a" needs "b"', "give it a number")).toBe(
    said('"a" needs "b".', "Give it a number."),
  );
  expect(printed("Is it so?", 'did you mean "b"?')).toBe(said("Is it so?", 'Did you mean "b"?'));
  expect(printed("It is.", "Line 1 has: the lake")).toBe(said("It is.", "Line 1 has: the lake"));
  expect(printed("It is.", "leak_start is a share")).toBe(said("It is.", "leak_start is a share"));
  expect(printed("It is.", "Write:\n  a: 1")).toBe(said("It is.", "Write:\n            a: 1"));
});
