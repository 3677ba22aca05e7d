import { expect, test } from "vitest";
import { SourceText } from "#study/place";
import { decodeVensim } from "#read/vensim/decode-vensim";
import { readVensim } from "#read/vensim/read-vensim";
import { printDiagnostic, printModel, printVariable } from "./print.js";

const control =
  "INITIAL TIME = 0 ~~|\nFINAL TIME = 10 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = TIME STEP ~~|\n";

async function read(text: string) {
  const { value, diagnostics } = await readVensim(new SourceText("a.mdl", text + control));
  if (value === undefined) throw new Error(diagnostics.map(printDiagnostic).join("\n"));
  return value;
}

test("lines may end in LF, CRLF or CR alone", async () => {
  const text =
    "x[d] =\n\tTABBED ARRAY(\n1\t2\n3\t4\n) * 1 ~~|\n"
      .replace(") * 1", ")")
      .replace("[d]", "[d, e]") +
    "d: a, b ~~|\ne: f, g ~~|\nlong \\\n\t\tname = \\\n\t1 ~ units ~ two\nlines |\n";
  const plain = printModel(await read(text));
  for (const end of ["\r\n", "\r"]) {
    const other = new SourceText("a.mdl", (text + control).split("\n").join(end));
    const { value } = await readVensim(other);
    expect(value === undefined ? "" : printModel(value)).toBe(plain);
  }
  expect(plain).toContain('constant long name ~ units "two¶lines"');
});

test("places point at the file as it is, whatever ends its lines", async () => {
  const { diagnostics } = await readVensim(
    new SourceText("a.mdl", `{UTF-8}\r\ra = 1 ~~|\r\n\r\nb = a +\\\r\n  q ~~|\r${control}`),
  );
  expect(diagnostics.map(({ place }) => place)).toEqual([
    { file: "a.mdl", line: 6, column: 3, length: 1 },
  ]);
});

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("bytes are read as UTF-8, with or without a mark, else as Windows-1252, or as UTF-16", () => {
  const text = "{UTF-8}\nGröße d'été 中 😀 = 1 ~~|";
  expect(decodeVensim("a.mdl", utf8(text)).text).toBe(text);
  expect(decodeVensim("a.mdl", Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(text))).text).toBe(text);
  expect(decodeVensim("a.mdl", latin1("Größe = 1")).text).toBe("Größe = 1");
  expect(decodeVensim("a.mdl", Uint8Array.of(0x80, 0x20, 0x93, 0xe4)).text).toBe("€ “ä");
  const little = Uint8Array.from(
    [0xfffe, ...Array.from("é中", (c) => c.charCodeAt(0))].flatMap((code, index) =>
      index === 0 ? [0xff, 0xfe] : [code & 255, code >> 8],
    ),
  );
  expect(decodeVensim("a.mdl", little).text).toBe("é中");
  const big = little.map((_, index) => little[index ^ 1]);
  expect(decodeVensim("a.mdl", big).text).toBe("é中");
});

test.each([
  ["an overlong form", [0xc0, 0x80]],
  ["an overlong form of three bytes", [0xe0, 0x80, 0x80]],
  ["half of a pair", [0xed, 0xa0, 0x80]],
  ["a byte that leads nowhere", [0x41, 0xff]],
  ["a cut-off letter", [0x41, 0xe4, 0xb8]],
  ["a number beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
])("%s is no UTF-8 (RFC 3629)", (_, bytes) => {
  expect(decodeVensim("a.mdl", Uint8Array.from(bytes)).text).toHaveLength(bytes.length);
});

test("long texts are decoded as short ones are", () => {
  const text = "aé中😀".repeat(5000);
  expect(decodeVensim("a.mdl", utf8(text)).text).toBe(text);
  expect(decodeVensim("a.mdl", latin1("ä".repeat(9000))).text).toBe("ä".repeat(9000));
});

test("names are the same whatever their case, spaces and underscores", async () => {
  const model = await read("My  Var = 1 ~~|\nuse = my_VAR + MY\tvar ~~|\n");
  expect(printVariable(model.variables.get("use")!)).toBe("auxiliary use\n  = (My Var + My Var)");
});

test("brackets may stand 256 deep, and a deeper one is an error, not a crash", async () => {
  const nested = (depth: number) => `x = ${"(".repeat(depth)}1 + 2${")".repeat(depth)} ~~|\n`;
  await expect(read(nested(256))).resolves.toBeDefined();
  for (const text of [nested(257), nested(100_000), `x = ${"-".repeat(100_000)}1 ~~|\n`]) {
    await expect(read(text)).rejects.toThrow("too-deep");
  }
});

test("a chain of 1000 operations is read, and a longer one is an error", async () => {
  const chain = (count: number) => `x = 1${" + 1".repeat(count)} ~~|\n`;
  await expect(read(chain(999))).resolves.toBeDefined();
  await expect(read(chain(1000))).rejects.toThrow("too-deep");
  await expect(read(chain(100_000))).rejects.toThrow("too-deep");
});

test("macros that multiply or stand in one another without end are errors", async () => {
  const double = Array.from(
    { length: 40 },
    (_, index) =>
      `:MACRO: M${index}(x)\nM${index} = M${index + 1}(x) + M${index + 1}(2 * x) ~~|\n:END OF MACRO:\n`,
  ).join("");
  const last = ":MACRO: M40(x)\nM40 = x ~~|\n:END OF MACRO:\n";
  await expect(read(`${double}${last}y = M0(1) ~~|\n`)).rejects.toThrow("macro-circle");
  const chain = Array.from(
    { length: 3000 },
    (_, index) => `:MACRO: C${index}(x)\nC${index} = C${index + 1}(x) ~~|\n:END OF MACRO:\n`,
  ).join("");
  await expect(
    read(`${chain}:MACRO: C3000(x)\nC3000 = x ~~|\n:END OF MACRO:\ny = C0(1) ~~|\n`),
  ).rejects.toThrow("too-deep");
});

test("two hundred problems are reported, and that there are more", async () => {
  const { diagnostics } = await readVensim(new SourceText("a.mdl", "x = ) ~~|\n".repeat(500)));
  expect(diagnostics).toHaveLength(200 + 1);
  expect(diagnostics.at(-1)?.code).toBe("too-many-problems");
});
