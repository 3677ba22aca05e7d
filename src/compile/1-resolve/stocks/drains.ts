import type { Conveyor, Leakage } from "#study/model";
import type { Place } from "#study/place";

import { constant } from "../../system.js";
import type { Node } from "../../system.js";
import type { FlowEnd, StockEnds } from "./flow-ends.js";
import { heldOverStep } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** A flow that is driven: a node that reads it, and how it is driven. */
export interface Drain {
  readonly node: Node;
  set(value: Node): void;
}

export interface LeakDrain extends Drain {
  readonly leakage: Leakage;
  /** The leakage fraction, held over the step. */
  readonly fraction: Node;
}

export interface ConveyorDrains {
  readonly exit: Drain;
  /** In the order of their priority. */
  readonly leaks: readonly LeakDrain[];
}

/** The flows that a conveyor drives; null if they cannot be driven, which is told. */
export function drainsOf(
  stock: StockEnds,
  conveyor: Conveyor,
  workshop: Workshop,
): ConveyorDrains | null {
  const { scope } = stock;
  const report = (code: string, message: string, place: Place, help: string): null => {
    scope.report({ code, severity: "error", message, place, help });
    return null;
  };
  let exit: Drain | null = null;
  const leaks: LeakDrain[] = [];
  for (const end of stock.outflows) {
    const driven = end.node.op === "cell" ? workshop.driven.get(end.node.cell) : undefined;
    if (driven === undefined || driven.definition.by !== stock.variable.key) {
      const message = `"${end.flow.name}" leaves the conveyor "${scope.owner}", which sets its outflows, by an equation of its own`;
      const help = "a conveyor has one flow at its end, and others that leak";
      return report("conveyor-outflow", message, end.flow.place, help);
    }
    const { leakage } = driven.definition;
    if (leakage === null) {
      exit ??= drainAt(end, workshop);
      continue;
    }
    const name = `leakage fraction of ${end.flow.name}`;
    const node = driven.scope.resolve(leakage.fraction.tree, driven.scope);
    const fraction = heldOverStep(workshop, name, leakage.fraction.place, node);
    leaks.push({ ...drainAt(end, workshop), leakage, fraction });
  }
  if (exit !== null) return { exit, leaks };
  const message = `the conveyor "${scope.owner}" has no flow at its end`;
  return report("conveyor-exit", message, conveyor.place, "list its exit among its outflows");
}

function drainAt({ node }: FlowEnd, { cells }: Workshop): Drain {
  return {
    node,
    set: (value) => {
      if (node.op !== "cell") return;
      const { name, place } = cells[node.cell];
      cells[node.cell] = { name, place, kind: "formula", node: value };
    },
  };
}

/** What a flow is until the conveyor or queue that drains it has been built. */
export const undriven = { kind: "formula", node: constant(Number.NaN) } as const;
