import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import type { Stage } from "../stages.js";
import type { ArrivalEmitter } from "./arrivals.js";
import type { Assembler } from "./assembler.js";
import { increase, setTime } from "./clock.js";
import { local, vectorBytes } from "./layout.js";
import type { Shape } from "./layout.js";
import type { StretchWriter } from "./lanes.js";
import type { MemoryRows } from "./memory-rows.js";
import type { MoveEmitter } from "./moves.js";
import type { Section } from "./placement.js";
import type { ReadingsPlan } from "./readings-plan.js";
import type { ReadingEmitter } from "./readings.js";
import type { StepLocals } from "./step-locals.js";

/** What a kernel gives to whoever writes its loop over steps. */
export interface StepParts {
  readonly code: Code;
  readonly time: TimeSettings;
  readonly stages: readonly Stage[];
  readonly shape: Shape;
  readonly plan: ReadingsPlan;
  readonly assembler: Assembler;
  readonly rows: MemoryRows;
  readonly mover: MoveEmitter;
  readonly readings: ReadingEmitter;
  readonly arrivals: ArrivalEmitter;
}

const firstSections: readonly Section[] = ["step", "sample", "moment"];

/**
 * The loop over steps of a small kernel: over groups of steps, in each over the vectors of a pass,
 * which have their states in locals meanwhile. What all futures share is computed before the vectors,
 * for each step of the group.
 */
export class WholeSteps {
  readonly #parts: StepParts;
  readonly #locals: StepLocals;
  readonly #loop: StretchWriter;

  constructor(parts: StepParts, locals: StepLocals, loop: StretchWriter) {
    this.#parts = parts;
    this.#locals = locals;
    this.#loop = loop;
  }

  emit(): void {
    const { assembler, time, shape } = this.#parts;
    const together = shape.steps ?? 1;
    const inGroups = time.steps - (time.steps % together);
    assembler.integer(0);
    assembler.set(local.firstStep);
    if (inGroups > 0) {
      assembler.loop();
      this.#group(together);
      increase(assembler, local.firstStep, together);
      assembler.get(local.firstStep);
      assembler.integer(inGroups);
      assembler.integerLess();
      assembler.branchIf(0);
      assembler.end();
    }
    if (inGroups < time.steps) this.#group(time.steps - inGroups);
    assembler.integer(time.steps);
    assembler.set(local.step);
  }

