import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import { stagesOf } from "../stages.js";
import type { Stage } from "../stages.js";
import { ArrivalEmitter } from "./arrivals.js";
import { Assembler } from "./assembler.js";
import { increase, setTime } from "./clock.js";
import { fixedVectors, local, partParameters, runParameters, vectorBytes } from "./layout.js";
import type { Shape, Surroundings } from "./layout.js";
import { Lanes } from "./lanes.js";
import type { StretchWriter } from "./lanes.js";
import { MemoryRows } from "./memory-rows.js";
import type { FunctionBody } from "./module.js";
import { MoveEmitter, planMoves } from "./moves.js";
import type { MovePlan } from "./moves.js";
import type { Section } from "./placement.js";
import { planReadings } from "./readings-plan.js";
import type { ReadingsPlan } from "./readings-plan.js";
import { ReadingEmitter } from "./readings.js";
import { StepLocals } from "./step-locals.js";
import { planStretches } from "./stretch.js";
import type { Stretches } from "./stretch.js";
import { WholeSteps } from "./whole-steps.js";

/** How many stocks move in one loop over the lanes. */
const movesInBlock = 12;

/** Writes `run`: passes over the futures, in each the start, the loop over steps, and the end. */
export class Kernel {
  readonly #code: Code;
  readonly #time: TimeSettings;
  readonly #stages: readonly Stage[];
  readonly #readingsPlan: ReadingsPlan;
  readonly #stretches: Stretches;
  readonly #moves: MovePlan;
  readonly #assembler = new Assembler();
  readonly #rows: MemoryRows;
  readonly #lanes: Lanes;
  readonly #mover: MoveEmitter;
  readonly #readings: ReadingEmitter;
  readonly #arrivals: ArrivalEmitter;
  readonly #shape: Shape;

  constructor(code: Code, time: TimeSettings, shape: Shape, around: Surroundings) {
    this.#code = code;
    this.#time = time;
    this.#shape = shape;
    this.#stages = stagesOf(time.method, time.step);
    this.#readingsPlan = planReadings(code, time);
    this.#stretches = planStretches(code, this.#readingsPlan, shape.blockSize);
    const { loop } = this.#stretches;
    this.#moves = planMoves(code, loop.placement, loop.plan);
    this.#rows = new MemoryRows(code, time, shape, this.#stages.length > 1, around.memory);
    const assembler = this.#assembler;
    this.#lanes = new Lanes(code, shape, this.#rows, assembler, around);
    this.#mover = new MoveEmitter(code, assembler, this.#rows, this.#stages.length);
    this.#readings = new ReadingEmitter(code, time, assembler, (probe) => this.#rows.probe(probe));
    this.#arrivals = new ArrivalEmitter(code, time, assembler, this.#rows);
  }

