import type { Code } from "../4-lower/lower.js";
import type { Assembler } from "./assembler.js";
import type { BlockPlan } from "./blocks.js";
import { local, vectorBytes } from "./layout.js";
import type { Shape, Surroundings } from "./layout.js";
import { LocalPool } from "./local-pool.js";
import type { MemoryRows } from "./memory-rows.js";
import type { FunctionBody } from "./module.js";
import { Parts } from "./parts.js";
import type { Section } from "./placement.js";
import { RowHomes } from "./row-homes.js";
import { KernelSources } from "./sources.js";
import type { StepLocals } from "./step-locals.js";
import type { Stretch } from "./stretch.js";
import { ValueEmitter } from "./values.js";

/** Values that all futures share are computed by the kernel itself up to so many. */
const fewUniform = 50;

/** Writes a stretch of the kernel. */
export interface StretchWriter {
  readonly plan: BlockPlan;
  readonly values: ValueEmitter;
  readonly homes: RowHomes;
  /** The kept values of a section that all futures share, each written by `keep`. */
  uniform(section: Section, keep: (value: number) => void): void;
  /** A block of code that is repeated for all lanes of a pass, `vectors` pairs at a time. */
  block(body: (values: ValueEmitter) => void): void;
  /** The same for what is written for one vector at a time. */
  lanes(body: (values: ValueEmitter, vector: number) => void): void;
  /** Between blocks and what is done once for all lanes. */
  finish(): void;
}

/** Goes over the lanes of a pass, in the kernel itself, or block by block in parts of their own. */
export class Lanes {
  readonly #code: Code;
  readonly #shape: Shape;
  readonly #rows: MemoryRows;
  readonly #assembler: Assembler;
  readonly #around: Surroundings;
  readonly #parts: Parts | null;
  readonly pool: LocalPool;

  constructor(
    code: Code,
    shape: Shape,
    rows: MemoryRows,
    assembler: Assembler,
    around: Surroundings,
  ) {
    this.#code = code;
    this.#shape = shape;
    this.#rows = rows;
    this.#assembler = assembler;
    this.#around = around;
    const inBlocks = shape.blockSize > 0;
    this.#parts = inBlocks ? new Parts(assembler, around.memory, around.firstPart) : null;
    this.pool = new LocalPool(local.values);
  }

  get parts(): readonly FunctionBody[] {
    return this.#parts?.bodies ?? [];
  }

  /** How many vector locals the kernel itself has for values. */
  get localsInKernel(): number {
    return this.pool.end - local.values;
  }

  /** Once the time and the stage are set. */
  share(): void {
    this.#parts?.share();
  }

  /**
   * A writer of a stretch, which may read what was made in an earlier one. With `locals` one block
   * has all its values and states.
   */
  stretch(
    stretch: Stretch,
    before: StretchWriter | null,
    locals: StepLocals | null = null,
  ): StretchWriter {
    const { placement, plan } = stretch;
    const { instructions } = this.#code;
    const assembler = this.#assembler;
    const homes = this.#homesOf(stretch, before, locals !== null);
    const sources = new KernelSources(
      assembler,
      this.#rows,
      (slot, vector) => locals?.state(slot, vector).present ?? null,
    );
    const values = new ValueEmitter(
      {
        instructions,
        isInlined: (value) => placement.inlined[value],
        homes,
        sources,
        frame: local,
        tableAddress: this.#around.tableAddress,
        routineFunction: this.#around.routineFunction,
      },
      assembler,
    );
    sources.connect(values);
    const block = (body: (values: ValueEmitter) => void) => this.#block(homes, () => body(values));
    return {
      plan,
      values,
      homes,
      uniform: (section, keep) => {
        const here = [...placement.sections.keys()].filter(
          (value) =>
            placement.sections[value] === section &&
            placement.uniform[value] &&
            !placement.inlined[value],
        );
        this.#uniform(homes, here, keep);
      },
      block,
      lanes: (body) =>
        block(() => {
          for (let vector = 0; vector < this.#shape.vectors; vector++) body(values, vector);
        }),
      finish: () => this.#parts?.close(),
    };
  }

  /** Few are written into the kernel; many are split off as blocks are, without a loop. */
  #uniform(homes: RowHomes, values: readonly number[], keep: (value: number) => void): void {
    const parts = this.#parts;
    if (parts === null || values.length <= fewUniform) {
      homes.enter(this.pool);
      for (const value of values) keep(value);
      return;
    }
    for (let first = 0; first < values.length; first += fewUniform) {
      parts.block((pool) => {
        homes.enter(pool);
        for (const value of values.slice(first, first + fewUniform)) keep(value);
      });
    }
    parts.close();
  }

  #homesOf(
    { placement, plan }: Stretch,
    before: StretchWriter | null,
    isOneBlock: boolean,
  ): RowHomes {
    const { instructions } = this.#code;
    // A stock that is the rate of another must still be what it was when that one moves.
    const rates = new Set(this.#code.states.map(({ change }) => change));
    const rows = {
      memory: this.#around.memory,
      bytes: this.#rows.rowBytes,
      crosses: (value: number) => !isOneBlock && plan.crosses[value],
      staysInPlace: (value: number) =>
        !isOneBlock && instructions[value].operation === "state" && !rates.has(value),
      isUniform: (value: number) => placement.uniform[value],
      stateAddress: (slot: number) => this.#rows.stateAddress(slot),
    };
    return new RowHomes(this.#assembler, instructions, rows, this.pool, before?.homes ?? null);
  }

  #block(homes: RowHomes, body: () => void): void {
    const assembler = this.#assembler;
    const write = (pool: LocalPool) => {
      homes.enter(pool);
      assembler.integer(0);
      assembler.set(local.lane);
      assembler.loop();
      body();
      assembler.get(local.lane);
      assembler.integer(this.#shape.vectors * vectorBytes);
      assembler.integerAdd();
      assembler.tee(local.lane);
      assembler.integer(this.#rows.rowBytes);
      assembler.integerLess();
      assembler.branchIf(0);
      assembler.end();
    };
    if (this.#parts === null) write(this.pool);
    else this.#parts.block(write);
  }
}
