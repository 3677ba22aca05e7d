import type { Instruction, Operation } from "../4-lower/code.js";
import type { Code } from "../4-lower/lower.js";
import { firstDraw } from "../stages.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local } from "./layout.js";
import { drawFunction } from "./module.js";
import type { Locals } from "./locals.js";
import type { Placement } from "./placement.js";

const twoTo52 = 4503599627370496;
const exponentBias = 1023;
const significandBits = 52;

/** Operations that are one instruction on operands in order. */
const direct: ReadonlyMap<Operation, number> = new Map<Operation, number>([
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
  ["minimum", simd.minimum],
  ["maximum", simd.maximum],
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

/** How a kernel reads what is not computed. */
export interface Sources {
  /** Pushes the address of a row of parameters for the present futures. */
  parameterAddress(row: number): void;
  stateAddress(slot: number, vector: number): number;
  /** Where a delay line keeps what it was given at step 0, and how far apart its steps are. */
  lineAddress(slot: number, vector: number): number;
  readonly lineStride: number;
  /** Where what arrives at step 0 is kept; steps are as far apart as those of a line. */
  arrivalAddress(slot: number, vector: number): number;
  /** The row of the numbers of the futures; behind it is that of the seed's key. */
  readonly futureRow: number;
}

/** Pushes values: from their local, or by computing the tree that was inlined. */
export class ValueEmitter {
  readonly #code: Code;
  readonly #placement: Placement;
  readonly #locals: Locals;
  readonly #assembler: Assembler;
  readonly #sources: Sources;

  constructor(
    code: Code,
    placement: Placement,
    locals: Locals,
    assembler: Assembler,
    sources: Sources,
  ) {
    this.#code = code;
    this.#placement = placement;
    this.#locals = locals;
    this.#assembler = assembler;
    this.#sources = sources;
  }

  /** Pushes a value for the futures of one vector. */
  push(value: number, vector: number): void {
    const { sections, inlined } = this.#placement;
    if (sections[value] === "constant" || inlined[value]) this.compute(value, vector);
    else this.#assembler.get(this.#locals.of(value, vector));
  }

  /** Pushes a value by computing it from its operands. */
  compute(value: number, vector: number): void {
    const instruction = this.#code.instructions[value];
    const opcode = direct.get(instruction.operation);
    if (opcode !== undefined) {
      for (const operand of instruction.operands) this.push(operand, vector);
      this.#assembler.vector(opcode);
    } else {
      this.#computeSpecial(instruction, vector);
    }
  }

  #computeSpecial({ operation, operands, immediate }: Instruction, vector: number): void {
    const assembler = this.#assembler;
    switch (operation) {
      case "constant":
        assembler.vectorConstant(immediate);
        break;
      case "truth":
        assembler.vectorBits(immediate === 1 ? -1 : 0, immediate === 1 ? -1 : 0);
        break;
      case "parameter":
        this.#sources.parameterAddress(immediate);
        assembler.load(16 * vector);
        break;
      case "state":
        assembler.integer(0);
        assembler.load(this.#sources.stateAddress(immediate, vector));
        break;
      case "time":
        assembler.get(local.time);
        break;
      case "stepTime":
        assembler.get(local.stepTime);
        break;
      case "hold":
        this.push(operands[0], vector);
        break;
      case "random":
      case "firstRandom":
      case "settledRandom":
        assembler.integer(firstDraw);
        if (operation !== "firstRandom") {
          assembler.get(local.step);
          assembler.integerAdd();
        }
        assembler.integer(immediate);
        for (const row of [this.#sources.futureRow, this.#sources.futureRow + 1]) {
          if (operation === "settledRandom") {
            assembler.vectorBits(0, 0);
          } else {
            this.#sources.parameterAddress(row);
            assembler.load(16 * vector);
          }
        }
        assembler.call(drawFunction);
        break;
      case "line":
        this.#computeLine(immediate, operands[0], operands[1], vector);
        break;
      case "arrival":
        assembler.get(local.step);
        assembler.integer(this.#sources.lineStride);
        assembler.integerMultiply();
        assembler.load(this.#sources.arrivalAddress(immediate, vector));
        break;
      case "select": {
        const [condition, ifTrue, ifFalse] = operands;
        for (const operand of [ifTrue, ifFalse, condition]) this.push(operand, vector);
        assembler.vector(simd.bitselect);
        break;
      }
      case "copySign": {
        const [magnitude, sign] = operands;
        for (const operand of [sign, magnitude]) this.push(operand, vector);
        assembler.vectorBits(0x80000000, 0);
        assembler.vector(simd.bitselect);
        break;
      }
      case "powerOfTwo":
        // Added to 2^52, an integer stands in the low bits; the shift makes it the exponent.
        this.push(operands[0], vector);
        assembler.vectorConstant(twoTo52 + exponentBias);
        assembler.vector(simd.add);
        assembler.integer(significandBits);
        assembler.vector(simd.shiftLeft);
        break;
      case "exponentOf":
        this.push(operands[0], vector);
        assembler.integer(significandBits);
        assembler.vector(simd.shiftRight);
        assembler.vectorConstant(twoTo52);
        assembler.vector(simd.or);
        assembler.vectorConstant(twoTo52 + exponentBias);
        assembler.vector(simd.subtract);
        break;
      case "significandOf":
        this.push(operands[0], vector);
        assembler.vectorBits(0x000fffff, -1);
        assembler.vector(simd.and);
        assembler.vectorConstant(1);
        assembler.vector(simd.or);
        break;
      case "high":
        this.push(operands[0], vector);
        assembler.vectorBits(-1, 0);
        assembler.vector(simd.and);
        break;
      default:
        throw new Error(`no instruction for ${operation}`);
    }
  }

  /** What the line was given `steps` ago; each future may have its own length. */
  #computeLine(slot: number, steps: number, initial: number, vector: number): void {
    const assembler = this.#assembler;
    const pushStep = () => {
      assembler.get(local.step);
      assembler.floatFromInteger();
      assembler.vector(simd.splat);
    };
    const pushAddress = (lane: number) => {
      assembler.get(local.scratch);
      assembler.extractInteger(lane);
      assembler.integer(this.#sources.lineStride);
      assembler.integerMultiply();
    };
    pushStep();
    this.push(steps, vector);
    assembler.vector(simd.subtract);
    assembler.vector(simd.toUnsigned);
    assembler.set(local.scratch);
    this.push(initial, vector);
    const address = this.#sources.lineAddress(slot, vector);
    pushAddress(1);
    pushAddress(0);
    assembler.loadLow(address);
    assembler.loadHigh(address + 8);
    pushStep();
    this.push(steps, vector);
    assembler.vector(simd.less);
    assembler.vector(simd.bitselect);
  }
}
