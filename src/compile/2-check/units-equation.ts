import type { Expression } from "#study/expression";
import { partsWithin } from "#study/expression";
import type { Variable } from "#study/model";
import type { Unit } from "#study/unit";
import { inferUnit } from "./units-inference.js";
import type { Reading } from "./units-inference.js";
import type { Quantity, UnitProblem } from "./units-quantity.js";

/** Something that must close in its units: an equation, a stock with its flows. */
export interface UnitEquation {
  readonly owner: Variable;
  /** Keys of the variables whose units it reads, the owner's among them. */
  readonly uses: ReadonlySet<string>;
  /** Whether the unit of time is read, so that a wrong one would show here. */
  readonly usesTime: boolean;
  check(reading: Reading): UnitFinding;
}

/** What is wrong with an equation in one reading of the units; nothing if it closes. */
export interface UnitFinding {
  readonly problems: readonly UnitProblem[];
  /** If the declaration of the owner is all that disagrees: the unit that the equation gives. */
  readonly gives: Unit | null;
}

export const closes: UnitFinding = { problems: [], gives: null };

/** The unit of an expression, and what in it does not go together. */
export function infer(
  tree: Expression,
  reading: Reading,
): { readonly problems: readonly UnitProblem[]; readonly quantity: Quantity } {
  const problems: UnitProblem[] = [];
  const quantity = inferUnit(tree, reading, (problem) => problems.push(problem));
  return { problems, quantity };
}

/** The owner's key, and those of all that an expression reads. */
export function keysIn(tree: Expression, owner: Variable): ReadonlySet<string> {
  const read = partsWithin(tree).flatMap((part) =>
    part.kind === "reference" || part.kind === "call" ? [part.key] : [],
  );
  return new Set([owner.key, ...read]);
}
