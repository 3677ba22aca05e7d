import type { Instruction } from "../4-lower/instruction.js";
import type { Assembler } from "./assembler.js";
import type { Placement, Roots, Section } from "./placement.js";
import type { Homes } from "./values.js";

/** Hands out numbers of locals, and takes them back. */
export class LocalPool {
  #next: number;
  /** By how many stand together. */
  readonly #free = new Map<number, number[]>();

  constructor(base: number) {
    this.#next = base;
  }

  take(size: number): number {
    return this.#free.get(size)?.pop() ?? this.takeNew(size);
  }

  /** One that nobody had before. */
  takeNew(size: number): number {
    const fresh = this.#next;
    this.#next += size;
    return fresh;
  }

  giveBack(first: number, size: number): void {
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [first]);
    else free.push(first);
  }

  /** One above the highest number ever given. */
  get end(): number {
    return this.#next;
  }
}

/**
 * Every kept value has a local for each vector of futures (one if it is uniform). Locals of values
 * that are no longer needed are given again within the same section.
 */
export class LocalHomes implements Homes {
  readonly #assembler: Assembler;
  readonly #first: Int32Array;
  readonly #uniform: readonly boolean[];
  readonly #outside: LocalHomes | null;

  /** `outside` has the values that were made before. */
  constructor(
    assembler: Assembler,
    stretch: {
      readonly instructions: readonly Instruction[];
      readonly placement: Placement;
      readonly roots: readonly Roots[];
    },
    vectors: number,
    pool: LocalPool,
    outside: LocalHomes | null = null,
  ) {
    const { instructions, placement, roots } = stretch;
    const { sections, inlined, uniform } = placement;
    this.#assembler = assembler;
    this.#uniform = uniform;
    this.#outside = outside;
    this.#first = new Int32Array(instructions.length).fill(-1);
    const last = lastUses(instructions, placement, roots);
    // Values are emitted section by section, in their order within a section; but those that all
    // futures share come first, and what is held is computed at the first stage of a step alone, so
    // these have locals that nothing else has.
    const isOwn = (value: number) => uniform[value] || instructions[value].operation === "hold";
    for (const { section } of roots) {
      const ending = new Map<number, number[]>();
      for (const [value, place] of sections.entries()) {
        if (place !== section || inlined[value]) continue;
        const end = last[value];
        if (isOwn(value)) this.#first[value] = pool.takeNew(uniform[value] ? 1 : vectors);
        else {
          this.#first[value] = pool.take(vectors);
          if (end !== Infinity) ending.set(end, [...(ending.get(end) ?? []), value]);
        }
        for (const ended of ending.get(value) ?? []) pool.giveBack(this.#first[ended], vectors);
      }
    }
  }

  push(value: number, vector: number): void {
    this.#assembler.get(this.#of(value, vector));
  }

  keep(value: number, vector: number, compute: () => void): void {
    compute();
    this.#assembler.set(this.#of(value, vector));
  }

  keepInBranch(value: number, vector: number, compute: () => void): void {
    this.keep(value, vector, compute);
  }

  #of(value: number, vector: number): number {
    const first = this.#first[value];
    if (first < 0 && this.#outside !== null) return this.#outside.#of(value, vector);
    return first + (this.#uniform[value] ? 0 : vector);
  }
}

/**
 * The kept value of the same section at whose computation a value is used for the last time;
 * Infinity where it is used in another section, or is a root.
 */
function lastUses(
  instructions: readonly Instruction[],
  { sections, inlined }: Placement,
  roots: readonly Roots[],
): Float64Array {
  const noSection: Section | null = null;
  // The kept value, itself or above it, in whose tree a value is computed.
  const keptBy = new Float64Array(instructions.length).fill(Infinity);
  const last = new Float64Array(instructions.length).fill(-1);
  for (let value = instructions.length - 1; value >= 0; value--) {
    if (sections[value] === noSection) continue;
    if (!inlined[value]) keptBy[value] = value;
    for (const operand of instructions[value].operands) {
      if (inlined[operand]) keptBy[operand] = keptBy[value];
      const use = sections[operand] === sections[value] ? keptBy[value] : Infinity;
      last[operand] = Math.max(last[operand], use);
    }
  }
  for (const { kept, others } of roots) {
    for (const value of [...kept, ...others]) last[value] = Infinity;
  }
  return last;
}
