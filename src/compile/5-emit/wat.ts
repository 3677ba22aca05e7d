import { simd } from "./assembler.js";

/**
 * The text of a module as `emit` writes it (WebAssembly specification, section 6), for people who
 * look at what an equation became. It knows the instructions that the emitter uses, and no others.
 */
export function moduleText(bytes: Uint8Array): string {
  const reader = new Reader(bytes, 8);
  const lines = ["(module"];
  let types: readonly string[] = [];
  const typeOf: number[] = [];
  while (!reader.atEnd) {
    const id = reader.byte();
    const end = reader.unsigned() + reader.position;
    if (id === 1) types = reader.list(() => typeText(reader));
    else if (id === 2) lines.push('  (import "parley" "memory" (memory 1))');
    else if (id === 3) typeOf.push(...reader.list(() => reader.unsigned()));
    else if (id === 7) lines.push('  (export "run" (func 0))');
    else if (id === 10) {
      for (const [index, body] of reader.list(() => bodyLines(reader)).entries()) {
        lines.push(`  (func ${index}${types[typeOf[index]]}`, ...body, "  )");
      }
    } else if (id === 11) lines.push(...reader.list(() => dataText(reader)));
    reader.position = end;
  }
  return `${lines.join("\n")}\n)\n`;
}

class Reader {
  position: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  get atEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.position++];
  }

  unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return shift < 25 && (byte & 64) !== 0 ? value | (-1 << (shift + 7)) : value;
    }
  }

  float64(): number {
    const value = this.#view.getFloat64(this.position, true);
    this.position += 8;
    return value;
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.unsigned() }, read);
  }
}

const typeNames: Readonly<Record<number, string>> = { 0x7f: "i32", 0x7b: "v128" };

function typeText(reader: Reader): string {
  reader.byte();
  const [parameters, results] = [0, 1].map(() => reader.list(() => typeNames[reader.byte()]));
  const part = (word: string, names: readonly string[]) =>
    names.length === 0 ? "" : ` (${word} ${names.join(" ")})`;
  return part("param", parameters) + part("result", results);
}

function dataText(reader: Reader): string {
  reader.byte();
  reader.byte();
  const address = reader.signed();
  reader.byte();
  const bytes = reader.unsigned();
  reader.position += bytes;
  return `  (data (i32.const ${address})) ;; ${bytes / 8} numbers`;
}

function bodyLines(reader: Reader): string[] {
  const end = reader.unsigned() + reader.position;
  const locals = reader.list(() => `${reader.unsigned()} ${typeNames[reader.byte()]}`);
  const lines = [`    ;; locals: ${locals.join(", ")}`];
  let depth = 2;
  while (reader.position < end - 1) {
    const text = instructionText(reader);
    if (text === "end" || text === "else") depth--;
    lines.push("  ".repeat(depth) + text);
    if (["block", "loop", "if", "else"].includes(text)) depth++;
  }
  reader.position = end;
  return lines;
}

/** Opcodes of the emitter without an immediate. */
const plain: Readonly<Record<number, string>> = {
  0x05: "else",
  0x0b: "end",
  0x1a: "drop",
  0x45: "i32.eqz",
  0x46: "i32.eq",
  0x47: "i32.ne",
  0x49: "i32.lt_u",
  0x4d: "i32.le_u",
  0x4f: "i32.ge_u",
  0x6a: "i32.add",
  0x6c: "i32.mul",
  0x6e: "i32.div_u",
  0x70: "i32.rem_u",
  0x71: "i32.and",
  0x72: "i32.or",
  0x74: "i32.shl",
  0xa0: "f64.add",
  0xa2: "f64.mul",
  0xad: "i64.extend_i32_u",
  0xb8: "f64.convert_i32_u",
};
const blocks: Readonly<Record<number, string>> = { 0x02: "block", 0x03: "loop", 0x04: "if" };
const indexed: Readonly<Record<number, string>> = {
  0x0c: "br",
  0x0d: "br_if",
  0x10: "call",
  0x20: "local.get",
  0x21: "local.set",
  0x22: "local.tee",
};

function instructionText(reader: Reader): string {
  const opcode = reader.byte();
  if (plain[opcode] !== undefined) return plain[opcode];
  if (blocks[opcode] !== undefined) {
    reader.byte();
    return blocks[opcode];
  }
  if (indexed[opcode] !== undefined) return `${indexed[opcode]} ${reader.unsigned()}`;
  if (opcode === 0x41) return `i32.const ${reader.signed()}`;
  if (opcode === 0x44) return `f64.const ${reader.float64()}`;
  if (opcode === 0xfc) {
    reader.position += 2;
    return "memory.fill";
  }
  if (opcode === 0xfd) return vectorText(reader);
  throw new Error(`an instruction that the emitter does not write: ${opcode.toString(16)}`);
}

/** By number, as the specification names them; the rest is in `simd`, under the emitter's names. */
const vectorNames: ReadonlyMap<number, string> = new Map([
  [simd.splat, "f64x2.splat"],
  [simd.splatInteger, "i64x2.splat"],
  [simd.equal, "f64x2.eq"],
  [simd.notEqual, "f64x2.ne"],
  [simd.less, "f64x2.lt"],
  [simd.lessOrEqual, "f64x2.le"],
  [simd.not, "v128.not"],
  [simd.and, "v128.and"],
  [simd.andNot, "v128.andnot"],
  [simd.or, "v128.or"],
  [simd.xor, "v128.xor"],
  [simd.bitselect, "v128.bitselect"],
  [simd.floor, "f64x2.floor"],
  [simd.truncate, "f64x2.trunc"],
  [simd.nearest, "f64x2.nearest"],
  [simd.bitmask, "i64x2.bitmask"],
  [simd.shiftLeft, "i64x2.shl"],
  [simd.shiftRight, "i64x2.shr_u"],
  [simd.addIntegers, "i64x2.add"],
  [simd.subtractIntegers, "i64x2.sub"],
  [simd.multiplyIntegers, "i64x2.mul"],
  [simd.absolute, "f64x2.abs"],
  [simd.negate, "f64x2.neg"],
  [simd.squareRoot, "f64x2.sqrt"],
  [simd.add, "f64x2.add"],
  [simd.subtract, "f64x2.sub"],
  [simd.multiply, "f64x2.mul"],
  [simd.divide, "f64x2.div"],
  [simd.lesser, "f64x2.pmin"],
  [simd.greater, "f64x2.pmax"],
  [simd.toUnsigned, "i32x4.trunc_sat_f64x2_u_zero"],
]);

function vectorText(reader: Reader): string {
  const number = reader.unsigned();
  const memory = (name: string) => {
    reader.unsigned();
    return `${name} offset=${reader.unsigned()}`;
  };
  switch (number) {
    case simd.load:
      return memory("v128.load");
    case simd.store:
      return memory("v128.store");
    case simd.loadLow:
      return memory("v128.load64_zero");
    case simd.loadHigh:
      return `${memory("v128.load64_lane")} ${reader.byte()}`;
    case simd.storeLane:
      return `${memory("v128.store64_lane")} ${reader.byte()}`;
    case simd.extractInteger:
      return `i32x4.extract_lane ${reader.byte()}`;
    case simd.constant:
      return `v128.const f64x2 ${reader.float64()} ${reader.float64()}`;
    case simd.shuffle:
      return `i8x16.shuffle ${Array.from({ length: 16 }, () => reader.byte()).join(" ")}`;
    default: {
      const name = vectorNames.get(number);
      if (name !== undefined) return name;
      throw new Error(`a vector instruction that the emitter does not write: ${number}`);
    }
  }
}
