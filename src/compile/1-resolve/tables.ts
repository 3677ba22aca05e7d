import type { Call, Reference, Subscript } from "#study/expression";
import type { Definition, GraphicalFunction, Variable } from "#study/model";

import { definitionFor } from "./elements.js";
import type { Scope } from "./scope.js";
import { elementNamed } from "./subscripts.js";

/** The definition of a variable for the element that a call or reference names; undefined if none. */
export function definitionAt(
  { subscripts }: Call | Reference,
  variable: Variable,
  scope: Scope,
): Definition | undefined {
  const elements = variable.dimensions.map((dimension, index) => {
    const { place } = variable;
    const own: Subscript = { kind: "name", name: dimension, key: dimension, reduced: false, place };
    const subscript = subscripts[index] ?? own;
    return subscript.kind === "name" ? (elementNamed(subscript, dimension, scope) ?? "") : "";
  });
  return definitionFor(scope.model, variable, elements);
}

/** Whether a variable is applied to a number where it is called: a table, or a series over time. */
export function isTable({ definitions }: Variable): boolean {
  return definitions.some(({ kind }) => kind === "table" || kind === "data");
}

/** The table or series of a variable, for the element that a call or reference names; null if none. */
export function tableOf(
  named: Call | Reference,
  variable: Variable,
  scope: Scope,
): GraphicalFunction | null {
  const definition = definitionAt(named, variable, scope);
  return definition?.kind === "table" || definition?.kind === "data" ? definition.table : null;
}
