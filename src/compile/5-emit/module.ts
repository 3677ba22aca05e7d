import { ByteWriter } from "./byte-writer.js";

const i32 = 0x7f;
const f64 = 0x7c;
const v128 = 0x7b;

export interface Locals {
  readonly integers: number;
  readonly floats: number;
  readonly vectors: number;
}

/** How many addresses and counts `run` is given; its locals are numbered after them. */
export const parameterCount = 5;

/**
 * A module that imports `parley.memory` and exports one function `run` of five i32 (specification
 * of the WebAssembly binary format, section 5.5).
 */
export function encodeModule(body: ByteWriter, locals: Locals): Uint8Array {
  const module = new ByteWriter();
  module.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  section(module, 1, (types) => {
    types.unsigned(1);
    types.byte(0x60);
    types.unsigned(parameterCount);
    for (let index = 0; index < parameterCount; index++) types.byte(i32);
    types.unsigned(0);
  });
  section(module, 2, (imports) => {
    imports.unsigned(1);
    imports.name("parley");
    imports.name("memory");
    imports.bytes([0x02, 0x00, 0x01]);
  });
  section(module, 3, (functions) => functions.bytes([1, 0]));
  section(module, 7, (exports) => {
    exports.unsigned(1);
    exports.name("run");
    exports.bytes([0x00, 0x00]);
  });
  section(module, 10, (code) => {
    const run = new ByteWriter();
    run.unsigned(3);
    run.unsigned(locals.integers);
    run.byte(i32);
    run.unsigned(locals.floats);
    run.byte(f64);
    run.unsigned(locals.vectors);
    run.byte(v128);
    run.append(body);
    run.byte(0x0b);
    code.unsigned(1);
    code.sized(run);
  });
  return module.finish();
}

function section(module: ByteWriter, id: number, write: (content: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  module.byte(id);
  module.sized(content);
}
