import { expect, test } from "vitest";
import { expectQuick } from "../../support/quick.js";
import { hasErrors } from "#study/diagnostic";
import { SourceText } from "#study/place";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import { xmilePieces } from "../../../scripts/fuzz/pieces.mjs";
import { mutated, randomNumbers } from "../../../scripts/fuzz/random.mjs";
import type { Random } from "../../../scripts/fuzz/random.mjs";
import { textsWith } from "../../../scripts/fuzz/seeds.mjs";
import { filesOf, withoutPlaces, xmile } from "./support.js";

// Files with a few characters or elements changed, of which what can be read is the same after it
// has been written and read again. The mutations are the same in every run (mulberry32, seed 7);
// test/fuzz tries many more.

/** Numbers, names and attribute values are changed, so that the file stays XML. */
function changedValue(text: string, random: Random): string {
  const values = [...text.matchAll(/"[^"<]*"|>[^<>]+</gu)];
  const chosen = values[random(values.length)];
  const inner = xmilePieces[random(xmilePieces.length)].replace(/[<&"]/gu, "");
  const start = chosen.index + 1;
  const end = chosen.index + chosen[0].length - 1;
  return text.slice(0, start) + inner + text.slice(end);
}

test(
  "mutated files neither crash nor hang, and every place is in a file",
  { timeout: 30_000 },
  async () => {
    const texts = textsWith(/\.(?:xmile|stmx)$/iu).filter(({ length }) => length < 12_000);
    const files = filesOf({ "series.csv": "Time,share\n0,1\n1,2\n", "parameters.csv": "share,1" });
    const random = randomNumbers(7);
    let read = 0;
    for (let round = 0; round < 500; round++) {
      const original = texts[random(texts.length)];
      const text =
        round % 3 === 0 ? mutated(original, xmilePieces, random) : changedValue(original, random);
      const { value, diagnostics } = await readXmile(text, "m.xmile", files);
      expect(value === undefined).toBe(hasErrors(diagnostics));
      const source = new SourceText("m.xmile", text);
      for (const { place } of diagnostics) {
        if (place?.file !== "m.xmile") continue;
        expect(place.column).toBeGreaterThanOrEqual(1);
        expect(place.column).toBeLessThanOrEqual(source.line(place.line).length + 2);
      }
      if (value === undefined) continue;
      read += 1;
      const again = await readXmile(writeXmile(value), "m.xmile");
      expect(again.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(withoutPlaces(again.value)).toEqual(withoutPlaces(value));
    }
    expect(read).toBeGreaterThan(50);
  },
);

test("files made to be slow are refused or read quickly", async () => {
  const dim = (name: string): string => `<dim name="${name}"/>`;
  const many = Array.from({ length: 8 }, () => dim("X")).join("");
  const elements = Array.from(
    { length: 400 },
    () => `<element subscript="1,1,1,1,1,1,1,1"><eqn>1</eqn></element>`,
  );
  const big = `<dimensions><dim name="X" size="1000"/></dimensions>`;
  const texts = [
    xmile({
      more: big,
      variables: `<aux name="a"><dimensions>${many}</dimensions>${elements.join("")}</aux>`,
    }),
    xmile({ variables: `<aux name="a"><eqn>${"(".repeat(100_000)}1</eqn></aux>` }),
    xmile({ variables: `<aux name="a"><eqn>${"1+".repeat(100_000)}1</eqn></aux>` }),
    xmile({ variables: `<aux name="a"><doc>${"&amp;".repeat(200_000)}</doc><eqn>1</eqn></aux>` }),
    xmile({ variables: `<aux name="a"><eqn>${"a not ".repeat(20_000)}</eqn></aux>` }),
    xmile({ variables: `<aux name="a"><eqn>${" ".repeat(200_000)}"</eqn></aux>` }),
    "<a>".repeat(100_000),
    `<xmile>${"<model name='a'><aux name='b'>".repeat(120)}`,
    xmile({ variables: Array.from({ length: 20_000 }, () => "<sector/>").join("") }),
    xmile({
      variables: Array.from(
        { length: 5_000 },
        (_, at) => `<aux name="a${at}"><eqn>nosuch${at}(1)</eqn></aux>`,
      ).join(""),
    }),
  ];
  for (const text of texts) {
    await expectQuick(() => readXmile(text, "m.xmile"), text.slice(200, 260));
  }
});
