import type { Diagnostic } from "#study/diagnostic";
import type { Place } from "#study/place";
import type { DrivenDefinition, TimeSettings } from "#study/model";

import type { Cell, CellRule, Node } from "../../system.js";
import type { Scope } from "../scope.js";
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
  /** Flows that conveyors and queues drive, by their cell. */
  readonly driven: ReadonlyMap<number, DrivenFlow>;
  report(diagnostic: Diagnostic): void;
}

/** An element of a flow without an equation of its own, and the scope of its leakage fraction. */
export interface DrivenFlow {
  readonly definition: DrivenDefinition;
  readonly scope: Scope;
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
 * take from a stock is what was there when it began, and a conveyor moves from step to step. It is
 * evaluated once, however often it is read.
 */
export function heldOverStep(workshop: Workshop, name: string, place: Place, node: Node): Node {
  const single = workshop.time.method === "euler" && node.op === "cell";
  if (single || node.op === "constant") return node;
  return addCell(workshop, name, place, { kind: "formula", node, held: true });
}
