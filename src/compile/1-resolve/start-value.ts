import { createNumberArithmetic } from "#numeric/number-arithmetic";

import { evaluate } from "../evaluate.js";
import { partsOfNode, startOf } from "../system.js";
import type { Cell, Node, Truth } from "../system.js";
import type { StartValue } from "./scope.js";

/** The cells as far as they are known. */
interface KnownCells {
  readonly start: number;
  /** A cell, resolved for the purpose if it has to be; null while it is being resolved. */
  cell(index: number): Cell | null;
}

/** What a node is at the start, with the constants of the model; null if that is circular. */
export function startValueOf(node: Node, cells: KnownCells): StartValue | null {
  const arithmetic = createNumberArithmetic();
  const { start } = cells;
  const constants = new Set<number>();
  const known = new Map<number, number>();
  let circular = false;
  const valueOf = (inner: Node): number =>
    evaluate(inner, arithmetic, {
      cell: valueOfCell,
      time: start,
      stepTime: start,
      // Which future it will be is not known.
      random: () => Number.NaN,
    });
  const valueOfCell = (index: number): number => {
    const before = known.get(index);
    if (before !== undefined) return before;
    // Until it is known it is no number, so that a circle comes to an end.
    known.set(index, Number.NaN);
    const found = cells.cell(index);
    if (found === null) {
      circular = true;
      return Number.NaN;
    }
    if (found.kind === "constant") constants.add(index);
    const value = found.kind === "constant" ? found.value : valueOf(startOf(found) as Node);
    known.set(index, value);
    return value;
  };
  const value = valueOf(node);
  return circular ? null : { value, constants, varies: variesIn(node, cells) };
}

/** Whether time or a state comes into a node, in whatever way. */
function variesIn(node: Node, cells: KnownCells): boolean {
  const seen = new Set<number>();
  const pending: (Node | Truth)[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.op === "time" || next.op === "stepTime" || next.op === "random") return true;
    pending.push(...partsOfNode(next));
    if (next.op !== "cell" || seen.has(next.cell)) continue;
    seen.add(next.cell);
    const found = cells.cell(next.cell);
    if (found === null || ["stock", "memory", "line", "arrivals"].includes(found.kind)) return true;
    if (found.kind === "formula") pending.push(found.node);
  }
  return false;
}
