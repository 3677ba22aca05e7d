import type { Call } from "#study/expression";
import type { GraphicalFunction } from "#study/model";
import { resolveTable } from "#numeric/lookup";

import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { tableOf } from "../tables.js";

/** LOOKUP(table, x): the graphical function of a variable, at x instead of its own input. */
const lookup: ArrayLowering = (call, scope) => {
  const table = tableArgument(call, scope);
  return table === null ? unknown : applied(call, table, scope);
};

/**
 * LOOKUPINV(table, y): the x at which the graphical function is y, where it only rises or only
 * falls; on a level stretch the end of it. Beyond its values the first or last x.
 */
const inverse: ArrayLowering = (call, scope) => {
  const table = tableArgument(call, scope);
  if (table === null) return unknown;
  const turned = inverseOf(table);
  if (turned === null) {
    scope.report({
      code: "table-inverse",
      severity: "error",
      message: `the first argument of ${call.name} has more than one x for some y, or steps`,
      place: call.arguments[0].place,
      help: "a table that is looked up backwards must be continuous, and only rise or only fall",
    });
    return unknown;
  }
  return applied(call, turned, scope);
};

function inverseOf({ interpolation, x, y, place }: GraphicalFunction): GraphicalFunction | null {
  if (interpolation === "discrete") return null;
  const rises = y.every((value, index) => index === 0 || y[index - 1] <= value);
  const falls = y.every((value, index) => index === 0 || y[index - 1] >= value);
  if (rises) return { interpolation, x: y, y: x, place };
  return falls ? { interpolation, x: y.toReversed(), y: x.toReversed(), place } : null;
}

function applied(call: Call, table: GraphicalFunction, scope: Scope): Node {
  const input = scope.resolve(call.arguments[1], scope);
  return { op: "lookup", table: resolveTable(table), input };
}

function tableArgument(call: Call, scope: Scope): GraphicalFunction | null {
  const [argument] = call.arguments;
  const variable =
    argument.kind === "reference" ? scope.model.variables.get(argument.key) : undefined;
  if (argument.kind === "reference" && variable !== undefined) {
    const table = tableOf(argument, variable, scope);
    if (table !== null) return table;
  }
  scope.report({
    code: "not-a-table",
    severity: "error",
    message: `the first argument of ${call.name} is no graphical function`,
    place: argument.place,
    help: "name a variable that is defined by points",
  });
  return null;
}

export const iseeTableLowerings: ReadonlyMap<string, ArrayLowering> = new Map([
  ["isee.lookup", lookup],
  ["isee.lookupinv", inverse],
]);