  emit(): { readonly run: FunctionBody; readonly parts: readonly FunctionBody[] } {
    const assembler = this.#assembler;
    const run = this.#lanes.stretch(this.#stretches.run, null);
    const held = this.#stepLocals();
    const loop = this.#lanes.stretch(this.#stretches.loop, run, held);
    const end = this.#lanes.stretch(this.#stretches.end, run);
    assembler.block();
    assembler.loop();
    assembler.get(local.offset);
    assembler.get(local.lanes);
    assembler.integer(3);
    assembler.integerShiftLeft();
    assembler.integerAtLeast();
    assembler.branchIf(1);
    this.#start(run);
    if (held !== null) this.#wholeSteps(held, loop).emit();
    else if (this.#time.steps > 0) this.#steps(loop);
    this.#end(end);
    assembler.get(local.offset);
    assembler.integer(this.#shape.lanes * 8);
    assembler.integerAdd();
    assembler.set(local.offset);
    assembler.branch(0);
    assembler.end();
    assembler.end();
    const locals = {
      integers: partParameters - runParameters,
      vectors: fixedVectors + this.#lanes.localsInKernel,
    };
    return { run: { code: assembler.code, locals }, parts: this.#lanes.parts };
  }

  /** In a small kernel, where states are within a step. */
  #stepLocals(): StepLocals | null {
    if (this.#shape.blockSize > 0) return null;
    const { vectors } = this.#shape;
    return new StepLocals(this.#code, vectors, this.#stages.length > 1, this.#lanes.pool);
  }

  #wholeSteps(locals: StepLocals, loop: StretchWriter): WholeSteps {
    const parts = {
      code: this.#code,
      time: this.#time,
      stages: this.#stages,
      shape: this.#shape,
      plan: this.#readingsPlan,
      assembler: this.#assembler,
      rows: this.#rows,
      mover: this.#mover,
      readings: this.#readings,
      arrivals: this.#arrivals,
    };
    return new WholeSteps(parts, locals, loop);
  }

  /** What is computed once a run, the states at the start, and the probes before anything is read. */
  #start(run: StretchWriter): void {
    this.#lanes.share();
    this.#blocks(run, "run");
    run.lanes((values, vector) => {
      for (const [slot, { initial }] of this.#code.states.entries()) {
        for (const address of this.#rows.banksAtStart(slot)) {
          this.#assembler.get(local.lane);
          values.push(initial, vector);
          this.#assembler.store(address + vectorBytes * vector);
        }
      }
      this.#readings.start(vector);
    });
    run.finish();
    this.#arrivals.clear();
    this.#assembler.integer(0);
    this.#assembler.set(local.step);
  }

  #steps(loop: StretchWriter): void {
    const assembler = this.#assembler;
    const staged = this.#stages.length > 1;
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
    this.#lanes.share();
    this.#blocks(loop, "step");
    if (staged) {
      assembler.get(local.stage);
      assembler.isZero();
      assembler.if();
    }
    this.#sample(loop);
    if (staged) assembler.end();
    for (let first = 0; first < this.#moves.after.length; first += movesInBlock) {
      const slots = this.#moves.after.slice(first, first + movesInBlock);
      loop.block((values) => this.#mover.move(slots, values, this.#shape.vectors));
    }
    loop.finish();
    if (staged) {
      increase(assembler, local.stage, 1);
      assembler.get(local.stage);
      assembler.integer(this.#stages.length);
      assembler.integerLess();
      assembler.branchIf(0);
      assembler.end();
    }
    this.#finishStep(loop);
    increase(assembler, local.step, 1);
    assembler.get(local.step);
    assembler.integer(this.#time.steps);
    assembler.integerLess();
    assembler.branchIf(0);
    assembler.end();
  }

  /** Once a step: what is read off, remembered, and sent ahead. */
  #sample(loop: StretchWriter): void {
    const assembler = this.#assembler;
    const { everyStep, atMoments, saves, savesEveryStep } = this.#readingsPlan;
    this.#blocks(loop, "sample");
    if (savesEveryStep) this.#readings.setSave();
    const { lines, arrivals } = this.#code;
    const remembers = lines.length + arrivals.length > 0 || this.#hasMemories();
    if (everyStep.length > 0 || savesEveryStep || remembers) {
      loop.lanes((values, vector) => {
        this.#readings.look(everyStep, values, vector);
        if (savesEveryStep) this.#readings.save(values, vector);
        this.#remember(values, vector);
      });
      loop.finish();
    }
    const savesAtMoments = saves && !savesEveryStep;
    if (atMoments.length === 0 && !savesAtMoments) return;
    this.#readings.pushIsMoment(atMoments, savesAtMoments);
    assembler.if();
    this.#blocks(loop, "moment");
    if (atMoments.length > 0) {
      loop.lanes((values, vector) => this.#readings.lookWhenDue(atMoments, values, vector));
      loop.finish();
    }
    if (savesAtMoments) {
      this.#readings.pushIsSave();
      assembler.if();
      this.#readings.setSave();
      loop.lanes((values, vector) => this.#readings.save(values, vector));
      loop.finish();
      assembler.end();
    }
    assembler.end();
  }

  /** After the last step, at its time. */
  #end(end: StretchWriter): void {
    this.#setTime(local.stepTime, () => this.#assembler.integer(0));
    this.#setTime(local.time, () => this.#assembler.integer(0));
    this.#lanes.share();
    this.#blocks(end, "end");
    if (this.#readingsPlan.savesAtEnd) this.#readings.setSave();
    end.lanes((values, vector) => {
      this.#readings.look(this.#readingsPlan.atEnd, values, vector, true);
      if (this.#readingsPlan.savesAtEnd) this.#readings.save(values, vector);
      this.#readings.finish(vector);
    });
    end.finish();
  }

  /** The kept values of a section: those that all futures share, then block after block. */
  #blocks(stretch: StretchWriter, section: Section): void {
    stretch.uniform(section, (value) => this.#keep(stretch, section, value, 1));
    for (const [index, block] of stretch.plan.blocks.entries()) {
      if (block.section !== section) continue;
      stretch.block((values) => {
        const { vectors } = this.#shape;
        for (const value of block.values) this.#keep(stretch, section, value, vectors);
        if (section === "step") {
          const slots = this.#moves.inBlock.get(index) ?? [];
          // In a kernel of one block all stocks move at the end, with the samples before them.
          this.#mover.move(slots, values, vectors);
        }
      });
    }
    stretch.finish();
  }

  /** What is held is computed at the first stage; behind the loop there is but one. */
  #keep({ values }: StretchWriter, section: Section, value: number, vectors: number): void {
    const { operation, operands } = this.#code.instructions[value];
    const held = operation === "hold" && section !== "end" && this.#stages.length > 1;
    for (let vector = 0; vector < vectors; vector++) {
      if (!held) {
        values.keep(value, vector);
        continue;
      }
      values.ensure(operands[0], vector);
      this.#assembler.get(local.stage);
      this.#assembler.isZero();
      this.#assembler.if();
      values.keepInBranch(value, vector);
      this.#assembler.end();
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

  #setTime(target: number, pushHalves: () => void): void {
    setTime(this.#assembler, this.#time, target, pushHalves);
  }

  /** Values to be remembered wait until the end of the step; delay lines keep every step. */
  #remember(values: StretchWriter["values"], vector: number): void {
    const { lines, states } = this.#code;
    for (const [slot, value] of lines.entries()) {
      this.#rows.pushStepRow(this.#assembler);
      values.push(value, vector);
      this.#assembler.store(this.#rows.lineAddress(slot) + vectorBytes * vector);
    }
    this.#arrivals.send(values, vector);
    for (const [slot, { change, integrated }] of states.entries()) {
      if (integrated) continue;
      this.#assembler.get(local.lane);
      values.push(change, vector);
      this.#assembler.store(this.#rows.next(slot) + vectorBytes * vector);
    }
  }

  /** What is remembered is there from the next step on. */
  #finishStep(loop: StretchWriter): void {
    if (!this.#hasMemories()) return;
    loop.lanes((_values, vector) => {
      for (const [slot, { integrated }] of this.#code.states.entries()) {
        if (integrated) continue;
        this.#assembler.get(local.lane);
        this.#assembler.get(local.lane);
        this.#assembler.load(this.#rows.next(slot) + vectorBytes * vector);
        this.#assembler.store(this.#rows.present(slot) + vectorBytes * vector);
      }
    });
    loop.finish();
  }

  #hasMemories(): boolean {
    return this.#code.states.some(({ integrated }) => !integrated);
  }
}
