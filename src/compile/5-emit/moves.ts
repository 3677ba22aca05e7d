import type { Code } from "../4-lower/lower.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import type { BlockPlan } from "./blocks.js";
import { local, vectorBytes } from "./layout.js";
import type { Placement } from "./placement.js";
import type { StepLocals } from "./step-locals.js";
import type { ValueEmitter } from "./values.js";

/** States as the stage sees them, as they were at the start of the step, and as they will be. */
export interface Banks {
  present(slot: number): number;
  before(slot: number): number;
  next(slot: number): number;
}

/** Which stocks move in which block, and which after all blocks. */
export interface MovePlan {
  readonly inBlock: ReadonlyMap<number, readonly number[]>;
  readonly after: readonly number[];
}

/**
 * A stock moves in the block that computes its rate, if nothing reads the stock afterwards; others
 * move behind all blocks. Tells the plan of blocks which rates must be in memory until then.
 */
export function planMoves(code: Code, placement: Placement, plan: BlockPlan): MovePlan {
  const inBlock = new Map<number, number[]>();
  const after: number[] = [];
  for (const [slot, { integrated, change }] of code.states.entries()) {
    if (!integrated) continue;
    const made = plan.blockOf[change];
    const last = Math.max(made, plan.lastRead.get(slot) ?? -1);
    const early = plan.blocks[last]?.section === "step";
    if (early) inBlock.set(last, [...(inBlock.get(last) ?? []), slot]);
    else after.push(slot);
    if (made >= 0 && (!early || last !== made)) plan.crosses[change] = true;
    if (placement.sections[change] !== null && made < 0) plan.crosses[change] = true;
  }
  return { inBlock, after };
}

/** Writes how stocks move, for Euler's method and for methods of several stages. */
export class MoveEmitter {
  readonly #code: Code;
  readonly #assembler: Assembler;
  readonly #banks: Banks;
  readonly #stages: number;

  constructor(code: Code, assembler: Assembler, banks: Banks, stages: number) {
    this.#code = code;
    this.#assembler = assembler;
    this.#banks = banks;
    this.#stages = stages;
  }

  /** Stocks in locals, at a stage that is known when the kernel is written. */
  moveInLocals(stage: number, values: ValueEmitter, locals: StepLocals, vector: number): void {
    for (const [slot, { integrated }] of this.#code.states.entries()) {
      if (!integrated) continue;
      const { present, before, next } = locals.state(slot, vector);
      this.#assembler.get(next);
      this.#pushShare(slot, local.weight, values, vector);
      this.#assembler.set(next);
      if (stage < this.#stages - 1) {
        this.#assembler.get(before);
        this.#pushShare(slot, local.ahead, values, vector);
        this.#assembler.set(present);
        continue;
      }
      for (const other of [present, before]) {
        if (other === next) continue;
        this.#assembler.get(next);
        this.#assembler.set(other);
      }
    }
  }

  move(slots: readonly number[], values: ValueEmitter, vectors: number): void {
    if (slots.length === 0) return;
    const each = (moveOne: (slot: number, vector: number) => void) => {
      for (const slot of slots) {
        for (let vector = 0; vector < vectors; vector++) moveOne(slot, vector);
      }
    };
    if (this.#stages === 1) {
      each((slot, vector) => this.#single(slot, values, vector));
      return;
    }
    const assembler = this.#assembler;
    each((slot, vector) => values.ensure(this.#code.states[slot].change, vector));
    assembler.get(local.stage);
    assembler.integer(this.#stages - 1);
    assembler.integerEqual();
    assembler.if();
    each((slot, vector) => this.#last(slot, values, vector));
    assembler.else();
    each((slot, vector) => this.#staged(slot, values, vector));
    assembler.end();
  }

  #single(slot: number, values: ValueEmitter, vector: number): void {
    const address = this.#banks.present(slot) + vectorBytes * vector;
    this.#assembler.get(local.lane);
    this.#load(address);
    this.#pushShare(slot, local.weight, values, vector);
    this.#assembler.store(address);
  }

  /** Adds a stage's share of the rate to what is to come, and goes ahead for the next stage. */
  #staged(slot: number, values: ValueEmitter, vector: number): void {
    const banks = this.#banks;
    const add = (from: number, to: number, factor: number) => {
      this.#assembler.get(local.lane);
      this.#load(from + vectorBytes * vector);
      this.#pushShare(slot, factor, values, vector);
      this.#assembler.store(to + vectorBytes * vector);
    };
    add(banks.next(slot), banks.next(slot), local.weight);
    add(banks.before(slot), banks.present(slot), local.ahead);
  }

  /** After the last stage all three are what has come. */
  #last(slot: number, values: ValueEmitter, vector: number): void {
    const assembler = this.#assembler;
    const banks = this.#banks;
    const addresses = [banks.present(slot), banks.before(slot), banks.next(slot)];
    this.#load(banks.next(slot) + vectorBytes * vector);
    this.#pushShare(slot, local.weight, values, vector);
    assembler.set(local.due);
    for (const address of addresses) {
      assembler.get(local.lane);
      assembler.get(local.due);
      assembler.store(address + vectorBytes * vector);
    }
  }

  /** To what is on the stack adds rate · factor. */
  #pushShare(slot: number, factor: number, values: ValueEmitter, vector: number): void {
    const { change, negated, whole } = this.#code.states[slot];
    if (whole) values.push(change, vector);
    else {
      this.#assembler.get(factor);
      values.push(change, vector);
      this.#assembler.vector(simd.multiply);
    }
    this.#assembler.vector(negated ? simd.subtract : simd.add);
  }

  #load(address: number): void {
    this.#assembler.get(local.lane);
    this.#assembler.load(address);
  }
}
