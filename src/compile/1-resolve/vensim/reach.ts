import { orderFrom } from "../../3-schedule/order.js";
import { cellsRead } from "../../system.js";
import type { Cell } from "../../system.js";

/** All that uses some cells, or uses what uses them. */
export function above(
  roots: readonly number[],
  users: ReadonlyMap<number, readonly number[]>,
): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting = roots.flatMap((root) => users.get(root) ?? []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(users.get(next) ?? []));
  }
  return found;
}

/** Formulas in an order in which each comes after those of them that it reads; null for a circle. */
export function orderWithin(
  formulas: ReadonlySet<number>,
  cells: readonly Cell[],
): readonly number[] | null {
  const reads = (index: number): readonly number[] => {
    const cell = cells[index];
    return cell.kind === "formula" ? cellsRead(cell.node).filter((read) => formulas.has(read)) : [];
  };
  return orderFrom(
    [...formulas].sort((one, other) => one - other),
    reads,
  ).order;
}
