import type { Assembler } from "./assembler.js";
import { ByteWriter } from "./byte-writer.js";
import { fixedVectors, local, partParameters } from "./layout.js";
import type { MemoryMap } from "./layout.js";
import { vectorBytes } from "./layout.js";
import { LocalPool } from "./local-pool.js";
import type { FunctionBody } from "./module.js";

/** A part is closed when it comes to so many bytes; engines optimise small functions faster. */
const enoughBytes = 24_000;

/** What a part finds in memory, since it is the same for all futures: the time and the stage's. */
const shared = [local.time, local.stepTime, local.weight, local.ahead] as const;

/**
 * Functions of their own into which a large kernel is split, far below what engines take of one. A
 * part is given all the integers of the kernel, so that its locals have the kernel's numbers.
 */
export class Parts {
  readonly bodies: FunctionBody[] = [];
  readonly #assembler: Assembler;
  readonly #cells: number;
  readonly #firstFunction: number;
  #main: ByteWriter | null = null;
  #vectors = 0;

  constructor(assembler: Assembler, memory: MemoryMap, firstFunction: number) {
    this.#assembler = assembler;
    this.#cells = memory.allocate(shared.length * vectorBytes);
    this.#firstFunction = firstFunction;
  }

  /** In the kernel: writes down what the parts of this stage will find. */
  share(): void {
    for (const [index, from] of shared.entries()) {
      this.#assembler.integer(this.#cells + index * vectorBytes);
      this.#assembler.get(from);
      this.#assembler.store(0);
    }
  }

  /** What is written by `body` is in a part; gives it locals of its own. */
  block(body: (pool: LocalPool) => void): void {
    if (this.#main === null) this.#open();
    const pool = new LocalPool(local.values);
    body(pool);
    this.#vectors = Math.max(this.#vectors, pool.end - local.values);
    if (this.#assembler.code.length >= enoughBytes) this.close();
  }

  #open(): void {
    this.#main = this.#assembler.code;
    this.#assembler.code = new ByteWriter();
    this.#vectors = 0;
    for (const [index, to] of shared.entries()) {
      this.#assembler.integer(this.#cells + index * vectorBytes);
      this.#assembler.load(0);
      this.#assembler.set(to);
    }
  }

  /** Ends the present part, if there is one: the kernel calls it here. */
  close(): void {
    if (this.#main === null) return;
    const vectors = fixedVectors + this.#vectors;
    this.bodies.push({ code: this.#assembler.code, locals: { integers: 0, vectors } });
    this.#assembler.code = this.#main;
    this.#main = null;
    for (let parameter = 0; parameter < partParameters; parameter++) this.#assembler.get(parameter);
    this.#assembler.call(this.#firstFunction + this.bodies.length - 1);
  }
}
