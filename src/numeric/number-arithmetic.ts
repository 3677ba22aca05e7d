import type { Arithmetic } from "./arithmetic.js";

/** The arithmetic of the interpreter: JavaScript's numbers are binary64. */
export type NumberArithmetic = Arithmetic<number, boolean>;

const signBit = 0x80000000;
const exponentBias = 1023;
/** Added to the high word of a double, raises the exponent of a significand of √2 or more. */
export const halfBinade = 0x00095f61;
const twoTo52 = 4503599627370496;

/**
 * Arithmetic on numbers, bit for bit what the WebAssembly instructions do. Each instance has a
 * scratch buffer of its own through which the bits of a number are read, so that nothing is shared.
 */
export function createNumberArithmetic(): NumberArithmetic {
  const bits = new DataView(new ArrayBuffer(8));

  function highWordOf(a: number): number {
    bits.setFloat64(0, a);
    return bits.getUint32(0);
  }

  const arithmetic: NumberArithmetic = {
    constant: (value) => value,
    add: (a, b) => a + b,
    subtract: (a, b) => a - b,
    multiply: (a, b) => a * b,
    divide: (a, b) => a / b,
    negate: (a) => -a,
    absolute: (a) => Math.abs(a),
    squareRoot: (a) => Math.sqrt(a),
    floor: (a) => Math.floor(a),
    truncate: (a) => Math.trunc(a),
    nearest: nearestInteger,
    minimum: (a, b) => (Number.isNaN(b) ? b : b < a ? b : a),
    maximum: (a, b) => (Number.isNaN(b) ? b : a < b ? b : a),
    lesser: (a, b) => (b < a ? b : a),
    greater: (a, b) => (a < b ? b : a),
    less: (a, b) => a < b,
    lessOrEqual: (a, b) => a <= b,
    equal: (a, b) => a === b,
    notEqual: (a, b) => a !== b,
    and: (a, b) => a && b,
    or: (a, b) => a || b,
    not: (a) => !a,
    select: (condition, ifTrue, ifFalse) => (condition ? ifTrue : ifFalse),

    copySign(magnitude, sign) {
      const signWord = highWordOf(sign) & signBit;
      bits.setFloat64(0, magnitude);
      bits.setUint32(0, (bits.getUint32(0) & ~signBit) | signWord);
      return bits.getFloat64(0);
    },

    powerOfTwo(exponent) {
      bits.setUint32(0, (exponent + exponentBias) << 20);
      bits.setUint32(4, 0);
      return bits.getFloat64(0);
    },

    exponentOf: (a) => (highWordOf(a) >>> 20) - exponentBias,

    significandOf(a) {
      bits.setFloat64(0, a);
      bits.setUint32(0, (bits.getUint32(0) & 0x000fffff) | (exponentBias << 20));
      return bits.getFloat64(0);
    },

    exponentNear: (a) => ((highWordOf(a) + halfBinade) >>> 20) - exponentBias,

    significandNear(a) {
      const word = highWordOf(a);
      const exponent = (((word + halfBinade) >>> 20) - exponentBias) << 20;
      bits.setUint32(0, word - exponent);
      return bits.getFloat64(0);
    },

    high(a) {
      bits.setFloat64(0, a);
      bits.setUint32(4, 0);
      return bits.getFloat64(0);
    },

    segment(rows, position, x) {
      const row = 2 * nearestInteger(position);
      return rows[row] + rows[row + 1] * x;
    },

    stepOfRow(rows, position, x) {
      const row = 2 * nearestInteger(position);
      return rows[row] + (rows[row + 1] <= x ? 1 : 0);
    },

    guard: (usual, value, rare, operands) => (usual ? value : rare.apply(arithmetic, operands)),
  };
  return arithmetic;
}

/** Ties to even, as `f64.nearest`; adding 2^52 makes the hardware round at the units. */
function nearestInteger(a: number): number {
  const magnitude = Math.abs(a);
  if (!(magnitude < twoTo52)) return a;
  const rounded = magnitude + twoTo52 - twoTo52;
  return a < 0 || Object.is(a, -0) ? -rounded : rounded;
}
