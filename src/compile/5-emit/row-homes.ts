import type { Instruction } from "../4-lower/instruction.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import type { MemoryMap } from "./layout.js";
import type { LocalPool } from "./local-pool.js";
import type { Homes } from "./values.js";

/**
 * Homes of values in loops over the lanes of a pass. Within its block a value has a local; if other
 * blocks need it, a row of memory as well, from which they load it at its first use. A value that all
 * futures share has one vector of memory. Where one block takes several steps, or stages of them, the
 * values of each turn are its own.
 */
export class RowHomes implements Homes {
  readonly #assembler: Assembler;
  readonly #instructions: readonly Instruction[];
  readonly #rows: Rows;
  readonly #outside: RowHomes | null;
  /** By value, and where all futures share it, turn. */
  readonly #addresses = new Map<string, number>();
  /** Locals of the present block, by value and vector. */
  #locals = new Map<number, number[]>();
  #pool: LocalPool;
  #step = 0;
  #stage = 0;

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

  /** What was computed here belongs to another step or stage, but for what is held over a step. */
  turn(step: number, stage: number): void {
    this.#step = step;
    this.#stage = stage;
    for (const value of this.#locals.keys()) {
      if (this.#isOutside(value) || (stage > 0 && this.#isHeld(value))) continue;
      this.#locals.delete(value);
    }
  }

  /** What is read for the first time in a branch is not at hand behind it. */
  branch(body: () => void): void {
    const known = new Map([...this.#locals].map(([value, locals]) => [value, [...locals]]));
    body();
    this.#locals = known;
  }

  push(value: number, vector: number): void {
    const known = this.#locals.get(value)?.[vector];
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
    const key = this.#keyOf(value);
    if (this.#addresses.has(key)) return;
    const bytes = this.#rows.isUniform(value) ? vectorBytes : this.#rows.bytes;
    this.#addresses.set(key, this.#rows.memory.allocate(bytes));
  }

  #keyOf(value: number): string {
    if (!this.#rows.isUniform(value)) return `${value}`;
    return `${value} ${this.#step} ${this.#isHeld(value) ? 0 : this.#stage}`;
  }

  #isHeld(value: number): boolean {
    return this.#instructions[value].operation === "hold";
  }

  #isOutside(value: number): boolean {
    const outside = this.#outside;
    return outside !== null && outside.#addresses.has(outside.#keyOf(value));
  }

  #newLocal(value: number, vector: number): number {
    const made = this.#pool.take();
    const locals = this.#locals.get(value) ?? [];
    locals[vector] = made;
    this.#locals.set(value, locals);
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
    const own = this.#addresses.get(this.#keyOf(value));
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
