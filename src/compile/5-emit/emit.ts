import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import type { Probe } from "../probes.js";
import { stagesOf } from "../stages.js";
import type { Stage } from "../stages.js";
import { Assembler, simd } from "./assembler.js";
import { Locals } from "./locals.js";
import { encodeModule, parameterCount } from "./module.js";
import { placeValues } from "./placement.js";
import type { Placement, Section } from "./placement.js";
import { ValueEmitter } from "./values.js";

export interface Emitted {
  readonly bytes: Uint8Array;
  /** How much of the memory, from 0 on, the module keeps for itself. */
  readonly reserved: number;
  readonly lanesPerPass: number;
}

/** Locals of the kernel, after its parameters. */
const local = {
  parameters: 0,
  results: 1,
  series: 2,
  stride: 3,
  lanes: 4,
  /** Bytes from the start of a row to the present futures. */
  offset: parameterCount,
  step: parameterCount + 1,
  stage: parameterCount + 2,
  halves: parameterCount + 3,
  saved: parameterCount + 4,
  time: parameterCount + 5,
  stepTime: parameterCount + 6,
  weight: parameterCount + 7,
  ahead: parameterCount + 8,
  values: parameterCount + 9,
} as const;
const integerLocals = 5;
const fixedVectorLocals = 4;
const vectorBytes = 16;

/** Small bodies take more futures a pass: while one waits for a result, the next goes on. */
function vectorsFor(placement: Placement): number {
  const size = placement.sections.filter((section) => section === "step").length;
  if (size <= 2500) return 4;
  return size <= 6000 ? 2 : 1;
}

/** Writes the kernel of a lowered model. `vectors` pairs of futures go through it at a time. */
export function emit(code: Code, time: TimeSettings, vectors?: number): Emitted {
  const placement = placeValues(code);
  const kernel = new Kernel(code, time, placement, vectors ?? vectorsFor(placement));
  return kernel.emit();
}

class Kernel {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #placement: Placement;
  readonly #vectors: number;
  readonly #stages: readonly Stage[];
  readonly #assembler = new Assembler();
  readonly #locals: Locals;
  readonly #values: ValueEmitter;

