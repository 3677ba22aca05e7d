import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, largestFile } from "#read/utf8";

const decode = (...bytes: number[]) => decodeUtf8(Uint8Array.from(bytes), "f");

test("agrees with the platform's codec on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const bytes = encodeUtf8(text);
      expect(bytes).toEqual(new Uint8Array(new TextEncoder().encode(text)));
      expect(decodeUtf8(bytes, "f").value).toBe(
        new TextDecoder().decode(new TextEncoder().encode(text)),
      );
    }),
    { seed: 20260102 },
  );
});

test("agrees with the platform's strict decoder on any bytes", () => {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const bytes = fc.array(
    fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xa9, 0xe0, 0xed, 0xf0, 0x9f, 0xf4, 0x90, 0xff),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(bytes, (list) => {
      let expected: string | undefined;
      try {
        expected = strict.decode(Uint8Array.from(list));
      } catch {
        expected = undefined;
      }
      expect(decode(...list).value).toBe(expected);
    }),
    { seed: 20260103, numRuns: 5_000 },
  );
});

test("a byte order mark is dropped, and long texts survive their chunks", () => {
  expect(decode(0xef, 0xbb, 0xbf, 0x61).value).toBe("a");
  const long = "x😀é".repeat(10_000);
  expect(decodeUtf8(encodeUtf8(long), "f").value).toBe(long);
});

test("an error names byte, line and column, and what the byte would be in Latin-1", () => {
  const [diagnostic] = decode(0x61, 0x0a, 0x63, 0x61, 0x66, 0xe9, 0x0a).diagnostics;
  expect(diagnostic.message).toContain("byte 5");
  expect(diagnostic.place).toMatchObject({ line: 2, column: 4 });
  expect(diagnostic.help).toContain("`é`");
  expect(decode(0xff, 0xfe, 0x61, 0).diagnostics[0].help).toContain("UTF-16");
});

test("more than 64 MB are refused", () => {
  expect(decodeUtf8(new Uint8Array(largestFile + 1), "f").diagnostics[0].code).toBe(
    "file-too-large",
  );
});
