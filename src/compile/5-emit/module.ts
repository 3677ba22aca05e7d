import { StudyError } from "#study/diagnostic";

import { ByteWriter } from "./byte-writer.js";

const i32 = 0x7f;
const v128 = 0x7b;

export interface Locals {
  readonly integers: number;
  readonly vectors: number;
}

/** What engines take of one function (WebAssembly JavaScript Interface, implementation limits). */
const mostBytes = 7_654_321;
const mostLocals = 50_000;

/** The index of the function that draws random numbers, where there is one. */
export const drawFunction = 1;

/** A function's instructions without the last `end`, and what locals it has besides parameters. */
export interface FunctionBody {
  readonly code: ByteWriter;
  readonly locals: Locals;
}

/** Integers and vectors that a function is given, and whether it gives a vector back. */
export interface FunctionType {
  readonly integers: number;
  readonly vectors: number;
  readonly result: boolean;
}

export interface ModuleFunction {
  readonly type: FunctionType;
  readonly body: FunctionBody;
}

/** Numbers that stand in memory from the start. */
export interface DataSegment {
  readonly address: number;
  readonly values: Float64Array;
}

/**
 * A module that imports `parley.memory` and exports its first function as `run` (specification of
 * the WebAssembly binary format, section 5.5). Throws a `StudyError` if a function is larger than
 * engines take.
 */
export function encodeModule(
  functions: readonly ModuleFunction[],
  segments: readonly DataSegment[],
): Uint8Array {
  for (const { body } of functions) checkSize(body);
  const types = [...new Set(functions.map(({ type }) => keyOf(type)))];
  const module = new ByteWriter();
  module.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  section(module, 1, (content) => {
    content.unsigned(types.length);
    for (const key of types) {
      const type = functions.find((one) => keyOf(one.type) === key)?.type as FunctionType;
      content.byte(0x60);
      content.unsigned(type.integers + type.vectors);
      for (let index = 0; index < type.integers; index++) content.byte(i32);
      for (let index = 0; index < type.vectors; index++) content.byte(v128);
      content.bytes(type.result ? [1, v128] : [0]);
    }
  });
  section(module, 2, (content) => {
    content.unsigned(1);
    content.name("parley");
    content.name("memory");
    content.bytes([0x02, 0x00, 0x01]);
  });
  section(module, 3, (content) => {
    content.unsigned(functions.length);
    for (const { type } of functions) content.unsigned(types.indexOf(keyOf(type)));
  });
  section(module, 7, (content) => {
    content.unsigned(1);
    content.name("run");
    content.bytes([0x00, 0x00]);
  });
  section(module, 10, (content) => {
    content.unsigned(functions.length);
    for (const { body } of functions) content.sized(encodeBody(body));
  });
  if (segments.length > 0) section(module, 11, (content) => encodeData(content, segments));
  return module.finish();
}

function encodeBody({ code, locals }: FunctionBody): ByteWriter {
  const body = new ByteWriter();
  body.unsigned(2);
  body.unsigned(locals.integers);
  body.byte(i32);
  body.unsigned(locals.vectors);
  body.byte(v128);
  body.append(code);
  body.byte(0x0b);
  return body;
}

/** Active segments of the one memory. */
function encodeData(content: ByteWriter, segments: readonly DataSegment[]): void {
  content.unsigned(segments.length);
  for (const { address, values } of segments) {
    content.byte(0x00);
    content.byte(0x41);
    content.signed(address);
    content.byte(0x0b);
    content.unsigned(values.length * Float64Array.BYTES_PER_ELEMENT);
    for (const value of values) content.float64(value);
  }
}

function checkSize({ code, locals }: FunctionBody): void {
  const count = locals.integers + locals.vectors;
  if (code.length < mostBytes && count < mostLocals) return;
  const sizes = `${code.length.toLocaleString("en")} bytes of instructions and ${count.toLocaleString("en")} values at a time`;
  throw new StudyError([
    {
      code: "model-too-large",
      severity: "error",
      message: `the model is too large to be compiled: a part of it comes to ${sizes}, and engines take ${mostBytes.toLocaleString("en")} and ${mostLocals.toLocaleString("en")}`,
      help: "save fewer variables, or use fewer or smaller allocations, random functions and arrays",
    },
  ]);
}

function keyOf({ integers, vectors, result }: FunctionType): string {
  return `${integers} ${vectors} ${result}`;
}

function section(module: ByteWriter, id: number, write: (content: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  module.byte(id);
  module.sized(content);
}
