import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256, streamOf, utf8 } from "#numeric/hash";

/** NIST, "Examples with intermediate values: SHA-256", and the Secure Hash Standard's long example. */
test("known answers", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ];
  for (const [text, digest] of cases) expect(sha256(utf8(text))).toBe(digest);
});

test("as Node's own for every length around the blocks", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("texts are encoded as by the Encoding Standard", () => {
  for (const text of ["Kärcher", "€ 5", "naïve – 平和 😀", "\ud800a", "a\udc00", "\ud83d"]) {
    expect(utf8(text)).toEqual(new TextEncoder().encode(text));
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8(text)).toEqual(new TextEncoder().encode(text));
    }),
    { seed: 13 },
  );
});

test("a stream is the first word of the digest", () => {
  expect(streamOf("abc")).toBe(0xba7816bf);
  expect(streamOf("")).toBe(0xe3b0c442);
});
