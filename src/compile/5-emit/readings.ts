import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import type { Probe } from "../probes.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import type { ValueEmitter } from "./values.js";

/** Writes what is read off a run: probes into the rows of results, series into theirs. */
export class ReadingEmitter {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #vectors: number;
  readonly #assembler: Assembler;
  readonly #values: ValueEmitter;

  constructor(
    code: Code,
    time: TimeSettings,
    vectors: number,
    assembler: Assembler,
    values: ValueEmitter,
  ) {
    this.#code = code;
    this.#time = time;
    this.#vectors = vectors;
    this.#assembler = assembler;
    this.#values = values;
  }

  /** Before the first step: the rows of results hold what was found so far. */
  emitStart(): void {
    const assembler = this.#assembler;
    for (const [row, { probe }] of this.#code.probes.entries()) {
      const start = startOfProbe(probe, this.#time);
      if (start === null) continue;
      this.#eachVector((vector) => {
        pushRowAddress(assembler, local.results, row);
        assembler.vectorConstant(start);
        assembler.store(vectorBytes * vector);
      });
    }
  }

  /** Within a step, where the values of the step are known. */
  emit(): void {
    const assembler = this.#assembler;
    for (const [row, { value, probe }] of this.#code.probes.entries()) {
      const everyStep = probe.from === 0 && probe.to === this.#time.steps && probe.kind !== "at";
      if (!everyStep) {
        this.#isBetween(probe.kind === "at" ? probe.to : probe.from, probe.to);
        assembler.if();
      }
      this.#eachVector((vector) => {
        pushRowAddress(assembler, local.results, row);
        if (probe.kind !== "at") {
          pushRowAddress(assembler, local.results, row);
          assembler.load(vectorBytes * vector);
        }
        this.#pushProbe(value, probe, vector);
        assembler.store(vectorBytes * vector);
      });
      if (!everyStep) assembler.end();
    }
    if (this.#code.series.length > 0) this.#save();
  }

  /** With what was read so far on the stack (but for `at`), pushes what to keep. */
  #pushProbe(value: number, probe: Probe, vector: number): void {
    const assembler = this.#assembler;
    switch (probe.kind) {
      case "at":
        this.#values.push(value, vector);
        break;
      case "min":
      case "max":
        this.#values.push(value, vector);
        assembler.vector(probe.kind === "min" ? simd.minimum : simd.maximum);
        break;
      case "first above":
      case "first below":
        assembler.get(local.stepTime);
        assembler.vectorConstant(neverReached(this.#time));
        if (probe.kind === "first above") {
          assembler.vectorConstant(probe.threshold);
          this.#values.push(value, vector);
        } else {
          this.#values.push(value, vector);
          assembler.vectorConstant(probe.threshold);
        }
        assembler.vector(simd.less);
        assembler.vector(simd.bitselect);
        assembler.vector(simd.minimum);
        break;
    }
  }

  #isBetween(from: number, to: number): void {
    const assembler = this.#assembler;
    assembler.get(local.step);
    assembler.integer(from);
    assembler.integerAtLeast();
    assembler.get(local.step);
    assembler.integer(to);
    assembler.integerAtMost();
    assembler.integerAnd();
  }

  #save(): void {
    const assembler = this.#assembler;
    const { saveEvery, steps } = this.#time;
    const saves = Math.floor(steps / saveEvery) + 1;
    assembler.get(local.step);
    assembler.integer(saveEvery);
    assembler.integerRemainder();
    assembler.isZero();
    assembler.if();
    assembler.get(local.step);
    assembler.integer(saveEvery);
    assembler.integerDivide();
    assembler.set(local.saved);
    for (const [index, value] of this.#code.series.entries()) {
      this.#eachVector((vector) => {
        assembler.get(local.saved);
        assembler.integer(index * saves);
        assembler.integerAdd();
        assembler.get(local.stride);
        assembler.integerMultiply();
        assembler.get(local.series);
        assembler.integerAdd();
        assembler.get(local.offset);
        assembler.integerAdd();
        this.#values.push(value, vector);
        assembler.store(vectorBytes * vector);
      });
    }
    assembler.end();
  }

  #eachVector(emitOne: (vector: number) => void): void {
    for (let vector = 0; vector < this.#vectors; vector++) emitOne(vector);
  }
}

/** Pushes the address of the present futures in a row of a block. */
export function pushRowAddress(assembler: Assembler, base: number, row: number): void {
  assembler.get(base);
  assembler.get(local.offset);
  assembler.integerAdd();
  if (row === 0) return;
  assembler.get(local.stride);
  assembler.integer(row);
  assembler.integerMultiply();
  assembler.integerAdd();
}

function neverReached(time: TimeSettings): number {
  return time.start + (time.steps + 1) * time.step;
}

function startOfProbe(probe: Probe, time: TimeSettings): number | null {
  switch (probe.kind) {
    case "at":
      return null;
    case "min":
      return Infinity;
    case "max":
      return -Infinity;
    case "first above":
    case "first below":
      return neverReached(time);
  }
}
