import type { Call, Expression, Subscript } from "#study/expression";

import { binary, constant, unary } from "../system.js";
import type { BinaryName, Node } from "../system.js";
import { tuplesOver } from "./elements.js";
import { shared, withBindings } from "./scope.js";
import type { ArrayLowering, Scope } from "./scope.js";
import { reducedOf, sumOf, wholeOf } from "./subscripts.js";

/** Functions of arrays that take a whole dimension (`*`, `Dim!`, or a bare name) as one argument. */
export const reductions: ReadonlyMap<string, ArrayLowering> = new Map<string, ArrayLowering>([
  ["sum", (call, scope) => sumOf(elementsOfArgument(call, scope))],
  ["prod", folded("multiply", 1)],
  ["min", folded("minimum", Infinity)],
  ["max", folded("maximum", -Infinity)],
  ["mean", (call, scope) => mean(elementsOfArgument(call, scope))],
  ["stddev", (call, scope) => deviation(call, scope)],
  ["size", (call, scope) => constant(elementsOfArgument(call, scope).length)],
  ["vensim.sum", (call, scope) => sumOf(elementsOfArgument(call, scope))],
  ["vensim.prod", folded("multiply", 1)],
  ["vensim.vmin", folded("minimum", Infinity)],
  ["vensim.vmax", folded("maximum", -Infinity)],
]);

function folded(name: BinaryName, empty: number): ArrayLowering {
  return (call, scope) => {
    const nodes = elementsOfArgument(call, scope);
    if (nodes.length === 0) return constant(empty);
    return nodes.slice(1).reduce((result, node) => binary(name, result, node), nodes[0]);
  };
}

function mean(nodes: readonly Node[]): Node {
  return binary("divide", sumOf(nodes), constant(nodes.length));
}

/** The standard deviation of a population (divided by n). */
function deviation(call: Call, scope: Scope): Node {
  const nodes = elementsOfArgument(call, scope);
  const middle = shared(scope, `mean in ${call.name}`, call.place, mean(nodes));
  const squares = nodes.map((node) => {
    const distance = binary("subtract", node, middle);
    return binary("multiply", distance, distance);
  });
  return unary("squareRoot", mean(squares));
}

/** The first argument, once for each element of the dimensions that it names as a whole. */
function elementsOfArgument(call: Call, scope: Scope): readonly Node[] {
  return eachElement(call.arguments[0], scope).map((inner) =>
    inner.resolve(call.arguments[0], inner),
  );
}

/** One scope for each element of the dimensions that an expression names as a whole. */
export function eachElement(expression: Expression, scope: Scope): readonly Scope[] {
  const ranges = [...wholeDimensions(expression, scope)];
  const tuples = tuplesOver(
    scope.model,
    ranges.map(([, dimension]) => dimension),
  );
  return tuples.map((tuple) =>
    withBindings(scope, new Map(ranges.map(([binding], index) => [binding, tuple[index]]))),
  );
}

/** True if an expression names a dimension as a whole, outside functions that take one. */
export function namesWholeDimension(expression: Expression, scope: Scope): boolean {
  return wholeDimensions(expression, scope).size > 0;
}

/** By the name under which the element is bound, the dimension or subrange that is run through. */
function wholeDimensions(
  expression: Expression,
  scope: Scope,
  found = new Map<string, string>(),
): Map<string, string> {
  switch (expression.kind) {
    case "number":
      break;
    case "reference": {
      const variable = scope.model.variables.get(expression.key);
      if (variable === undefined) break;
      for (const [index, dimension] of variable.dimensions.entries()) {
        const range = rangeOf(expression.subscripts[index], dimension, scope);
        if (range !== null) found.set(range.binding, range.dimension);
      }
      break;
    }
    case "call":
      // What a function of arrays reduces inside stays inside.
      if (!reductions.has(expression.key) || expression.arguments.length > 1) {
        for (const part of expression.arguments) wholeDimensions(part, scope, found);
      }
      break;
    case "unary":
      wholeDimensions(expression.operand, scope, found);
      break;
    case "binary":
      wholeDimensions(expression.left, scope, found);
      wholeDimensions(expression.right, scope, found);
      break;
    case "conditional":
      for (const part of [expression.condition, expression.consequent, expression.alternative]) {
        wholeDimensions(part, scope, found);
      }
      break;
  }
  return found;
}

/** What a subscript runs through, or null if it points at one element. */
function rangeOf(
  subscript: Subscript | undefined,
  dimension: string,
  scope: Scope,
): { readonly binding: string; readonly dimension: string } | null {
  if (subscript === undefined) {
    return scope.bindings.has(dimension) ? null : { binding: wholeOf(dimension), dimension };
  }
  if (subscript.kind === "all") return { binding: wholeOf(dimension), dimension };
  if (subscript.kind !== "name" || !scope.model.dimensions.has(subscript.key)) return null;
  if (subscript.reduced) {
    return { binding: reducedOf(subscript.key), dimension: subscript.key };
  }
  return scope.bindings.has(subscript.key)
    ? null
    : { binding: subscript.key, dimension: subscript.key };
}
