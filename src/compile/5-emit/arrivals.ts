import type { TimeSettings } from "#study/model";

import type { Arrival, Code } from "../4-lower/lower.js";
import { nothingArrives } from "../system.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import type { Addresses } from "./sources.js";
import type { ValueEmitter } from "./values.js";

/** How many rows an arrival has: one for each step, and one for what comes too late. */
export function rowsOfArrival(time: TimeSettings): number {
  return time.steps + 2;
}

/** Writes what is sent ahead into the row of the step at which it arrives. */
export class ArrivalEmitter {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #assembler: Assembler;
  readonly #addresses: Addresses;

  constructor(code: Code, time: TimeSettings, assembler: Assembler, addresses: Addresses) {
    this.#code = code;
    this.#time = time;
    this.#assembler = assembler;
    this.#addresses = addresses;
  }

  /** Before the first step nothing arrives: `nothingArrives` is eight equal bytes. */
  clear(): void {
    const count = this.#code.arrivals.length;
    for (let slot = 0; slot < count; slot++) {
      this.#assembler.integer(this.#addresses.arrivalAddress(slot));
      this.#assembler.integer(0xfe);
      this.#assembler.integer(rowsOfArrival(this.#time) * this.#addresses.rowBytes);
      this.#assembler.fill();
    }
  }

  send(values: ValueEmitter, vector: number): void {
    for (const [slot, arrival] of this.#code.arrivals.entries()) {
      const address = this.#addresses.arrivalAddress(slot) + vectorBytes * vector;
      this.#sendOne(arrival, address, values, vector);
    }
  }

  /** Puts an input where it will arrive, which each future has elsewhere. */
  #sendOne(
    { input, steps, together }: Arrival,
    address: number,
    values: ValueEmitter,
    vector: number,
  ): void {
    const assembler = this.#assembler;
    const pushRow = (lane: number) => {
      assembler.get(local.scratch);
      assembler.extractInteger(lane);
      assembler.integer(this.#addresses.rowBytes);
      assembler.integerMultiply();
      assembler.get(local.lane);
      assembler.integerAdd();
    };
    // Behind the last step there is room for all that comes later, or at no time that is a number.
    assembler.vectorConstant(this.#time.steps + 1);
    assembler.get(local.step);
    assembler.floatFromInteger();
    assembler.vector(simd.splat);
    values.push(steps, vector);
    assembler.vector(simd.add);
    assembler.vector(simd.lesser);
    assembler.vector(simd.toUnsigned);
    assembler.set(local.scratch);
    values.push(input, vector);
    if (together === "sum") {
      pushRow(1);
      pushRow(0);
      assembler.loadLow(address);
      assembler.loadHigh(address + 8);
      assembler.set(local.due);
      assembler.get(local.due);
      values.push(input, vector);
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
