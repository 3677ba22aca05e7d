import type { Code } from "../4-lower/lower.js";
import type { Placement } from "./placement.js";

/**
 * Gives each value that is kept a local for each vector of futures (one if it is uniform). Locals
 * of values that are no longer needed are given again within the same section of the kernel.
 */
export class Locals {
  readonly #first: Int32Array;
  readonly #uniform: readonly boolean[];
  readonly #base: number;
  readonly #count: number;

  constructor(code: Code, placement: Placement, vectors: number, base: number) {
    const { sections, inlined, uniform } = placement;
    this.#uniform = uniform;
    this.#base = base;
    this.#first = new Int32Array(code.instructions.length).fill(-1);
    const lastUse = lastUses(code, placement);
    const free: { single: number[]; group: number[] } = { single: [], group: [] };
    let count = 0;
    const take = (pool: number[], size: number): number => {
      const again = pool.pop();
      if (again !== undefined) return again;
      const fresh = count;
      count += size;
      return fresh;
    };
    // Values are emitted section by section, in their order within a section.
    for (const section of ["run", "step", "sample"] as const) {
      const ending = new Map<number, number[]>();
      for (const [value, place] of sections.entries()) {
        if (place !== section || inlined[value]) continue;
        const single = uniform[value];
        // What is held for the stages of a step must not share its local with what they compute.
        const held = code.instructions[value].operation === "hold";
        const pool = held ? [] : single ? free.single : free.group;
        this.#first[value] = take(pool, single ? 1 : vectors);
        const last = lastUse[value];
        if (last !== Infinity) {
          const list = ending.get(last);
          if (list === undefined) ending.set(last, [value]);
          else list.push(value);
        }
        for (const ended of ending.get(value) ?? []) {
          (uniform[ended] ? free.single : free.group).push(this.#first[ended]);
        }
      }
    }
    this.#count = count;
  }

  /** How many vector locals there are. */
  get count(): number {
    return this.#count;
  }

  of(value: number, vector: number): number {
    return this.#base + this.#first[value] + (this.#uniform[value] ? 0 : vector);
  }
}

/**
 * The kept value of the same section at whose computation a value is used for the last time;
 * Infinity where it is used in another section, or is read off, stored or held.
 */
function lastUses(code: Code, { sections, inlined }: Placement): Float64Array {
  const { instructions } = code;
  // The kept value, itself or above it, in whose tree a value is computed.
  const keptBy = new Float64Array(instructions.length).fill(Infinity);
  const last = new Float64Array(instructions.length).fill(-1);
  for (let value = instructions.length - 1; value >= 0; value--) {
    if (sections[value] === "unused") continue;
    if (!inlined[value]) keptBy[value] = value;
    for (const operand of instructions[value].operands) {
      if (inlined[operand]) keptBy[operand] = keptBy[value];
      const use = sections[operand] === sections[value] ? keptBy[value] : Infinity;
      last[operand] = Math.max(last[operand], use);
    }
  }
  // What is held is computed at the first stage of a step and read at the others.
  for (const [value, { operation }] of instructions.entries()) {
    if (operation === "hold") last[value] = Infinity;
  }
  for (const { initial, change } of code.states) last[initial] = last[change] = Infinity;
  for (const { value } of code.probes) last[value] = Infinity;
  for (const value of [...code.series, ...code.lines]) last[value] = Infinity;
  for (const { input, steps } of code.arrivals) last[input] = last[steps] = Infinity;
  return last;
}
