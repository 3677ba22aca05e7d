import { StudyError } from "#study/diagnostic";

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

/** What engines take of one function (WebAssembly JavaScript Interface, implementation limits). */
const mostBytes = 7_654_321;
const mostLocals = 50_000;

/** The index of the function that draws random numbers, where there is one. */
export const drawFunction = 1;

/** The parameters of that function: two i32 and two vectors. */
const drawParameters = [i32, i32, v128, v128];

/** A function's instructions without the last `end`, and what locals it has besides parameters. */
export interface FunctionBody {
  readonly code: ByteWriter;
  readonly locals: Locals;
}

/**
 * A module that imports `parley.memory` and exports one function `run` of five i32 (specification
 * of the WebAssembly binary format, section 5.5); `draw` stands behind it if there is one. Throws a
 * `StudyError` if `run` is larger than engines take.
 */
export function encodeModule(run: FunctionBody, draw: FunctionBody | null): Uint8Array {
  checkSize(run);
  const module = new ByteWriter();
  const bodies = draw === null ? [run] : [run, draw];
  module.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  section(module, 1, (types) => {
    types.unsigned(2);
    functionType(types, Array<number>(parameterCount).fill(i32), []);
    functionType(types, drawParameters, [v128]);
  });
  section(module, 2, (imports) => {
    imports.unsigned(1);
    imports.name("parley");
    imports.name("memory");
    imports.bytes([0x02, 0x00, 0x01]);
  });
  section(module, 3, (functions) => {
    functions.unsigned(bodies.length);
    for (const type of bodies.keys()) functions.unsigned(type);
  });
  section(module, 7, (exports) => {
    exports.unsigned(1);
    exports.name("run");
    exports.bytes([0x00, 0x00]);
  });
  section(module, 10, (content) => {
    content.unsigned(bodies.length);
    for (const { code, locals } of bodies) {
      const body = new ByteWriter();
      body.unsigned(3);
      body.unsigned(locals.integers);
      body.byte(i32);
      body.unsigned(locals.floats);
      body.byte(f64);
      body.unsigned(locals.vectors);
      body.byte(v128);
      body.append(code);
      body.byte(0x0b);
      content.sized(body);
    }
  });
  return module.finish();
}

function checkSize({ code, locals }: FunctionBody): void {
  const count = locals.integers + locals.floats + locals.vectors;
  if (code.length < mostBytes && count < mostLocals) return;
  const sizes = `${code.length.toLocaleString("en")} bytes of instructions and ${count.toLocaleString("en")} values at a time`;
  throw new StudyError([
    {
      code: "model-too-large",
      severity: "error",
      message: `the model is too large to be compiled: it comes to ${sizes}, and engines take ${mostBytes.toLocaleString("en")} and ${mostLocals.toLocaleString("en")}`,
      help: "save fewer variables, or use fewer or smaller allocations, random functions and arrays",
    },
  ]);
}

function functionType(
  types: ByteWriter,
  parameters: readonly number[],
  results: readonly number[],
): void {
  types.byte(0x60);
  for (const list of [parameters, results]) {
    types.unsigned(list.length);
    types.bytes(list);
  }
}

function section(module: ByteWriter, id: number, write: (content: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  module.byte(id);
  module.sized(content);
}
