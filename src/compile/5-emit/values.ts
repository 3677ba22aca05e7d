import type { Instruction } from "../4-lower/instruction.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import type { Frame } from "./layout.js";
import { direct, pushBits, pushSignificandNear } from "./operations.js";
import { pushRow } from "./table-rows.js";

/** Where values are while they wait for their uses. */
export interface Homes {
  /** Pushes a value that is kept. */
  push(value: number, vector: number): void;
  /** Writes `compute`, which pushes the value, and what keeps it. */
  keep(value: number, vector: number, compute: () => void): void;
  /** The same in a branch: on the other path the value is as it was kept before. */
  keepInBranch(value: number, vector: number, compute: () => void): void;
}

/** What is read from outside: parameters, states, time, lines; operands in a routine. */
export interface Sources {
  push(instruction: Instruction, vector: number): void;
}

/** What the values of a function are read from. */
export interface ValueContext {
  readonly instructions: readonly Instruction[];
  /** Whether a value is computed in place. */
  isInlined(value: number): boolean;
  readonly homes: Homes;
  readonly sources: Sources;
  readonly frame: Frame;
  tableAddress(table: number): number;
  routineFunction(routine: number): number;
}

/** Pushes values: from where they are kept, or by computing the tree that was inlined. */
export class ValueEmitter {
  readonly #context: ValueContext;
  readonly #assembler: Assembler;

  constructor(context: ValueContext, assembler: Assembler) {
    this.#context = context;
    this.#assembler = assembler;
  }

  /** Pushes a value for the futures of one vector. */
  push(value: number, vector: number): void {
    const { instructions, homes } = this.#context;
    if (instructions[value].dependsOn === 0 || this.#context.isInlined(value)) {
      this.#compute(value, vector);
    } else homes.push(value, vector);
  }

  /** Computes a value from its operands and keeps it. */
  keep(value: number, vector: number): void {
    this.#context.homes.keep(value, vector, () => this.#compute(value, vector));
  }

  keepInBranch(value: number, vector: number): void {
    this.#context.homes.keepInBranch(value, vector, () => this.#compute(value, vector));
  }

  /** So that a value is at hand on all paths that follow. */
  ensure(value: number, vector: number): void {
    this.push(value, vector);
    this.#assembler.drop();
  }

  #compute(value: number, vector: number): void {
    const instruction = this.#context.instructions[value];
    const opcode = direct.get(instruction.operation);
    if (opcode !== undefined) {
      for (const operand of instruction.operands) this.push(operand, vector);
      this.#assembler.vector(opcode);
    } else {
      this.#computeSpecial(instruction, vector);
    }
  }

  #computeSpecial(instruction: Instruction, vector: number): void {
    const { operation, operands, immediate } = instruction;
    const assembler = this.#assembler;
    const { frame } = this.#context;
    switch (operation) {
      case "constant":
        assembler.vectorConstant(immediate);
        break;
      case "truth":
        assembler.vectorBits(immediate === 1 ? -1 : 0, immediate === 1 ? -1 : 0);
        break;
      case "hold":
        this.push(operands[0], vector);
        break;
      case "minimum":
      case "maximum":
        // The lesser, and where the second is no number all bits, which are no number either.
        this.push(operands[0], vector);
        this.push(operands[1], vector);
        assembler.tee(frame.due);
        assembler.vector(operation === "minimum" ? simd.lesser : simd.greater);
        assembler.get(frame.due);
        assembler.get(frame.due);
        assembler.vector(simd.notEqual);
        assembler.vector(simd.or);
        break;
      case "select":
        this.#select(operands, vector);
        break;
      case "guard":
        this.#guard(operands, immediate, vector);
        break;
      case "segment":
      case "stepOfRow": {
        const [position, x] = operands;
        this.push(position, vector);
        pushRow(assembler, frame, this.#context.tableAddress(immediate));
        this.push(x, vector);
        if (operation === "segment") assembler.vector(simd.multiply);
        else {
          assembler.vector(simd.lessOrEqual);
          assembler.vectorConstant(1);
          assembler.vector(simd.and);
        }
        assembler.vector(simd.add);
        break;
      }
      case "copySign": {
        const [magnitude, sign] = operands;
        for (const operand of [magnitude, sign]) this.push(operand, vector);
        pushBits(assembler, operation);
        break;
      }
      case "significandNear":
        this.push(operands[0], vector);
        assembler.tee(frame.due);
        assembler.get(frame.due);
        pushSignificandNear(assembler);
        break;
      case "powerOfTwo":
      case "exponentNear":
      case "exponentOf":
      case "significandOf":
      case "high":
        this.push(operands[0], vector);
        pushBits(assembler, operation);
        break;
      default:
        this.#context.sources.push(instruction, vector);
    }
  }

  /** With a zero on one side a choice is a mask. */
  #select([condition, ifTrue, ifFalse]: readonly number[], vector: number): void {
    const assembler = this.#assembler;
    const order = this.#isZero(ifFalse)
      ? [ifTrue, condition]
      : this.#isZero(ifTrue)
        ? [ifFalse, condition]
        : [ifTrue, ifFalse, condition];
    for (const operand of order) this.push(operand, vector);
    if (order.length === 3) assembler.vector(simd.bitselect);
    else assembler.vector(order[0] === ifTrue ? simd.and : simd.andNot);
  }

  #isZero(value: number): boolean {
    const { operation, immediate } = this.#context.instructions[value];
    return operation === "constant" && Object.is(immediate, 0);
  }

  /** Calls the routine only if it is needed in a lane, and takes its result only there. */
  #guard([usual, value, ...operands]: readonly number[], routine: number, vector: number): void {
    const assembler = this.#assembler;
    const { frame } = this.#context;
    for (const operand of operands) this.ensure(operand, vector);
    this.push(value, vector);
    this.push(usual, vector);
    assembler.set(frame.scratch);
    assembler.set(frame.due);
    assembler.get(frame.scratch);
    assembler.vector(simd.bitmask);
    assembler.integer(3);
    assembler.integerNotEqual();
    assembler.if();
    assembler.get(frame.due);
    for (const operand of operands) this.push(operand, vector);
    assembler.call(this.#context.routineFunction(routine));
    assembler.get(frame.scratch);
    assembler.vector(simd.bitselect);
    assembler.set(frame.due);
    assembler.end();
    assembler.get(frame.due);
  }
}
