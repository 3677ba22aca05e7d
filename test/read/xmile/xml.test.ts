import fc from "fast-check";
import { expect, test } from "vitest";
import { parseXml, type XmlElement } from "#read/xmile/xml";

const own = new Set(["urn:own"]);

function parsed(text: string): XmlElement {
  const { value, diagnostics } = parseXml(text, "m.xmile", own);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("no root");
  return value;
}

function problem(text: string): { code: string; message: string; at: string; help: string } {
  const { value, diagnostics } = parseXml(text, "m.xmile", own);
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  const { code, message, place, help } = diagnostics[0];
  return { code, message, at: `${place?.line}:${place?.column}`, help: help ?? "" };
}

test("an element has its name, attributes, text and their places", () => {
  const root = parsed(
    `<?xml version="1.0"?>\n<a one='1 &amp; 2'>\n  <b/> x &lt; <!-- no --><![CDATA[y < z]]>\n</a>\n`,
  );
  expect(root.name).toBe("a");
  expect(root.place).toEqual({ file: "m.xmile", line: 2, column: 2, length: 1 });
  expect(root.attributes.get("one")?.text).toBe("1 & 2");
  expect(root.attributes.get("one")?.place()).toMatchObject({ line: 2, column: 9, length: 9 });
  expect(root.children.map((child) => child.name)).toEqual(["b"]);
  const text = root.text().trim();
  expect(text.text).toBe("x < y < z");
  // "<" stands as four characters, and "y" after a comment and the mark of CDATA.
  expect(text.place(2, 1)).toMatchObject({ line: 3, column: 10, length: 4 });
  expect(text.place(4, 1)).toMatchObject({ line: 3, column: 35, length: 1 });
  expect(text.place(0, 3)).toMatchObject({ line: 3, column: 8, length: 6 });
  expect(text.slice(8).place()).toMatchObject({ line: 3, column: 39, length: 1 });
});

test("names of other namespaces keep their prefix, declared or not", () => {
  const root = parsed(
    `<p:a xmlns:p="urn:own" xmlns:isee="urn:isee" isee:x="1" p:y="2"><b/><p:c/><isee:d/><q:e/><f xmlns="urn:html"><g/></f></p:a>`,
  );
  expect([root.name, root.vendor]).toEqual(["a", null]);
  expect([...root.attributes.keys()]).toEqual(["isee:x", "y"]);
  expect(root.children.map((child) => [child.name, child.vendor])).toEqual([
    ["b", null],
    ["c", null],
    ["isee:d", "isee"],
    ["q:e", "q"],
    ["f", "urn:html"],
  ]);
});

test("what is not well formed is an error at its place, with what to write instead", () => {
  expect(problem(`<a>\n <b>if x < 3 then</b></a>`)).toMatchObject({
    code: "xml-malformed",
    at: "2:11",
    help: expect.stringContaining("&lt;"),
  });
  expect(problem(`<a>fish & chips</a>`).code).toBe("xml-malformed");
  expect(problem(`<a>&nbsp;</a>`).help).toContain("&amp;");
  expect(problem(`<a>\n<eqn>1</eq></a>`)).toMatchObject({
    code: "xml-closing-tag",
    at: "2:7",
    help: "Write </eqn>.",
  });
  expect(problem(`<a>\n  <b>`)).toMatchObject({ code: "xml-not-closed", at: "2:4" });
  expect(problem(``).message).toContain("root element");
  expect(problem(`<a b="1" b="2"/>`).message).toContain("duplicate attribute");
  expect(problem(`<a/>\u0000`).code).toBe("xml-malformed");
});

test("an element without its closing tag is kept and says so", () => {
  const root = parsed(`<a>\n<b>1<c/>\n</a>`);
  expect(root.children[0].unclosedBefore).toMatchObject({ line: 3, column: 1 });
  expect(root.unclosedBefore).toBeNull();
  expect(root.children[0].children[0].unclosedBefore).toBeNull();
});

test("a DOCTYPE is refused, and so are entities that a file brings along", () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>\n<a>&c;</a>`;
  expect(problem(bomb)).toMatchObject({ code: "xml-doctype", at: "1:1" });
});

test("depth and size are bounded", () => {
  const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
  expect(parsed(nested(256)).name).toBe("a");
  expect(problem(nested(257))).toMatchObject({ code: "xml-too-deep", at: `1:${256 * 3 + 2}` });
  const { diagnostics } = parseXml("<a>bcd</a>", "m", own, { size: 9, depth: 3 });
  expect(diagnostics[0].code).toBe("xml-too-large");
});

/** A way to write one character in a file, and the character. */
const written = fc.oneof(
  fc.constantFrom(..."ab ]é字").map((character) => ({ raw: character, character })),
  fc.constantFrom("\n", "\r\n", "\r").map((raw) => ({ raw, character: "\n" })),
  fc.constantFrom("&lt;", "&#60;", "&#x3c;").map((raw) => ({ raw, character: "<" })),
  fc.constant({ raw: "&#x1F600;", character: "😀" }),
  fc.constant({ raw: "😀", character: "😀" }),
  fc.constant({ raw: "<!-- < -->", character: "" }),
  fc.constant({ raw: "<?p < ?>", character: "" }),
  fc.constant({ raw: "<b/>", character: "" }),
  fc.constant({ raw: "<b>no</b>", character: "" }),
  fc.constant({ raw: "<![CDATA[<]&amp;\r\n]]]>", character: "<]&amp;\n]" }),
);

test("every decoded character is found where it stands in the file", () => {
  fc.assert(
    fc.property(fc.array(written, { maxLength: 12 }), (parts) => {
      const start = "<a>";
      const file = `${start}${parts.map((part) => part.raw).join("")}</a>`;
      fc.pre(!/\r\r\n|\r\n?<!\[CDATA\[\n/.test(file));
      const text = parsed(file).text();
      const decoded = joinLineEnds(parts);
      expect(text.text).toBe(decoded.text);
      const lines = file.split(/\r\n|\r|\n/);
      for (const { at, raw, offset } of decoded.singles) {
        const place = text.place(at, offset);
        if (raw.trim() !== "") {
          const inFile = lines[place.line - 1].slice(
            place.column - 1,
            place.column - 1 + place.length,
          );
          expect(inFile).toBe(raw);
        }
      }
    }),
    { seed: 20, numRuns: 400 },
  );
});

/** "\r" before "\n" is one line end, not two. */
function joinLineEnds(parts: readonly { raw: string; character: string }[]): {
  text: string;
  singles: { at: number; raw: string; offset: number }[];
} {
  let text = "";
  const singles: { at: number; raw: string; offset: number }[] = [];
  parts.forEach(({ raw, character }, index) => {
    if (raw === "\n" && parts[index - 1]?.raw === "\r") return;
    if (character !== "" && !raw.startsWith("<!")) {
      singles.push({ at: text.length, raw, offset: character.length });
    }
    text += character;
  });
  return { text, singles };
}
