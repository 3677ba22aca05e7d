import type { Call, Reference } from "#study/expression";
import type { GraphicalFunction, Variable } from "#study/model";

import { definitionFor } from "./elements.js";
import type { Scope } from "./scope.js";

/** The table or series of a variable, for the element that a call or reference names; null if none. */
export function tableOf(
  { subscripts }: Call | Reference,
  variable: Variable,
  scope: Scope,
): GraphicalFunction | null {
  const elements = variable.dimensions.map((dimension, index) => {
    const subscript = subscripts[index];
    const key = subscript?.kind === "name" ? subscript.key : dimension;
    return scope.bindings.get(key) ?? key;
  });
  const definition = definitionFor(scope.model, variable, elements);
  return definition?.kind === "table" || definition?.kind === "data" ? definition.table : null;
}
