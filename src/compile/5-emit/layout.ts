/**
 * Locals of the kernel and of the parts that it is split into. The integers come first, so that a
 * part, which is given them all, has the same numbers.
 */
export const local = {
  parameters: 0,
  results: 1,
  series: 2,
  stride: 3,
  lanes: 4,
  /** Bytes from the start of a row of the caller to the futures of this pass. */
  offset: 5,
  step: 6,
  stage: 7,
  halves: 8,
  /** Bytes from the start of a row of the kernel to the futures at work. */
  lane: 9,
  /** Bytes from the start of the caller's series to the present save. */
  saved: 10,
  /** The first of the steps that a vector takes at a time. */
  firstStep: 11,
  /** Where the next series is written. */
  written: 12,
  time: 13,
  stepTime: 14,
  weight: 15,
  ahead: 16,
  scratch: 17,
  due: 18,
  second: 19,
  values: 20,
} as const;

/** What `run` is given, and all integers: what a part is given. */
export const runParameters = 5;
export const partParameters = 13;
/** The vectors that every function has, before those of values. */
export const fixedVectors = local.values - partParameters;

/** Two futures. */
export const vectorBytes = 16;

/**
 * How futures go through the kernel: `lanes` in a pass, `vectors` pairs of them at a time. In a small
 * kernel (`blockSize` 0) these take whole steps, `steps` of them (1 if left out), with states and
 * values in locals, before the next ones do: a processor works at several at once, since none waits
 * for another, and what is in memory is read and written once in so many steps. In a large one each
 * block of `blockSize` operations is a loop over the lanes of a pass, and values that another block
 * needs go through memory: registers suffice, and code and data stay in the nearest caches.
 */
export interface Shape {
  readonly lanes: number;
  readonly vectors: number;
  readonly blockSize: number;
  readonly steps?: number;
}

/** Hands out the kernel's own memory, from 0 on. */
export class MemoryMap {
  #next = 0;

  /** The address of so many bytes, aligned to a vector. */
  allocate(bytes: number): number {
    const address = this.#next;
    this.#next += Math.ceil(bytes / vectorBytes) * vectorBytes;
    return address;
  }

  get size(): number {
    return this.#next;
  }
}

/** Scratch locals of the function that is written. */
export interface Frame {
  readonly scratch: number;
  readonly due: number;
  readonly second: number;
}

/** What the module around the kernel gives it. */
export interface Surroundings {
  readonly memory: MemoryMap;
  tableAddress(table: number): number;
  routineFunction(routine: number): number;
  /** The number of the first function that the kernel may split off. */
  readonly firstPart: number;
}