  #group(steps: number): void {
    const { assembler } = this.#parts;
    this.#beginGroup();
    this.#eachTurn(steps, (stage) => this.#share(stage));
    this.#loop.block(() => {
      this.#load();
      this.#beginGroup();
      this.#eachTurn(steps, (stage) => this.#advance(stage));
      this.#store();
    });
    this.#loop.finish();
    this.#beginGroup();
    increase(assembler, local.step, steps);
  }

  #beginGroup(): void {
    this.#parts.assembler.get(local.firstStep);
    this.#parts.assembler.set(local.step);
  }

  /** The stages of each step, one after the other. */
  #eachTurn(steps: number, write: (stage: number) => void): void {
    const { assembler, stages, time } = this.#parts;
    for (let step = 0; step < steps; step++) {
      setTime(assembler, time, local.stepTime, () => assembler.integer(0));
      for (const [stage, { weight, ahead }] of stages.entries()) {
        this.#loop.homes.turn(step, stage);
        assembler.vectorConstant(weight);
        assembler.set(local.weight);
        assembler.vectorConstant(ahead);
        assembler.set(local.ahead);
        write(stage);
      }
      increase(assembler, local.step, 1);
    }
  }

  #share(stage: number): void {
    const { assembler, time, stages } = this.#parts;
    setTime(assembler, time, local.time, () => assembler.integer(stages[stage].halves));
    for (const section of stage === 0 ? firstSections : firstSections.slice(0, 1)) {
      this.#loop.uniform(section, (value) => this.#keep(value, stage, 1));
    }
  }

  /** One stage of one step. What is read off, and what is remembered, is so at the first. */
  #advance(stage: number): void {
    const { mover, stages } = this.#parts;
    this.#values("step", stage);
    if (stage === 0) this.#sample();
    this.#eachVector((vector) => {
      mover.moveInLocals(stage, this.#loop.values, this.#locals, vector);
      if (stage === stages.length - 1) this.#renew(vector);
    });
  }

  #values(section: Section, stage: number): void {
    const { plan } = this.#loop;
    for (const block of plan.blocks) {
      if (block.section !== section) continue;
      for (const value of block.values) this.#keep(value, stage, this.#parts.shape.vectors);
    }
  }

  #keep(value: number, stage: number, vectors: number): void {
    const { operation } = this.#parts.code.instructions[value];
    if (operation === "hold" && stage > 0) return;
    for (let vector = 0; vector < vectors; vector++) this.#loop.values.keep(value, vector);
  }

  #sample(): void {
    const { assembler, plan, readings } = this.#parts;
    const { everyStep, atMoments, saves, savesEveryStep } = plan;
    const { values } = this.#loop;
    this.#values("sample", 0);
    if (savesEveryStep) readings.setSave();
    this.#eachVector((vector) => {
      readings.lookInLocals(everyStep, values, vector, (row) => this.#locals.probe(row, vector));
      if (savesEveryStep) readings.save(values, vector);
      this.#send(vector);
      this.#remember(vector);
    });
    const savesAtMoments = saves && !savesEveryStep;
    if (atMoments.length === 0 && !savesAtMoments) return;
    readings.pushIsMoment(atMoments, savesAtMoments);
    assembler.if();
    this.#loop.homes.branch(() => {
      this.#values("moment", 0);
      this.#eachVector((vector) => readings.lookWhenDue(atMoments, values, vector));
      if (!savesAtMoments) return;
      readings.pushIsSave();
      assembler.if();
      readings.setSave();
      this.#eachVector((vector) => readings.save(values, vector));
      assembler.end();
    });
    assembler.end();
  }

  /** Delay lines keep every step; what is sent ahead is put where it will arrive. */
  #send(vector: number): void {
    const { code, assembler, rows, arrivals } = this.#parts;
    for (const [slot, value] of code.lines.entries()) {
      rows.pushStepRow(assembler);
      this.#loop.values.push(value, vector);
      assembler.store(rows.lineAddress(slot) + vectorBytes * vector);
    }
    arrivals.send(this.#loop.values, vector);
  }

  /** What is to be remembered is known at the first stage, and there from the next step on. */
  #remember(vector: number): void {
    for (const [slot, { integrated, change }] of this.#parts.code.states.entries()) {
      if (integrated) continue;
      this.#loop.values.push(change, vector);
      this.#parts.assembler.set(this.#locals.state(slot, vector).next);
    }
  }

  #renew(vector: number): void {
    const { code, assembler } = this.#parts;
    for (const [slot, { integrated }] of code.states.entries()) {
      if (integrated) continue;
      const { present, next } = this.#locals.state(slot, vector);
      assembler.get(next);
      assembler.set(present);
    }
  }

  #load(): void {
    const { code, assembler, rows, plan } = this.#parts;
    this.#eachVector((vector) => {
      for (const slot of code.states.keys()) {
        assembler.get(local.lane);
        assembler.load(rows.present(slot) + vectorBytes * vector);
        const { present, before, next } = this.#locals.state(slot, vector);
        assembler.tee(present);
        assembler.tee(before);
        assembler.set(next);
      }
      for (const row of plan.everyStep) {
        assembler.get(local.lane);
        assembler.load(rows.probe(row) + vectorBytes * vector);
        assembler.set(this.#locals.probe(row, vector));
      }
    });
  }

  #store(): void {
    const { code, assembler, rows, plan } = this.#parts;
    const store = (address: number, from: number) => {
      assembler.get(local.lane);
      assembler.get(from);
      assembler.store(address);
    };
    this.#eachVector((vector) => {
      for (const slot of code.states.keys()) {
        store(rows.present(slot) + vectorBytes * vector, this.#locals.state(slot, vector).present);
      }
      for (const row of plan.everyStep) {
        store(rows.probe(row) + vectorBytes * vector, this.#locals.probe(row, vector));
      }
    });
  }

  #eachVector(write: (vector: number) => void): void {
    for (let vector = 0; vector < this.#parts.shape.vectors; vector++) write(vector);
  }
}
