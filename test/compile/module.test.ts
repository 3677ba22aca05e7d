import { expect, test } from "vitest";

import { ByteWriter } from "#compile/5-emit/byte-writer";
import { encodeModule } from "#compile/5-emit/module";
import { StudyError } from "#study/diagnostic";

/** Engines refuse a larger function with a message about bytes; this one is about the model. */
test("a model that is larger than engines take is an error that says so", () => {
  const type = { integers: 0, vectors: 0, result: false };
  const none = { integers: 0, vectors: 0 };
  const encode = (code: ByteWriter, locals = none) =>
    encodeModule([{ type, body: { code, locals } }], []);
  const large = new ByteWriter();
  for (let index = 0; index < 7_700_000; index++) large.byte(0x01);
  expect(() => encode(large)).toThrow(StudyError);
  expect(() => encode(large)).toThrow(/7,700,000 bytes/);
  const many = { ...none, vectors: 60_000 };
  expect(() => encode(new ByteWriter(), many)).toThrow(/60,000/);
});
