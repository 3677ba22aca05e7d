import { builtins } from "#study/builtins";
import { partsOf } from "#study/expression";
import type { Call, Expression, Reference } from "#study/expression";

import { hasElement } from "./elements.js";
import type { Scope } from "./scope.js";

/** Functions that one array goes into, and which subscripts of it they run through. */
const ofWholes = new Set(["sum", "prod", "min", "max", "mean", "stddev"]);
const ofMarked = new Set(["vensim.sum", "vensim.prod", "vensim.vmin", "vensim.vmax"]);

/**
 * Whether a sum of an array (or its like) is the same number for all elements of the variable whose
 * equation it stands in: every subscript inside is one that it runs through, or names an element. Then
 * it need not be spelled out for each of them, which would take the square of their number. False
 * also where that takes a closer look.
 */
export function isSameForAll(call: Call, scope: Scope): boolean {
  const { key, arguments: args } = call;
  if (args.length !== 1) return false;
  if (ofWholes.has(key)) return isFixed(args[0], scope, true);
  return ofMarked.has(key) && isFixed(args[0], scope, false);
}

/** `wholes`: whether `*` is run through here as well as what has a mark. */
function isFixed(expression: Expression, scope: Scope, wholes: boolean): boolean {
  if (expression.kind === "reference") return isFixedReference(expression, scope, wholes);
  if (expression.kind !== "call") {
    return partsOf(expression).every((part) => isFixed(part, scope, wholes));
  }
  const { key, arguments: args } = expression;
  if (scope.model.variables.has(key)) return false;
  if (ofWholes.has(key) || ofMarked.has(key)) return isSameForAll(expression, scope);
  const family = builtins.get(key)?.family;
  if (family !== "arithmetic" && family !== "elementary") return false;
  return args.every((argument) => isFixed(argument, scope, wholes));
}

function isFixedReference(
  { key, subscripts }: Reference,
  { model, bindings }: Scope,
  wholes: boolean,
): boolean {
  const variable = model.variables.get(key);
  if (variable === undefined || subscripts.length !== variable.dimensions.length) return false;
  return subscripts.every((subscript, index) => {
    if (subscript.kind === "all") return wholes;
    if (subscript.kind === "position") return subscript.expression.kind === "number";
    if (subscript.kind !== "name") return false;
    if (subscript.reduced) return true;
    const isBound = bindings.has(subscript.key) || model.dimensions.has(subscript.key);
    return !isBound && hasElement(model, variable.dimensions[index], subscript.key);
  });
}
