import type { Call, Expression, Reference } from "#study/expression";
import type { Definition } from "#study/model";

import type { Scope } from "../scope.js";
import { definitionAt } from "../tables.js";

/** Points with x ascending; equal neighbours are a vertical step. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

type TableOrData = Definition & { readonly kind: "table" | "data" };

/**
 * The table or data that an argument names, for the present element of an arrayed one. Null and a
 * report if it is neither.
 */
export function namedTable(
  call: Call,
  argument: Expression,
  scope: Scope,
  wanted: "table" | "data",
): TableOrData | null {
  const definition = argument.kind === "reference" ? definitionNamed(argument, scope) : undefined;
  if (definition?.kind === "data") return definition;
  if (definition?.kind === "table" && wanted === "table") return definition;
  scope.report({
    code: wanted === "table" ? "table-wanted" : "data-wanted",
    severity: "error",
    message: `${call.name} wants the name of a ${wanted === "table" ? "table" : "data variable"}`,
    place: argument.place,
    help:
      wanted === "table"
        ? "name a table that is applied to a number elsewhere, without its input"
        : "name a variable whose values are read from a file or given as points over time",
  });
  return null;
}

function definitionNamed(reference: Reference, scope: Scope): Definition | undefined {
  const variable = scope.model.variables.get(reference.key);
  return variable === undefined ? undefined : definitionAt(reference, variable, scope);
}
