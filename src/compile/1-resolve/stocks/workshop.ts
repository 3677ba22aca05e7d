import type { Diagnostic } from "#study/diagnostic";
import type { Place } from "#study/place";
import type { TimeSettings } from "#study/model";

import type { Cell, CellRule, Node } from "../../system.js";
import type { StockEnds } from "./flow-ends.js";

/**
 * All cells of a model, each flow as it is wanted and each stock with its plain net flow: what the
 * rules of stocks that limit or drive their flows are built into.
 */
export interface Workshop {
  readonly time: TimeSettings;
  readonly cells: Cell[];
  /** Every element of every stock, in the order of the model. */
  readonly stocks: readonly StockEnds[];
  report(diagnostic: Diagnostic): void;
}

/** Adds a hidden cell and gives a node that reads it. */
export function addCell(
  workshop: Workshop,
  name: string,
  place: Place,
  rule: CellRule,
): Node & { readonly op: "cell" } {
  const cell = workshop.cells.length;
  workshop.cells.push({ ...rule, name, place });
  return { op: "cell", cell };
}

/**
 * A node as it is at the start of a step, for all Runge–Kutta stages of the step: what a step can
 * take from a stock is what was there when it began.
 */
export function heldOverStep(workshop: Workshop, name: string, place: Place, node: Node): Node {
  if (workshop.time.method === "euler" || node.op === "constant") return node;
  return addCell(workshop, name, place, { kind: "formula", node, held: true });
}
