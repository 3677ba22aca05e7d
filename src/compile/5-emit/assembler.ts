import { ByteWriter } from "./byte-writer.js";

/** SIMD operations by their number after the prefix 0xfd. */
export const simd = {
  load: 0x00,
  store: 0x0b,
  constant: 0x0c,
  splat: 0x14,
  splatInteger: 0x12,
  extractInteger: 0x1b,
  equal: 0x47,
  notEqual: 0x48,
  less: 0x49,
  lessOrEqual: 0x4b,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  xor: 0x51,
  bitselect: 0x52,
  shuffle: 0x0d,
  loadHigh: 0x57,
  storeLane: 0x5b,
  loadLow: 0x5d,
  floor: 0x75,
  truncate: 0x7a,
  nearest: 0x94,
  bitmask: 0xc4,
  shiftLeft: 0xcb,
  shiftRight: 0xcd,
  addIntegers: 0xce,
  subtractIntegers: 0xd1,
  multiplyIntegers: 0xd5,
  absolute: 0xec,
  negate: 0xed,
  squareRoot: 0xef,
  add: 0xf0,
  subtract: 0xf1,
  multiply: 0xf2,
  divide: 0xf3,
  minimum: 0xf4,
  maximum: 0xf5,
  lesser: 0xf6,
  greater: 0xf7,
  toUnsigned: 0xfd,
} as const;

/** Writes instructions of the few kinds that a kernel needs. Addresses are aligned to 16 bytes. */
export class Assembler {
  /** Where instructions go; a part of the kernel has its own. */
  code = new ByteWriter();

  get(local: number): void {
    this.#withIndex(0x20, local);
  }

  set(local: number): void {
    this.#withIndex(0x21, local);
  }

  tee(local: number): void {
    this.#withIndex(0x22, local);
  }

  drop(): void {
    this.code.byte(0x1a);
  }

  integer(value: number): void {
    this.code.byte(0x41);
    this.code.signed(value);
  }

  float(value: number): void {
    this.code.byte(0x44);
    this.code.float64(value);
  }

  integerAdd(): void {
    this.code.byte(0x6a);
  }

  integerMultiply(): void {
    this.code.byte(0x6c);
  }

  integerDivide(): void {
    this.code.byte(0x6e);
  }

  integerRemainder(): void {
    this.code.byte(0x70);
  }

  integerShiftLeft(): void {
    this.code.byte(0x74);
  }

  integerAnd(): void {
    this.code.byte(0x71);
  }

  integerOr(): void {
    this.code.byte(0x72);
  }

  isZero(): void {
    this.code.byte(0x45);
  }

  integerEqual(): void {
    this.code.byte(0x46);
  }

  integerNotEqual(): void {
    this.code.byte(0x47);
  }

  integerLess(): void {
    this.code.byte(0x49);
  }

  integerAtLeast(): void {
    this.code.byte(0x4f);
  }

  integerAtMost(): void {
    this.code.byte(0x4d);
  }

  /** The 64-bit integer of an unsigned one of 32 bits. */
  extend(): void {
    this.code.byte(0xad);
  }

  call(index: number): void {
    this.#withIndex(0x10, index);
  }

  floatFromInteger(): void {
    this.code.byte(0xb8);
  }

  floatAdd(): void {
    this.code.byte(0xa0);
  }

  floatMultiply(): void {
    this.code.byte(0xa2);
  }

  vector(operation: number): void {
    this.code.byte(0xfd);
    this.code.unsigned(operation);
  }

  /** The same double in both lanes. */
  vectorConstant(value: number): void {
    this.vector(simd.constant);
    this.code.float64(value);
    this.code.float64(value);
  }

  /** The same 64 bits in both lanes, most significant word first. */
  vectorBits(high: number, low: number): void {
    this.vector(simd.constant);
    for (let lane = 0; lane < 2; lane++) {
      for (const word of [low, high]) {
        for (let shift = 0; shift < 32; shift += 8) this.code.byte((word >>> shift) & 255);
      }
    }
  }

  load(address: number): void {
    this.vector(simd.load);
    this.code.unsigned(4);
    this.code.unsigned(address);
  }

  /** Loads one double into the low lane, the other lane 0. */
  loadLow(address: number): void {
    this.vector(simd.loadLow);
    this.code.unsigned(3);
    this.code.unsigned(address);
  }

  /** Loads one double into the high lane of the vector on the stack. */
  loadHigh(address: number): void {
    this.vector(simd.loadHigh);
    this.code.unsigned(3);
    this.code.unsigned(address);
    this.code.byte(1);
  }

  /** The 32-bit integer in a lane of four. */
  extractInteger(lane: number): void {
    this.vector(simd.extractInteger);
    this.code.byte(lane);
  }

  store(address: number): void {
    this.vector(simd.store);
    this.code.unsigned(4);
    this.code.unsigned(address);
  }

  /** Stores one of the two doubles of the vector on the stack. */
  storeLane(address: number, lane: number): void {
    this.vector(simd.storeLane);
    this.code.unsigned(3);
    this.code.unsigned(address);
    this.code.byte(lane);
  }

  /** Of two vectors on the stack, the low (0) or high (1) double of each. */
  interleave(which: 0 | 1): void {
    this.vector(simd.shuffle);
    for (const start of [8 * which, 16 + 8 * which]) {
      for (let index = 0; index < 8; index++) this.code.byte(start + index);
    }
  }

  /** Sets bytes of the memory: address, value and count are on the stack. */
  fill(): void {
    this.code.bytes([0xfc, 0x0b, 0x00]);
  }

  /** Opens a block; `branch` counts open blocks from the innermost, 0. */
  block(): void {
    this.code.bytes([0x02, 0x40]);
  }

  loop(): void {
    this.code.bytes([0x03, 0x40]);
  }

  if(): void {
    this.code.bytes([0x04, 0x40]);
  }

  else(): void {
    this.code.byte(0x05);
  }

  end(): void {
    this.code.byte(0x0b);
  }

  branch(depth: number): void {
    this.#withIndex(0x0c, depth);
  }

  branchIf(depth: number): void {
    this.#withIndex(0x0d, depth);
  }

  #withIndex(opcode: number, index: number): void {
    this.code.byte(opcode);
    this.code.unsigned(index);
  }
}
