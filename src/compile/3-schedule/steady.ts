import { cellsRead, partsOfNode } from "../system.js";
import type { Cell, Node, System, Truth } from "../system.js";
import { stepDependences } from "./dependences.js";
import { orderFrom } from "./order.js";

/** The cells whose value is the same at all times of a run. */
export function steadyCells(system: System): ReadonlySet<number> {
  const steady = new Set<number>();
  const { order } = orderFrom(system.cells.keys(), stepDependences(system));
  for (const index of order ?? []) {
    const cell = system.cells[index];
    const formula = cell.kind === "formula" && cell.start === undefined;
    if (cell.kind === "constant" || cell.kind === "frozen") steady.add(index);
    else if (formula && isSteady(cell.node, steady)) steady.add(index);
  }
  return steady;
}

/** Whether a node has the same value at all times of a run, given which cells have. */
export function isSteady(node: Node, steady: ReadonlySet<number>): boolean {
  return !readsTime(node) && cellsRead(node).every((cell) => steady.has(cell));
}

/** What computes a cell, at the start and in a step. */
export function nodesOf(cell: Cell): readonly Node[] {
  switch (cell.kind) {
    case "constant":
      return [];
    case "formula":
      return cell.start === undefined ? [cell.node] : [cell.node, cell.start];
    case "stock":
      return [cell.initial, cell.net];
    case "memory":
      return [cell.initial, cell.next];
    case "frozen":
      return [cell.initial];
    case "line":
      return [cell.initial, cell.input];
    case "arrivals":
      return [cell.input, cell.steps];
  }
}

function readsTime(node: Node | Truth): boolean {
  const pending: (Node | Truth)[] = [node];
  while (pending.length > 0) {
    const next = pending.pop() as Node | Truth;
    if (next.op === "time" || next.op === "stepTime" || next.op === "random") return true;
    pending.push(...partsOfNode(next));
  }
  return false;
}
