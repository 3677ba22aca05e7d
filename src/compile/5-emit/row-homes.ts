import type { Instruction } from "../4-lower/instruction.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import type { MemoryMap } from "./layout.js";
import type { LocalPool } from "./local-homes.js";
import type { Homes } from "./values.js";

/**
 * Homes of values in a kernel that is cut into blocks, each a loop over the lanes of a pass. Within
 * its block a value has a local; if other blocks need it, a row of memory as well, from which they
 * load it at its first use. A value that all futures share has one vector of memory.
 */
export class RowHomes implements Homes {
  readonly #assembler: Assembler;
  readonly #instructions: readonly Instruction[];
  readonly #rows: Rows;
  readonly #outside: RowHomes | null;
  readonly #addresses = new Map<number, number>();
  /** Locals of the present block, by value and vector. */
  #locals = new Map<string, number>();
  #pool: LocalPool;

  constructor(
    assembler: Assembler,
    instructions: readonly Instruction[],
    rows: Rows,
    pool: LocalPool,
    outside: RowHomes | null = null,
  ) {
    this.#assembler = assembler;
    this.#instructions = instructions;
    this.#rows = rows;
    this.#pool = pool;
    this.#outside = outside;
  }

  /** A new block: what was in locals is there no longer. */
  enter(pool: LocalPool): void {
    this.#locals = new Map();
    this.#pool = pool;
  }

  push(value: number, vector: number): void {
    const known = this.#locals.get(`${value} ${vector}`);
    if (known !== undefined) {
      this.#assembler.get(known);
      return;
    }
    this.#pushRow(value);
    this.#assembler.load(this.#addressOf(value) + this.#within(value, vector));
    this.#assembler.tee(this.#newLocal(value, vector));
  }

  keep(value: number, vector: number, compute: () => void): void {
    const { staysInPlace, crosses } = this.#rows;
    if (staysInPlace(value)) return;
    if (!crosses(value) && !this.#rows.isUniform(value)) {
      compute();
      this.#assembler.set(this.#newLocal(value, vector));
      return;
    }
    this.#allocate(value);
    this.#pushRow(value);
    compute();
    this.#assembler.tee(this.#newLocal(value, vector));
    this.#assembler.store(this.#addressOf(value) + this.#within(value, vector));
  }

  keepInBranch(value: number, vector: number, compute: () => void): void {
    this.#allocate(value);
    this.#pushRow(value);
    compute();
    this.#assembler.store(this.#addressOf(value) + this.#within(value, vector));
  }

  #allocate(value: number): void {
    if (this.#addresses.has(value)) return;
    const bytes = this.#rows.isUniform(value) ? vectorBytes : this.#rows.bytes;
    this.#addresses.set(value, this.#rows.memory.allocate(bytes));
  }

  #newLocal(value: number, vector: number): number {
    const made = this.#pool.take(1);
    this.#locals.set(`${value} ${vector}`, made);
    return made;
  }

  #pushRow(value: number): void {
    if (this.#rows.isUniform(value)) this.#assembler.integer(0);
    else this.#assembler.get(local.lane);
  }

  #within(value: number, vector: number): number {
    return this.#rows.isUniform(value) ? 0 : vector * vectorBytes;
  }

  #addressOf(value: number): number {
    if (this.#rows.staysInPlace(value)) {
      return this.#rows.stateAddress(this.#instructions[value].immediate);
    }
    const own = this.#addresses.get(value);
    if (own !== undefined) return own;
    if (this.#outside === null) throw new Error(`value ${value} is used before it is computed`);
    return this.#outside.#addressOf(value);
  }
}

/** The rows of a kernel's memory, `bytes` each. */
export interface Rows {
  readonly memory: MemoryMap;
  readonly bytes: number;
  /** Whether a block other than its own needs a value. */
  crosses(value: number): boolean;
  /** Whether a value is a state that may be read from the state's own row. */
  staysInPlace(value: number): boolean;
  isUniform(value: number): boolean;
  stateAddress(slot: number): number;
}
