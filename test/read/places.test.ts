import fc from "fast-check";
import { expect, test } from "vitest";
import { readModel } from "#read/native/model";
import { SourceText } from "#study/place";

/* An equation reaches the parser through YAML; what is wrong in it must be found in the file. */

const head = "time:\n  start: 0\n  stop: 1\n  step: 1\nvariables:\n  x:\n";

function placesOf(yaml: string): string[] {
  const text = head + yaml;
  const source = new SourceText("model.yaml", text);
  const { diagnostics } = readModel(source);
  return diagnostics.map(({ place }) =>
    source.line(place!.line).slice(place!.column - 1, place!.column - 1 + place!.length),
  );
}

test("a wrong sign is pointed at in every style of YAML", () => {
  const styles = [
    "    aux: a + ? + b\n",
    "    aux: 'a + ? + b'\n",
    '    aux: "a + ? + b"\n',
    "    aux: |\n      a +\n      ? + b\n",
    "    aux: |2-\n      a\n       + ? + b\n",
    "    aux: >-\n      a +\n\n        b + ? + c\n",
    "    aux: a\n      + ? + b\n",
    "    aux: 'it''s' + ? + b\n".replace("'it''s'", "'\"it''s\"").replace("b\n", "b'\n"),
    '    aux: "\\"a\\" + ? + b"\n',
    "    {aux: a + ? + b}\n",
  ];
  for (const style of styles) expect(placesOf(style), style).toEqual(["?"]);
});

test("the header of a block is not taken for a part of its equation", () => {
  const source = new SourceText("model.yaml", `${head}    aux: >\n      > 2\n`);
  expect(readModel(source).diagnostics[0].place).toMatchObject({ line: 8, column: 7 });
});

test("wherever a wrong sign stands in a folded or literal block, it is found", () => {
  const word = fc.constantFrom("a", "+", "(b)", "2", "\n", "\n\n", "  ");
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 8 }),
      fc.array(word, { maxLength: 8 }),
      fc.constantFrom("|", ">", "|-", ">+"),
      (before, after, style) => {
        const equation = [...before, "?", ...after].join(" ");
        const block = equation.replace(/^\s+/, "").replace(/\n/g, "\n      ");
        const found = placesOf(`    aux: ${style}\n      ${block}\n`);
        expect(found).toContain("?");
      },
    ),
    { seed: 20260104, numRuns: 300 },
  );
});
