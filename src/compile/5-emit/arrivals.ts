import type { TimeSettings } from "#study/model";

import type { Arrival, Code } from "../4-lower/lower.js";
import { nothingArrives } from "../system.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import type { ValueEmitter } from "./values.js";

/** The rows of the memory in which arrivals wait. */
interface Rows {
  readonly vectors: number;
  readonly start: number;
}

/** Writes what is sent ahead: a row of all futures for each step, and one for what comes too late. */
export class ArrivalEmitter {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #assembler: Assembler;
  readonly #values: ValueEmitter;
  readonly #rows: Rows;

  constructor(
    code: Code,
    time: TimeSettings,
    assembler: Assembler,
    values: ValueEmitter,
    rows: Rows,
  ) {
    this.#code = code;
    this.#time = time;
    this.#assembler = assembler;
    this.#values = values;
    this.#rows = rows;
  }

  /** Where what arrives at step 0 is kept. */
  address(slot: number, vector: number): number {
    const { start, vectors } = this.#rows;
    return start + (slot * (this.#time.steps + 2) * vectors + vector) * vectorBytes;
  }

  /** Before the first step nothing arrives: `nothingArrives` is eight equal bytes. */
  clear(): void {
    const count = this.#code.arrivals.length;
    if (count === 0) return;
    const start = this.address(0, 0);
    this.#assembler.integer(start);
    this.#assembler.integer(0xfe);
    this.#assembler.integer(this.address(count, 0) - start);
    this.#assembler.fill();
  }

  send(): void {
    for (const [slot, arrival] of this.#code.arrivals.entries()) {
      for (let vector = 0; vector < this.#rows.vectors; vector++) {
        this.#sendOne(arrival, this.address(slot, vector), vector);
      }
    }
  }

  /** Puts an input where it will arrive, which each future has elsewhere. */
  #sendOne({ input, steps, together }: Arrival, address: number, vector: number): void {
    const assembler = this.#assembler;
    const pushRow = (lane: number) => {
      assembler.get(local.scratch);
      assembler.extractInteger(lane);
      assembler.integer(this.#rows.vectors * vectorBytes);
      assembler.integerMultiply();
    };
    // Behind the last step there is room for all that comes later, or at no time that is a number.
    assembler.vectorConstant(this.#time.steps + 1);
    assembler.get(local.step);
    assembler.floatFromInteger();
    assembler.vector(simd.splat);
    this.#values.push(steps, vector);
    assembler.vector(simd.add);
    assembler.vector(simd.lesser);
    assembler.vector(simd.toUnsigned);
    assembler.set(local.scratch);
    this.#values.push(input, vector);
    if (together === "sum") {
      pushRow(1);
      pushRow(0);
      assembler.loadLow(address);
      assembler.loadHigh(address + 8);
      assembler.set(local.due);
      assembler.get(local.due);
      this.#values.push(input, vector);
      assembler.vector(simd.add);
      assembler.get(local.due);
      assembler.vectorConstant(nothingArrives);
      assembler.vector(simd.equal);
      assembler.vector(simd.bitselect);
    }
    assembler.set(local.due);
    for (const lane of [0, 1]) {
      pushRow(lane);
      assembler.get(local.due);
      assembler.storeLane(address + 8 * lane, lane);
    }
  }
}
