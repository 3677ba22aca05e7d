import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import type { SlatBelt } from "./belt.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** Makes a cell that is computed at the start and stays. */
export type Freeze = (name: string, node: Node) => Node;

export function freezeFor({ owner, place }: SlatBelt, workshop: Workshop): Freeze {
  return (name, node) =>
    addCell(workshop, `${name} of ${owner} at the start`, place, { kind: "frozen", initial: node });
}

/** The initial value in pieces: how much entered for each, and what is left of it. */
export interface InitialSpread {
  /** What entered for a share of 1. */
  readonly inflow: Node;
  readonly contents: readonly Node[];
}

/**
 * Finds the inflow of which the initial value is left: of the share that entered for a piece, the
 * share that has not leaked since.
 */
export function spreadInitially(
  belt: SlatBelt,
  length: Node,
  entered: readonly Node[],
  left: readonly Node[],
  freeze: Freeze,
): InitialSpread {
  const weights = entered.map((share, index) => binary("multiply", share, left[index]));
  const amount = binary("divide", belt.initial, balancedSum(weights));
  // A length beyond what the model states, or none, is not hidden.
  const fits = compare("lessOrEqual", length, constant(belt.slats));
  const known = belt.stepsVary ? select(fits, amount, constant(Number.NaN)) : amount;
  const inflow = freeze("inflow", known);
  return { inflow, contents: weights.map((weight) => binary("multiply", inflow, weight)) };
}