  constructor(code: Code, time: TimeSettings, placement: Placement, vectors: number) {
    this.#code = code;
    this.#time = time;
    this.#placement = placement;
    this.#vectors = vectors;
    this.#stages = stagesOf(time.method, time.step);
    this.#locals = new Locals(code, placement, vectors, local.values);
    this.#values = new ValueEmitter(code, placement, this.#locals, this.#assembler, {
      parameterAddress: (row) => this.#rowAddress(local.parameters, row),
      stateAddress: (slot, vector) => this.#stateAddress("present", slot, vector),
      timeLocal: local.time,
      stepTimeLocal: local.stepTime,
    });
  }

  emit(): Emitted {
    const assembler = this.#assembler;
    assembler.block();
    assembler.loop();
    assembler.get(local.offset);
    assembler.get(local.lanes);
    assembler.integer(3);
    assembler.integerShiftLeft();
    assembler.integerAtLeast();
    assembler.branchIf(1);
    this.#start();
    this.#steps();
    assembler.get(local.offset);
    assembler.integer(this.#vectors * vectorBytes);
    assembler.integerAdd();
    assembler.set(local.offset);
    assembler.branch(0);
    assembler.end();
    assembler.end();
    const bytes = encodeModule(assembler.code, {
      integers: integerLocals,
      floats: 0,
      vectors: fixedVectorLocals + this.#locals.count,
    });
    const reserved = 3 * this.#code.states.length * this.#vectors * vectorBytes;
    return { bytes, reserved, lanesPerPass: 2 * this.#vectors };
  }

  /** What is computed once a run, the states at the start, and the probes before anything is read. */
  #start(): void {
    this.#section("run");
    for (const [slot, { initial }] of this.#code.states.entries()) {
      for (const bank of this.#integrates(slot) ? banks : (["present"] as const)) {
        this.#eachVector((vector) => {
          this.#store(this.#stateAddress(bank, slot, vector), () =>
            this.#values.push(initial, vector),
          );
        });
      }
    }
    for (const [row, { probe }] of this.#code.probes.entries()) {
      const start = startOfProbe(probe, this.#time);
      if (start === null) continue;
      this.#eachVector((vector) => {
        this.#rowAddress(local.results, row);
        this.#assembler.vectorConstant(start);
        this.#assembler.store(vectorBytes * vector);
      });
    }
    this.#assembler.integer(0);
    this.#assembler.set(local.step);
  }

  #steps(): void {
    const assembler = this.#assembler;
    const staged = this.#stages.length > 1;
    assembler.block();
    assembler.loop();
    this.#setTime(local.stepTime, () => assembler.integer(0));
    if (staged) {
      assembler.integer(0);
      assembler.set(local.stage);
      assembler.loop();
      this.#setStage();
    } else {
      assembler.vectorConstant(this.#stages[0].weight);
      assembler.set(local.weight);
    }
    this.#setTime(local.time, () => (staged ? assembler.get(local.halves) : assembler.integer(0)));
    this.#section("step");
    if (staged) {
      assembler.get(local.stage);
      assembler.isZero();
      assembler.if();
    }
    this.#section("sample");
    this.#readOff();
    assembler.get(local.step);
    assembler.integer(this.#time.steps);
    assembler.integerEqual();
    assembler.branchIf(staged ? 3 : 1);
    this.#remember();
    if (staged) assembler.end();
    this.#move(staged);
    if (staged) {
      this.#increment(local.stage);
      assembler.get(local.stage);
      assembler.integer(this.#stages.length);
      assembler.integerLess();
      assembler.branchIf(0);
      assembler.end();
    }
    this.#finishStep(staged);
    this.#increment(local.step);
    assembler.branch(0);
    assembler.end();
    assembler.end();
  }

  /** The kept values of a section, in order: each tree for one vector of futures after the other. */
  #section(section: Section): void {
    for (const [value, place] of this.#placement.sections.entries()) {
      if (place !== section || this.#placement.inlined[value]) continue;
      const count = this.#placement.uniform[value] ? 1 : this.#vectors;
      for (let vector = 0; vector < count; vector++) {
        this.#values.compute(value, vector);
        this.#assembler.set(this.#locals.of(value, vector));
      }
    }
  }

  #setStage(): void {
    const assembler = this.#assembler;
    for (const [index, stage] of this.#stages.entries()) {
      assembler.get(local.stage);
      assembler.integer(index);
      assembler.integerEqual();
      assembler.if();
      assembler.vectorConstant(stage.weight);
      assembler.set(local.weight);
      assembler.vectorConstant(stage.ahead);
      assembler.set(local.ahead);
      assembler.integer(stage.halves);
      assembler.set(local.halves);
      assembler.end();
    }
  }

  /** start + (2·step + halves)·(dt/2), as `timeAt` has it. */
  #setTime(target: number, pushHalves: () => void): void {
    const assembler = this.#assembler;
    assembler.get(local.step);
    assembler.integer(1);
    assembler.integerShiftLeft();
    pushHalves();
    assembler.integerAdd();
    assembler.floatFromInteger();
    assembler.float(this.#time.step / 2);
    assembler.floatMultiply();
    assembler.float(this.#time.start);
    assembler.floatAdd();
    assembler.vector(simd.splat);
    assembler.set(target);
  }

  #readOff(): void {
    const assembler = this.#assembler;
    for (const [row, { value, probe }] of this.#code.probes.entries()) {
      const everyStep = probe.from === 0 && probe.to === this.#time.steps && probe.kind !== "at";
      if (!everyStep) {
        this.#isBetween(probe.kind === "at" ? probe.to : probe.from, probe.to);
        assembler.if();
      }
      this.#eachVector((vector) => {
        this.#rowAddress(local.results, row);
        if (probe.kind !== "at") {
          this.#rowAddress(local.results, row);
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

  /** Values to be remembered wait until the end of the step. */
  #remember(): void {
    for (const [slot, { change, integrated }] of this.#code.states.entries()) {
      if (integrated) continue;
      this.#eachVector((vector) => {
        this.#store(this.#stateAddress("next", slot, vector), () =>
          this.#values.push(change, vector),
        );
      });
    }
  }

  /** Adds a stage's share of the rates to what is to come, and goes ahead for the next stage. */
  #move(staged: boolean): void {
    const assembler = this.#assembler;
    for (const [slot, { change, integrated }] of this.#code.states.entries()) {
      if (!integrated) continue;
      this.#eachVector((vector) => {
        const add = (from: Bank, to: Bank, factor: number) => {
          this.#store(this.#stateAddress(to, slot, vector), () => {
            this.#load(this.#stateAddress(from, slot, vector));
            assembler.get(factor);
            this.#values.push(change, vector);
            assembler.vector(simd.multiply);
            assembler.vector(simd.add);
          });
        };
        if (staged) {
          add("next", "next", local.weight);
          add("before", "present", local.ahead);
        } else {
          add("present", "present", local.weight);
        }
      });
    }
  }

  #finishStep(staged: boolean): void {
    for (const slot of this.#code.states.keys()) {
      const integrated = this.#integrates(slot);
      if (integrated && !staged) continue;
      const targets = integrated ? (["present", "before"] as const) : (["present"] as const);
      for (const bank of targets) {
        this.#eachVector((vector) => {
          this.#store(this.#stateAddress(bank, slot, vector), () =>
            this.#load(this.#stateAddress("next", slot, vector)),
          );
        });
      }
    }
  }

  #integrates(slot: number): boolean {
    return this.#code.states[slot].integrated;
  }

  #eachVector(emitOne: (vector: number) => void): void {
    for (let vector = 0; vector < this.#vectors; vector++) emitOne(vector);
  }

  #increment(target: number): void {
    this.#assembler.get(target);
    this.#assembler.integer(1);
    this.#assembler.integerAdd();
    this.#assembler.set(target);
  }

  #rowAddress(base: number, row: number): void {
    const assembler = this.#assembler;
    assembler.get(base);
    assembler.get(local.offset);
    assembler.integerAdd();
    if (row === 0) return;
    assembler.get(local.stride);
    assembler.integer(row);
    assembler.integerMultiply();
    assembler.integerAdd();
  }

  #load(address: number): void {
    this.#assembler.integer(0);
    this.#assembler.load(address);
  }

  #store(address: number, push: () => void): void {
    this.#assembler.integer(0);
    push();
    this.#assembler.store(address);
  }

  #stateAddress(bank: Bank, slot: number, vector: number): number {
    const row = banks.indexOf(bank) * this.#code.states.length + slot;
    return (row * this.#vectors + vector) * vectorBytes;
  }
}

/** States as the stage sees them, as they were at the start of the step, and as they will be. */
const banks = ["present", "before", "next"] as const;
type Bank = (typeof banks)[number];

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
