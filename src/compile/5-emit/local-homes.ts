import type { Instruction } from "../4-lower/instruction.js";
import type { Assembler } from "./assembler.js";
import type { LocalPool } from "./local-pool.js";
import type { Placement } from "./placement.js";
import type { Homes } from "./values.js";

/**
 * The homes of a routine: every kept value has a local, and the locals of values that are no longer
 * needed are given again.
 */
export class LocalHomes implements Homes {
  readonly #assembler: Assembler;
  readonly #locals: Int32Array;

  constructor(
    assembler: Assembler,
    instructions: readonly Instruction[],
    placement: Placement,
    result: number,
    pool: LocalPool,
  ) {
    this.#assembler = assembler;
    this.#locals = new Int32Array(instructions.length).fill(-1);
    const last = lastUses(instructions, placement, result);
    const ending = new Map<number, number[]>();
    for (const [value, section] of placement.sections.entries()) {
      if (section === null || placement.inlined[value]) continue;
      const end = last[value];
      this.#locals[value] = pool.take();
      if (end !== Infinity) ending.set(end, [...(ending.get(end) ?? []), value]);
      for (const ended of ending.get(value) ?? []) pool.giveBack(this.#locals[ended]);
    }
  }

  push(value: number): void {
    this.#assembler.get(this.#locals[value]);
  }

  keep(value: number, _vector: number, compute: () => void): void {
    compute();
    this.#assembler.set(this.#locals[value]);
  }

  keepInBranch(value: number, vector: number, compute: () => void): void {
    this.keep(value, vector, compute);
  }
}

/** The kept value at whose computation a value is used for the last time; of the result, none. */
function lastUses(
  instructions: readonly Instruction[],
  { sections, inlined }: Placement,
  result: number,
): Float64Array {
  // The kept value, itself or above it, in whose tree a value is computed.
  const keptBy = new Float64Array(instructions.length).fill(Infinity);
  const last = new Float64Array(instructions.length).fill(-1);
  for (let value = instructions.length - 1; value >= 0; value--) {
    if (sections[value] === null) continue;
    if (!inlined[value]) keptBy[value] = value;
    for (const operand of instructions[value].operands) {
      if (inlined[operand]) keptBy[operand] = keptBy[value];
      last[operand] = Math.max(last[operand], keptBy[value]);
    }
  }
  last[result] = Infinity;
  return last;
}
