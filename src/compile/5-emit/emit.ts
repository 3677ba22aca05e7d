import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import { stagesOf } from "../stages.js";
import type { Stage } from "../stages.js";
import { ArrivalEmitter } from "./arrivals.js";
import { Assembler, simd } from "./assembler.js";
import { drawBody } from "./draw.js";
import { fixedVectorLocals, integerLocals, local, vectorBytes } from "./layout.js";
import { Locals } from "./locals.js";
import { encodeModule } from "./module.js";
import { placeValues } from "./placement.js";
import type { Placement, Section } from "./placement.js";
import { pushRowAddress, ReadingEmitter } from "./readings.js";
import { ValueEmitter } from "./values.js";

export interface Emitted {
  readonly bytes: Uint8Array;
  /** How much of the memory, from 0 on, the module keeps for itself. */
  readonly reserved: number;
  readonly lanesPerPass: number;
}

/**
 * Small bodies take more futures a pass: while one waits for a result, the next goes on. Larger
 * ones run out of registers: the founding study (655 values a step) ran 16,000 futures a second
 * with one vector, 13,200 with two and 8,500 with four.
 */
function vectorsFor(placement: Placement): number {
  const size = placement.sections.filter((section) => section === "step").length;
  if (size <= 200) return 4;
  return size <= 400 ? 2 : 1;
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
  readonly #readings: ReadingEmitter;
  readonly #arrivals: ArrivalEmitter;

  constructor(code: Code, time: TimeSettings, placement: Placement, vectors: number) {
    this.#code = code;
    this.#time = time;
    this.#placement = placement;
    this.#vectors = vectors;
    this.#stages = stagesOf(time.method, time.step);
    this.#locals = new Locals(code, placement, vectors, local.values);
    this.#values = new ValueEmitter(code, placement, this.#locals, this.#assembler, {
      parameterAddress: (row) => pushRowAddress(this.#assembler, local.parameters, row),
      stateAddress: (slot, vector) => this.#stateAddress("present", slot, vector),
      lineAddress: (slot, vector) => this.#lineAddress(slot, vector),
      lineStride: vectors * vectorBytes,
      futureRow: code.parameters,
      arrivalAddress: (slot, vector) => this.#arrivals.address(slot, vector),
    });
    this.#readings = new ReadingEmitter(code, time, vectors, this.#assembler, this.#values);
    this.#arrivals = new ArrivalEmitter(code, time, this.#assembler, this.#values, {
      vectors,
      start: this.#lineAddress(code.lines.length, 0),
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
    const locals = {
      integers: integerLocals,
      floats: 0,
      vectors: fixedVectorLocals + this.#locals.count,
    };
    const draw = this.#code.random ? drawBody() : null;
    const bytes = encodeModule({ code: assembler.code, locals }, draw);
    return {
      bytes,
      reserved: this.#arrivals.address(this.#code.arrivals.length, 0),
      lanesPerPass: 2 * this.#vectors,
    };
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
    this.#arrivals.clear();
    this.#readings.emitStart();
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
    this.#readings.emit();
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
      const held = this.#code.instructions[value].operation === "hold";
      if (held) {
        this.#assembler.get(local.stage);
        this.#assembler.isZero();
        this.#assembler.if();
      }
      for (let vector = 0; vector < count; vector++) {
        this.#values.compute(value, vector);
        this.#assembler.set(this.#locals.of(value, vector));
      }
      if (held) this.#assembler.end();
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

  /** Values to be remembered wait until the end of the step; delay lines keep every step. */
  #remember(): void {
    const assembler = this.#assembler;
    for (const [slot, value] of this.#code.lines.entries()) {
      this.#eachVector((vector) => {
        assembler.get(local.step);
        assembler.integer(this.#vectors * vectorBytes);
        assembler.integerMultiply();
        this.#values.push(value, vector);
        assembler.store(this.#lineAddress(slot, vector));
      });
    }
    this.#arrivals.send();
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

  #load(address: number): void {
    this.#assembler.integer(0);
    this.#assembler.load(address);
  }

  #store(address: number, push: () => void): void {
    this.#assembler.integer(0);
    push();
    this.#assembler.store(address);
  }

  /** Behind the states, a row of all futures for each step. */
  #lineAddress(slot: number, vector: number): number {
    const before = banks.length * this.#code.states.length + slot * this.#time.steps;
    return (before * this.#vectors + vector) * vectorBytes;
  }

  #stateAddress(bank: Bank, slot: number, vector: number): number {
    const row = banks.indexOf(bank) * this.#code.states.length + slot;
    return (row * this.#vectors + vector) * vectorBytes;
  }
}

/** States as the stage sees them, as they were at the start of the step, and as they will be. */
const banks = ["present", "before", "next"] as const;
type Bank = (typeof banks)[number];
