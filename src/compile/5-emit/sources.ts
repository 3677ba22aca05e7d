import type { Instruction } from "../4-lower/instruction.js";
import { firstDraw } from "../stages.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import { drawFunction } from "./module.js";
import type { Sources, ValueEmitter } from "./values.js";

/** Where a kernel finds what it does not compute. */
export interface Addresses {
  /** Bytes from one row of futures to the next. */
  readonly rowBytes: number;
  stateAddress(slot: number): number;
  /** Where a delay line keeps what it was given at step 0; steps are rows. */
  lineAddress(slot: number): number;
  /** Where what arrives at step 0 is kept; steps are rows. */
  arrivalAddress(slot: number): number;
  /** The row of the numbers of the futures; behind it is that of the seed's key. */
  readonly futureRow: number;
}

/** Reads parameters, states, time, delay lines, arrivals and random numbers. */
export class KernelSources implements Sources {
  readonly #assembler: Assembler;
  readonly #addresses: Addresses;
  readonly #stateLocal: (slot: number, vector: number) => number | null;
  #values: ValueEmitter | null = null;

  /** `stateLocal` tells the local of a state, where states are in locals. */
  constructor(
    assembler: Assembler,
    addresses: Addresses,
    stateLocal: (slot: number, vector: number) => number | null,
  ) {
    this.#assembler = assembler;
    this.#addresses = addresses;
    this.#stateLocal = stateLocal;
  }

  /** The values that what is read depends on: the length of a delay line. */
  connect(values: ValueEmitter): void {
    this.#values = values;
  }

  push({ operation, operands, immediate }: Instruction, vector: number): void {
    const assembler = this.#assembler;
    const { rowBytes } = this.#addresses;
    switch (operation) {
      case "parameter":
        pushCallerRow(assembler, local.parameters, immediate);
        assembler.load(vectorBytes * vector);
        break;
      case "state": {
        const held = this.#stateLocal(immediate, vector);
        if (held === null) {
          assembler.get(local.lane);
          assembler.load(this.#addresses.stateAddress(immediate) + vectorBytes * vector);
        } else assembler.get(held);
        break;
      }
      case "time":
        assembler.get(local.time);
        break;
      case "stepTime":
        assembler.get(local.stepTime);
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
        for (const row of [this.#addresses.futureRow, this.#addresses.futureRow + 1]) {
          if (operation === "settledRandom") assembler.vectorBits(0, 0);
          else {
            pushCallerRow(assembler, local.parameters, row);
            assembler.load(vectorBytes * vector);
          }
        }
        assembler.call(drawFunction);
        break;
      case "line":
        this.#pushLine(immediate, operands[0], operands[1], vector);
        break;
      case "arrival":
        pushStepRow(assembler, rowBytes);
        assembler.load(this.#addresses.arrivalAddress(immediate) + vectorBytes * vector);
        break;
      default:
        throw new Error(`no instruction for ${operation}`);
    }
  }

  /** What the line was given `steps` ago; each future may have its own length. */
  #pushLine(slot: number, steps: number, initial: number, vector: number): void {
    const assembler = this.#assembler;
    const values = this.#values as ValueEmitter;
    const pushStep = () => {
      assembler.get(local.step);
      assembler.floatFromInteger();
      assembler.vector(simd.splat);
    };
    const pushAddress = (lane: number) => {
      assembler.get(local.scratch);
      assembler.extractInteger(lane);
      assembler.integer(this.#addresses.rowBytes);
      assembler.integerMultiply();
      assembler.get(local.lane);
      assembler.integerAdd();
    };
    values.push(initial, vector);
    pushStep();
    values.push(steps, vector);
    assembler.vector(simd.subtract);
    assembler.vector(simd.toUnsigned);
    assembler.set(local.scratch);
    const address = this.#addresses.lineAddress(slot) + vectorBytes * vector;
    pushAddress(1);
    pushAddress(0);
    assembler.loadLow(address);
    assembler.loadHigh(address + 8);
    pushStep();
    values.push(steps, vector);
    assembler.vector(simd.less);
    assembler.vector(simd.bitselect);
  }
}

/** Pushes the address of the futures at work in a row of the caller's block. */
export function pushCallerRow(assembler: Assembler, base: number, row: number): void {
  assembler.get(base);
  assembler.get(local.offset);
  assembler.integerAdd();
  assembler.get(local.lane);
  assembler.integerAdd();
  if (row === 0) return;
  assembler.get(local.stride);
  assembler.integer(row);
  assembler.integerMultiply();
  assembler.integerAdd();
}

/** Pushes the distance of the present step's row, of those that are kept for each step. */
export function pushStepRow(assembler: Assembler, rowBytes: number): void {
  assembler.get(local.step);
  assembler.integer(rowBytes);
  assembler.integerMultiply();
  assembler.get(local.lane);
  assembler.integerAdd();
}
