import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import { rowsOfArrival } from "./arrivals.js";
import type { Assembler } from "./assembler.js";
import { local } from "./layout.js";
import type { MemoryMap, Shape } from "./layout.js";
import type { Banks } from "./moves.js";
import { pushStepRow } from "./sources.js";
import type { Addresses } from "./sources.js";

/** A kernel so small keeps its stocks in locals too; with more, registers run out. */
const mostStateLocals = 16;

/** Where the kernel keeps states, probes, delay lines and arrivals: rows of all lanes of a pass. */
export class MemoryRows implements Banks, Addresses {
  readonly rowBytes: number;
  readonly futureRow: number;
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #staged: boolean;
  readonly #vectors: number;
  readonly #states: number;
  readonly #probes: number;
  readonly #lines: number;
  readonly #arrivals: number;
  readonly #inLocals: boolean;

  constructor(code: Code, time: TimeSettings, shape: Shape, staged: boolean, memory: MemoryMap) {
    this.#code = code;
    this.#time = time;
    this.#staged = staged;
    this.#vectors = shape.vectors;
    this.rowBytes = shape.lanes * 8;
    this.futureRow = code.parameters;
    this.#states = memory.allocate((staged ? 3 : 2) * code.states.length * this.rowBytes);
    this.#probes = memory.allocate(code.probes.length * this.rowBytes);
    this.#lines = memory.allocate(code.lines.length * time.steps * this.rowBytes);
    this.#arrivals = memory.allocate(code.arrivals.length * rowsOfArrival(time) * this.rowBytes);
    this.#inLocals =
      shape.blockSize === 0 && !staged && code.states.length * shape.vectors <= mostStateLocals;
  }

  /** How many locals, from `local.values` on, are states. */
  get stateLocals(): number {
    return this.#inLocals ? this.#code.states.length * this.#vectors : 0;
  }

  stateLocal(slot: number, vector: number): number | null {
    return this.#inLocals ? local.values + slot * this.#vectors + vector : null;
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
    if (this.#inLocals) return [];
    const several = this.#staged && this.#code.states[slot].integrated;
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
