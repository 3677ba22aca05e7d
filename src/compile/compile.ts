import { StudyError } from "#study/diagnostic";
import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import type { Outcome } from "#study/study";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

import { resolve } from "./1-resolve/resolve.js";
import { checkCircles } from "./2-check/circles.js";
import { withReciprocals } from "./3-schedule/reciprocals.js";
import { withSteps } from "./3-schedule/steps.js";
import { lower } from "./4-lower/lower.js";
import { emit } from "./5-emit/emit.js";
import type { Shape } from "./5-emit/layout.js";
import { shapeFor } from "./5-emit/shapes.js";
import { planOutcomes } from "./probes.js";
import type { Program } from "./program.js";
import { stagesOf, timeAt } from "./stages.js";
import type { System } from "./system.js";

/**
 * Binds names and checks that no definition is circular; the system, in the arithmetic that is
 * declared, is usable without errors.
 */
export function resolveAndCheck(model: Model): { system: System; diagnostics: Diagnostic[] } {
  const { system, diagnostics } = resolve(model);
  return {
    system: withSteps(withReciprocals(system)),
    diagnostics: [...diagnostics, ...checkCircles(system)],
  };
}

export interface CompileRequest {
  /** Keys of the constants that vary between futures. */
  readonly parameters: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** Keys of the variables (or `key[element,element]`) to be saved over time. */
  readonly series: readonly string[];
  /** How many futures are run at once, at most, where that is known: a few need less memory. */
  readonly futures?: number;
  /** How futures go through the kernel; chosen by size when left out. No result depends on it. */
  readonly shape?: Shape;
}

/**
 * System → program, through the phases in order. The system must be free of errors, parameters must
 * be constants of it, and outcomes and series must name variables of it.
 */
export function compile(system: System, request: CompileRequest): Program {
  const plan = planOutcomes(system, request.outcomes);
  const code = lower(
    plan.system,
    {
      parameters: request.parameters.map((key) => constantCell(system, key)),
      probes: plan.probes,
      readings: plan.readings,
      series: request.series.map((key) => cellNamed(system, key)),
    },
    createNumberArithmetic(),
  );
  const { time } = system;
  const fastest = request.shape ?? shapeFor(code, stagesOf(time.method, time.step).length);
  // A pair of futures is the least that a kernel works at.
  const few = request.futures !== undefined && request.futures <= 2;
  const shape = few ? { ...fastest, lanes: 2, vectors: 1 } : fastest;
  const { bytes, reserved } = emit(code, time, shape);
  const saves = Math.floor(time.steps / time.saveEvery) + 1;
  return {
    bytes,
    reserved,
    lanesPerPass: shape.lanes,
    parameters: request.parameters,
    random: code.random,
    outcomes: plan.readings.map(({ key }) => ({ key })),
    series: request.series,
    saves,
    times: Array.from({ length: saves }, (_, save) =>
      timeAt(time.start, time.step, 2 * save * time.saveEvery),
    ),
  };
}

export function constantCell(system: System, key: string): number {
  const cell = cellNamed(system, key);
  const { kind, name, place } = system.cells[cell];
  if (kind !== "constant") throw new Error(`"${key}" is not a constant`);
  if (system.structural.has(cell)) {
    throw new StudyError([
      {
        code: "structural-constant",
        severity: "error",
        message: `"${name}" shapes the model itself (the order of a delay, the length of a conveyor, the kind of a curve, a random stream), so it cannot vary between futures or policies`,
        place,
        help: "make it a constant that no premise and no lever sets",
      },
    ]);
  }
  return cell;
}

export function cellNamed(system: System, key: string): number {
  const cell = system.cellOf.get(key);
  if (cell === undefined) throw new Error(`the model has no variable "${key}"`);
  return cell;
}
