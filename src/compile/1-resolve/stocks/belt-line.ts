import type { Place } from "#study/place";

import { binary, compare, constant, select } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { BeltValues } from "./belt.js";
import { stepNumber } from "./steps.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** A conveyor on which nothing happens on the way. */
export interface LineBelt {
  readonly owner: string;
  readonly place: Place;
  /** How many steps everything stays: read at the start. */
  readonly steps: Node;
  readonly initial: Node;
  /** Steps in a unit of time, at whose starts the initial value stands; null: spread evenly. */
  readonly unitSteps: number | null;
  /** What enters, per unit of time. */
  readonly entering: Node;
}

/**
 * Without leakage, arrest, or a transit time that varies, a conveyor gives out what entered that
 * long ago: a delay line, which needs no slats, and whose length may differ between futures.
 */
export function buildLine(belt: LineBelt, workshop: Workshop): BeltValues {
  const { owner, place, unitSteps } = belt;
  const dt = constant(workshop.time.step);
  const frozen = (name: string, node: Node) =>
    addCell(workshop, `${name} of ${owner}`, place, { kind: "frozen", initial: node });
  const wanted = frozen("transit time in steps", belt.steps);
  const isThere = compare("lessOrEqual", constant(1), wanted);
  const steps = frozen("steps", select(isThere, wanted, constant(1)));
  const initial = frozen("initial value", belt.initial);
  const perStep = binary("divide", binary("divide", initial, steps), dt);
  const line = addCell(workshop, `exit of ${owner}`, place, {
    kind: "line",
    initial: unitSteps === null ? perStep : constant(0),
    input: belt.entering,
    steps: steps.cell,
  });
  const given =
    unitSteps === null
      ? line
      : binary("add", line, startingBatches(perStep, steps, unitSteps, workshop));
  const exit = addCell(workshop, `exit of ${owner}`, place, {
    kind: "formula",
    node: select(isThere, given, constant(Number.NaN)),
  });
  const balance = addCell(workshop, `balance of ${owner}`, place, {
    kind: "stock",
    initial,
    net: binary("subtract", belt.entering, exit),
  });
  // The balance may be off by a rounding, of which nothing is shown.
  return { content: notBelowZero(balance), exit, leaks: [] };
}

/** The initial value as it comes off: at the start of each unit of time, as much as is for it. */
function startingBatches(perStep: Node, steps: Node, unitSteps: number, workshop: Workshop): Node {
  const step = stepNumber(workshop.time);
  const unit = constant(unitSteps);
  const left = binary("subtract", steps, step);
  const starts: Truth = {
    op: "and",
    left: compare("less", step, steps),
    right: compare("equal", binary("modulo", step, unit), constant(0)),
  };
  const batch = binary("multiply", perStep, binary("minimum", unit, left));
  return select(starts, batch, constant(0));
}
