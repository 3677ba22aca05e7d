import { cellsRead, startOf } from "../system.js";
import type { System } from "../system.js";

type Cells = Pick<System, "cells">;

/** What a cell's value at a time depends on at the same time: states depend on nothing. */
export function stepDependences(system: Cells): (cell: number) => readonly number[] {
  return (index) => {
    const cell = system.cells[index];
    if (cell.kind === "line") return [cell.steps];
    return cell.kind === "formula" ? cellsRead(cell.node) : [];
  };
}

/** What a cell's value at the start depends on: there, states have equations too. */
export function initialDependences(system: Cells): (cell: number) => readonly number[] {
  return (index) => {
    const start = startOf(system.cells[index]);
    return start === null ? [] : cellsRead(start);
  };
}

/** What moves a state: the cells that its net flow or its next value reads. */
export function changeDependences(system: System, index: number): readonly number[] {
  const cell = system.cells[index];
  if (cell.kind === "stock") return cellsRead(cell.moves ?? cell.net);
  if (cell.kind === "memory") return cellsRead(cell.next);
  if (cell.kind === "line") return cellsRead(cell.input);
  if (cell.kind === "arrivals") return [...cellsRead(cell.input), ...cellsRead(cell.steps)];
  return [];
}
