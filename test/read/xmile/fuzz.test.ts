import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { expectQuick } from "../../support/quick.js";
import { hasErrors } from "#study/diagnostic";
import { SourceText } from "#study/place";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import { filesOf, withoutPlaces, xmile } from "./support.js";

// Files with a few characters or elements changed, of which what can be read is the same after it
// has been written and read again. The mutations are the same in every run (mulberry32, seed 7);
// test/fuzz tries many more.

const own = fileURLToPath(new URL("../../cases/models/", import.meta.url));
const shared = fileURLToPath(new URL("../../../../shared/conformance/cases/", import.meta.url));

function textsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:xmile|stmx)$/iu.test(file))
    .toSorted()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .filter((text) => text.length < 12_000);
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
  ..."<>&;\"'/=![]{}()*-+^.,:@\\_ 09aé\n\t\u0000😀",
  "&lt;",
  "&#x0;",
  "<![CDATA[",
  "]]>",
  "<!--",
  "-->",
  "<?x?>",
  "<!DOCTYPE a>",
  "<eqn>1</eqn>",
  "<eqn>",
  "</eqn>",
  "<gf><ypts>1,2</ypts></gf>",
  '<aux name="x"/>',
  '<stock name="orders"><eqn>1</eqn><conveyor/></stock>',
  '<module name="Hares"/>',
  '<model name="Hares">',
  "</model>",
  '<element subscript="1"><eqn>1</eqn></element>',
  '<dimensions><dim name="X"/></dimensions>',
  "<queue/>",
  "<leak>1</leak>",
  '<macro name="DELAY"><parm>x</parm><eqn>DELAY(x)</eqn></macro>',
  "<behavior><non_negative/></behavior>",
  '<import resource="series.csv"/>',
  "TIME",
  "MIN(",
  "IF a THEN b ELSE",
  "[*, 1:3, @1]",
];

function mutated(text: string, random: (below: number) => number): string {
  let result = text;
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(result.length + 1);
    const kind = random(4);
    const to = Math.min(result.length, at + 1 + random(kind === 3 ? 300 : 12));
    const piece = pieces[random(pieces.length)];
    if (kind === 0) result = result.slice(0, at) + piece + result.slice(at);
    else if (kind === 1) result = result.slice(0, at) + result.slice(to);
    else if (kind === 2) result = result.slice(0, at) + piece + result.slice(to);
    else {
      // A stretch of the file moves elsewhere.
      const part = result.slice(at, to);
      const rest = result.slice(0, at) + result.slice(to);
      const there = random(rest.length + 1);
      result = rest.slice(0, there) + part + rest.slice(there);
    }
  }
  return result;
}

/** Numbers, names and attribute values are changed, so that the file stays XML. */
function changedValue(text: string, random: (below: number) => number): string {
  const values = [...text.matchAll(/"[^"<]*"|>[^<>]+</gu)];
  const chosen = values[random(values.length)];
  const inner = pieces[random(pieces.length)].replace(/[<&"]/gu, "");
  const start = chosen.index + 1;
  const end = chosen.index + chosen[0].length - 1;
  return text.slice(0, start) + inner + text.slice(end);
}

test(
  "mutated files neither crash nor hang, and every place is in a file",
  { timeout: 30_000 },
  async () => {
    const texts = [...textsIn(own), ...textsIn(shared)];
    const files = filesOf({ "series.csv": "Time,share\n0,1\n1,2\n", "parameters.csv": "share,1" });
    const random = randomNumbers(7);
    let read = 0;
    for (let round = 0; round < 500; round++) {
      const original = texts[random(texts.length)];
      const text = round % 3 === 0 ? mutated(original, random) : changedValue(original, random);
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
