import { createNumberArithmetic } from "#numeric/number-arithmetic";

import { interpret } from "./interpret.js";
import type { FutureOf, Observer } from "./interpret.js";
import { cellsRead } from "./system.js";
import type { Cell, System } from "./system.js";

/** Where a future first left the finite numbers. */
export interface FailureCause {
  /** The variable as people know it. */
  readonly variable: string;
  readonly time: number;
  readonly value: number;
}

/**
 * Replays one future in the interpreter and finds the first step at which a cell is NaN or infinite,
 * and there the first such cell that depends on no other. Null if all stays finite.
 */
export function causeOfFailure(
  system: System,
  parameters: ReadonlyMap<string, number>,
  which: FutureOf,
): FailureCause | null {
  let cause: FailureCause | null = null;
  const set = new Map<number, number>();
  for (const [key, value] of parameters) {
    const cell = system.cellOf.get(key);
    if (cell !== undefined) set.set(cell, value);
  }
  const observe: Observer = (_step, time, values) => {
    if (cause !== null) return;
    const failed = [...values.keys()].filter(
      (cell) => !Number.isFinite(values[cell]) && !isTrial(system.cells[cell]),
    );
    if (failed.length === 0) return;
    const first = failed.find((cell) => !readsFailed(system, cell, values)) ?? failed[0];
    cause = { variable: system.cells[first].name, time, value: values[first] };
  };
  interpret(system, createNumberArithmetic(), set, observe, which);
  return cause;
}

/** Whether a cell is on the way of a search, where nothing has failed yet. */
function isTrial(cell: Cell): boolean {
  return cell.kind === "formula" && cell.trial === true;
}

function readsFailed(system: System, index: number, values: Float64Array): boolean {
  const cell = system.cells[index];
  if (cell.kind !== "formula") return false;
  return cellsRead(cell.node).some(
    (read) => !Number.isFinite(values[read]) && !isTrial(system.cells[read]),
  );
}
