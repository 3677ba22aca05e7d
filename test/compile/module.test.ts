import { expect, test } from "vitest";

import { ByteWriter } from "#compile/5-emit/byte-writer";
import { encodeModule } from "#compile/5-emit/module";
import { StudyError } from "#study/diagnostic";

/** Engines refuse a larger function with a message about bytes; this one is about the model. */
test("a model that is larger than engines take is an error that says so", () => {
  const none = { integers: 0, floats: 0, vectors: 0 };
  const large = new ByteWriter();
  for (let index = 0; index < 7_700_000; index++) large.byte(0x01);
  expect(() => encodeModule({ code: large, locals: none }, null)).toThrow(StudyError);
  expect(() => encodeModule({ code: large, locals: none }, null)).toThrow(/7,700,000 bytes/);
  const many = { ...none, vectors: 60_000 };
  expect(() => encodeModule({ code: new ByteWriter(), locals: many }, null)).toThrow(/60,000/);
});
