import type { Call, Expression, Reference, Subscript } from "#study/expression";

import { counterpart } from "./positions.js";
import { unknown } from "./scope.js";
import type { ArrayLowering, Scope } from "./scope.js";
import { elementNamed, wholeOf } from "./subscripts.js";

/**
 * TRANSPOSE(array), which is also written array': the array, or a slice of one, with its dimensions
 * in reverse order (XMILE 1.0, section 3.7.1.1). In a function of arrays its dimensions are those that
 * are run through, elsewhere those of the variable of the equation, by their order.
 */
export const transpose: ArrayLowering = (call, scope) => {
  const array = itself(call.arguments[0], scope);
  const variable = array === null ? undefined : scope.model.variables.get(array.key);
  if (array === null || variable === undefined) {
    return report(call, scope, "is of an array by its name", "name an arrayed variable");
  }
  const { dimensions } = variable;
  if (array.subscripts.length !== 0 && array.subscripts.length !== dimensions.length) {
    return scope.resolve(array, scope);
  }
  const running = [...dimensions.keys()].filter((index) =>
    runs(array.subscripts[index], dimensions[index], scope),
  );
  const elements = new Map<number, string>();
  for (const [order, index] of running.entries()) {
    const element =
      wholeAt(running, order, dimensions, scope) ??
      positionAt(running.length - 1 - order, running.length, dimensions[index], scope);
    if (element === undefined) {
      const sizes = `"${scope.ownerVariable.name}" has ${scope.positions.length} dimensions, and ${running.length} of "${array.name}" are left open`;
      return report(
        call,
        scope,
        `does not fit here: ${sizes}`,
        "give both the same dimensions, in reverse order",
      );
    }
    elements.set(index, element);
  }
  const subscripts = dimensions.map((_, index): Subscript => {
    const key = elements.get(index);
    if (key === undefined) return array.subscripts[index];
    return { kind: "name", name: key, key, reduced: false, place: array.place };
  });
  return scope.resolve({ ...array, subscripts }, scope);
};

/** The reference to an array; SELF, which is written as a call, is the variable itself. */
function itself(argument: Expression, { ownerVariable }: Scope): Reference | null {
  if (argument.kind === "reference") return argument;
  if (argument.kind !== "call" || argument.key !== "self") return null;
  const { name, key } = ownerVariable;
  return { kind: "reference", name, key, subscripts: argument.subscripts, place: argument.place };
}

/** Whether a place between brackets is left open: no subscript, `*` or the name of a dimension. */
function runs(subscript: Subscript | undefined, dimension: string, scope: Scope): boolean {
  if (subscript === undefined || subscript.kind === "all") return true;
  if (subscript.kind !== "name" || !scope.model.dimensions.has(subscript.key)) return false;
  return subscript.key === dimension || elementNamed(subscript, dimension, scope) === undefined;
}

/**
 * The element under which a function of arrays runs through the dimension. Of equal ones the order is
 * reversed as well.
 */
function wholeAt(
  running: readonly number[],
  order: number,
  dimensions: readonly string[],
  scope: Scope,
): string | undefined {
  const dimension = dimensions[running[order]];
  const behind = running.slice(order + 1).filter((index) => dimensions[index] === dimension);
  return scope.bindings.get(wholeOf(dimension, behind.length));
}

/** The element of the dimension of the equation's own variable with that number. */
function positionAt(
  position: number,
  count: number,
  dimension: string,
  scope: Scope,
): string | undefined {
  if (scope.positions.length !== count) return undefined;
  return counterpart(scope.positions[position], dimension, scope);
}

function report(call: Call, scope: Scope, what: string, help: string) {
  scope.report({
    code: "transpose",
    severity: "error",
    message: `${call.name} ${what}`,
    place: call.place,
    help,
  });
  return unknown;
}
