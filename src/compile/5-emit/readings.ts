import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import type { Probe } from "../probes.js";
import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import { local, vectorBytes } from "./layout.js";
import { firstStep, lastStep } from "./readings-plan.js";
import { pushCallerRow } from "./sources.js";
import type { ValueEmitter } from "./values.js";

/** Writes what is read off a run: probes into rows of the kernel, series into the caller's. */
export class ReadingEmitter {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #assembler: Assembler;
  readonly #rowOf: (probe: number) => number;

  /** `rowOf` gives the address at which a probe is kept. */
  constructor(
    code: Code,
    time: TimeSettings,
    assembler: Assembler,
    rowOf: (probe: number) => number,
  ) {
    this.#code = code;
    this.#time = time;
    this.#assembler = assembler;
    this.#rowOf = rowOf;
  }

  /** Before the first step: what a probe is as long as nothing was found. */
  start(vector: number): void {
    for (const [row, { probe }] of this.#code.probes.entries()) {
      const start = startOfProbe(probe, this.#time);
      if (start === null) continue;
      this.#assembler.get(local.lane);
      this.#assembler.vectorConstant(start);
      this.#assembler.store(this.#rowOf(row) + vectorBytes * vector);
    }
  }

  /** The probes of these rows look at the present values; `atEnd`: at those after the last step. */
  look(rows: readonly number[], values: ValueEmitter, vector: number, atEnd = false): void {
    const assembler = this.#assembler;
    for (const row of rows) {
      const { value, probe } = this.#code.probes[row];
      const address = this.#rowOf(row) + vectorBytes * vector;
      assembler.get(local.lane);
      if (probe.kind !== "at") {
        assembler.get(local.lane);
        assembler.load(address);
      }
      this.#pushProbe(value, probe, values, vector, atEnd);
      assembler.store(address);
    }
  }

  /** The same within the loop over steps, where what was found so far is in a local. */
  lookInLocals(
    rows: readonly number[],
    values: ValueEmitter,
    vector: number,
    localOf: (row: number) => number,
  ): void {
    for (const row of rows) {
      const { value, probe } = this.#code.probes[row];
      this.#assembler.get(localOf(row));
      this.#pushProbe(value, probe, values, vector, false);
      this.#assembler.set(localOf(row));
    }
  }

  /** The same for probes that look at some steps only. */
  lookWhenDue(rows: readonly number[], values: ValueEmitter, vector: number): void {
    for (const row of rows) values.ensure(this.#code.probes[row].value, vector);
    for (const row of rows) {
      const { probe } = this.#code.probes[row];
      this.#pushIsDue(probe);
      this.#assembler.if();
      this.look([row], values, vector);
      this.#assembler.end();
    }
  }

  /** Pushes whether one of the probes looks at the present step, or series are saved at it. */
  pushIsMoment(rows: readonly number[], saves: boolean): void {
    const assembler = this.#assembler;
    assembler.integer(0);
    for (const row of rows) {
      this.#pushIsDue(this.#code.probes[row].probe);
      assembler.integerOr();
    }
    if (!saves) return;
    this.pushIsSave();
    assembler.integerOr();
  }

  pushIsSave(): void {
    this.#assembler.get(local.step);
    this.#assembler.integer(this.#time.saveEvery);
    this.#assembler.integerRemainder();
    this.#assembler.isZero();
  }

  /** Sets where in the caller's series the present step is saved. */
  setSave(): void {
    const assembler = this.#assembler;
    assembler.get(local.step);
    assembler.integer(this.#time.saveEvery);
    assembler.integerDivide();
    assembler.get(local.stride);
    assembler.integerMultiply();
    assembler.get(local.series);
    assembler.integerAdd();
    assembler.set(local.saved);
  }

  save(values: ValueEmitter, vector: number): void {
    const assembler = this.#assembler;
    const saves = Math.floor(this.#time.steps / this.#time.saveEvery) + 1;
    pushCallerRow(assembler, local.saved, 0);
    assembler.set(local.written);
    for (const [index, value] of this.#code.series.entries()) {
      if (index > 0) {
        // From one to the next, which is less work than to begin anew.
        assembler.get(local.written);
        assembler.get(local.stride);
        assembler.integer(saves);
        assembler.integerMultiply();
        assembler.integerAdd();
        assembler.set(local.written);
      }
      assembler.get(local.written);
      values.push(value, vector);
      this.#makeCanonical();
      assembler.store(vectorBytes * vector);
    }
  }

  /** Brings the outcomes to the caller. */
  finish(vector: number): void {
    const assembler = this.#assembler;
    const load = (row: number) => {
      assembler.get(local.lane);
      assembler.load(this.#rowOf(row) + vectorBytes * vector);
    };
    for (const [row, { plus, minus, factor }] of this.#code.readings.entries()) {
      pushCallerRow(assembler, local.results, row);
      load(plus);
      if (minus !== null) {
        load(minus);
        assembler.vector(simd.subtract);
      }
      if (factor !== 1) {
        assembler.vectorConstant(factor);
        assembler.vector(simd.multiply);
      }
      this.#makeCanonical();
      assembler.store(vectorBytes * vector);
    }
  }

  /** Instead of what is no number, on the stack, the one canonical NaN. */
  #makeCanonical(): void {
    const assembler = this.#assembler;
    assembler.tee(local.due);
    assembler.vectorConstant(Number.NaN);
    assembler.get(local.due);
    assembler.get(local.due);
    assembler.vector(simd.equal);
    assembler.vector(simd.bitselect);
  }

  /** A stock that is no number stays so: a probe that looks at the end as well finds it there. */
  #isFoundAtEnd(value: number, probe: Probe): boolean {
    const { operation, immediate } = this.#code.instructions[value];
    const isStock = operation === "state" && this.#code.states[immediate].integrated;
    return isStock && probe.to === this.#time.steps;
  }

  #pushIsDue(probe: Probe): void {
    const assembler = this.#assembler;
    const from = firstStep(probe);
    const to = lastStep(probe, this.#time);
    assembler.get(local.step);
    assembler.integer(from);
    if (from === to) {
      assembler.integerEqual();
      return;
    }
    assembler.integerAtLeast();
    assembler.get(local.step);
    assembler.integer(to);
    assembler.integerAtMost();
    assembler.integerAnd();
  }

  /** With what was found so far on the stack (but for `at`), pushes what to keep. */
  #pushProbe(
    value: number,
    probe: Probe,
    values: ValueEmitter,
    vector: number,
    atEnd: boolean,
  ): void {
    const assembler = this.#assembler;
    switch (probe.kind) {
      case "at":
        values.push(value, vector);
        break;
      case "min":
      case "max":
        // What is no number stays: `lesser` keeps it in the first, the mask adds it of the second.
        values.push(value, vector);
        assembler.vector(probe.kind === "min" ? simd.lesser : simd.greater);
        if (!atEnd && this.#isFoundAtEnd(value, probe)) break;
        values.push(value, vector);
        values.push(value, vector);
        assembler.vector(simd.notEqual);
        assembler.vector(simd.or);
        break;
      case "first above":
      case "first below":
        assembler.get(local.stepTime);
        assembler.vectorConstant(neverReached(this.#time));
        if (probe.kind === "first above") {
          assembler.vectorConstant(probe.threshold);
          values.push(value, vector);
        } else {
          values.push(value, vector);
          assembler.vectorConstant(probe.threshold);
        }
        assembler.vector(simd.less);
        assembler.vector(simd.bitselect);
        assembler.vector(simd.lesser);
        break;
    }
  }
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
