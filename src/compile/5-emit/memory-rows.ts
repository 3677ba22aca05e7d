import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import { rowsOfArrival } from "./arrivals.js";
import type { Assembler } from "./assembler.js";
import type { MemoryMap, Shape } from "./layout.js";
import type { Banks } from "./moves.js";
import { pushStepRow } from "./sources.js";
import type { Addresses } from "./sources.js";

/** Where the kernel keeps states, probes, delay lines and arrivals: rows of all lanes of a pass. */
export class MemoryRows implements Banks, Addresses {
  readonly rowBytes: number;
  readonly futureRow: number;
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #staged: boolean;
  readonly #states: number;
  readonly #probes: number;
  readonly #lines: number;
  readonly #arrivals: number;
  /** Within a step states are in locals, so that one row is enough. */
  readonly #inLocals: boolean;

  constructor(code: Code, time: TimeSettings, shape: Shape, staged: boolean, memory: MemoryMap) {
    this.#code = code;
    this.#time = time;
    this.#staged = staged;
    this.rowBytes = shape.lanes * 8;
    this.futureRow = code.parameters;
    this.#inLocals = shape.blockSize === 0;
    const banks = this.#inLocals ? 1 : staged ? 3 : 2;
    this.#states = memory.allocate(banks * code.states.length * this.rowBytes);
    this.#probes = memory.allocate(code.probes.length * this.rowBytes);
    this.#lines = memory.allocate(code.lines.length * time.steps * this.rowBytes);
    this.#arrivals = memory.allocate(code.arrivals.length * rowsOfArrival(time) * this.rowBytes);
  }

  present(slot: number): number {
    return this.#states + slot * this.rowBytes;
  }

  next(slot: number): number {
    return this.present(this.#code.states.length + slot);
  }

  before(slot: number): number {
    return this.present(2 * this.#code.states.length + slot);
  }

  stateAddress(slot: number): number {
    return this.present(slot);
  }

  /** Where a state is written at the start of a run. */
  banksAtStart(slot: number): readonly number[] {
    const several = !this.#inLocals && this.#staged && this.#code.states[slot].integrated;
    return several
      ? [this.present(slot), this.next(slot), this.before(slot)]
      : [this.present(slot)];
  }

  probe(row: number): number {
    return this.#probes + row * this.rowBytes;
  }

  lineAddress(slot: number): number {
    return this.#lines + slot * this.#time.steps * this.rowBytes;
  }

  arrivalAddress(slot: number): number {
    return this.#arrivals + slot * rowsOfArrival(this.#time) * this.rowBytes;
  }

  pushStepRow(assembler: Assembler): void {
    pushStepRow(assembler, this.rowBytes);
  }
}
