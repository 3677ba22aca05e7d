import { halfBinade } from "#numeric/number-arithmetic";

import type { Operation } from "../4-lower/instruction.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";

const twoTo52 = 4503599627370496;
const exponentBias = 1023;
const significandBits = 52;

/** Operations that are one instruction on operands in order. */
export const direct: ReadonlyMap<Operation, number> = new Map<Operation, number>([
  ["add", simd.add],
  ["subtract", simd.subtract],
  ["multiply", simd.multiply],
  ["divide", simd.divide],
  ["negate", simd.negate],
  ["absolute", simd.absolute],
  ["squareRoot", simd.squareRoot],
  ["floor", simd.floor],
  ["truncate", simd.truncate],
  ["nearest", simd.nearest],
  ["lesser", simd.lesser],
  ["greater", simd.greater],
  ["less", simd.less],
  ["lessOrEqual", simd.lessOrEqual],
  ["equal", simd.equal],
  ["notEqual", simd.notEqual],
  ["and", simd.and],
  ["or", simd.or],
  ["not", simd.not],
]);

/** What looks into the bits of a double; its operands are on the stack. */
export function pushBits(
  assembler: Assembler,
  operation: "copySign" | "powerOfTwo" | "exponentOf" | "significandOf" | "exponentNear" | "high",
): void {
  switch (operation) {
    case "copySign":
      // The sign bit is the one that the mask leaves to the second.
      assembler.vectorBits(0x7fffffff, -1);
      assembler.vector(simd.bitselect);
      break;
    case "powerOfTwo":
      // Added to 2^52, an integer stands in the low bits; the shift makes it the exponent.
      assembler.vectorConstant(twoTo52 + exponentBias);
      assembler.vector(simd.add);
      assembler.integer(significandBits);
      assembler.vector(simd.shiftLeft);
      break;
    case "exponentNear":
      assembler.vectorBits(halfBinade, 0);
      assembler.vector(simd.addIntegers);
      pushBits(assembler, "exponentOf");
      break;
    case "exponentOf":
      assembler.integer(significandBits);
      assembler.vector(simd.shiftRight);
      assembler.vectorConstant(twoTo52);
      assembler.vector(simd.or);
      assembler.vectorConstant(twoTo52 + exponentBias);
      assembler.vector(simd.subtract);
      break;
    case "significandOf":
      assembler.vectorBits(0x000fffff, -1);
      assembler.vector(simd.and);
      assembler.vectorConstant(1);
      assembler.vector(simd.or);
      break;
    case "high":
      assembler.vectorBits(-1, 0);
      assembler.vector(simd.and);
      break;
  }
}

/** The significand to `exponentNear`; the number is on the stack twice. */
export function pushSignificandNear(assembler: Assembler): void {
  assembler.vectorBits(halfBinade, 0);
  assembler.vector(simd.addIntegers);
  assembler.vectorBits(-0x100000, 0);
  assembler.vector(simd.and);
  assembler.vector(simd.subtractIntegers);
  assembler.vectorConstant(1);
  assembler.vector(simd.addIntegers);
}
