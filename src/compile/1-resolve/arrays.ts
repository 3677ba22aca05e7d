import { partsOf } from "#study/expression";
import type { Call, Expression, Reference, Subscript } from "#study/expression";

import { binary, constant, unary } from "../system.js";
import type { BinaryName, Node } from "../system.js";
import { elementsOf, hasElement, tuplesOf, tuplesOver } from "./elements.js";
import { elementsBetween, positionsBinding } from "./positions.js";
import { isSameForAll } from "./same-for-all.js";
import { madeOnce, shared, withBindings } from "./scope.js";
import type { ArrayLowering, Scope } from "./scope.js";
import {
  boundByMapping,
  elementNamed,
  reducedOf,
  sameBefore,
  sumOf,
  wholeOf,
} from "./subscripts.js";

/** Functions of arrays that take a whole dimension (`*`, `Dim!`, or a bare name) as one argument. */
export const reductions: ReadonlyMap<string, ArrayLowering> = new Map<string, ArrayLowering>([
  ["sum", once((call, scope) => sumOf(elementsOfArgument(call, scope)))],
  ["prod", once(folded("multiply", 1))],
  ["min", once(folded("minimum", Infinity))],
  ["max", once(folded("maximum", -Infinity))],
  ["mean", once((call, scope) => mean(elementsOfArgument(call, scope)))],
  ["stddev", once((call, scope) => deviation(call, scope))],
  ["size", (call, scope) => constant(sizeOf(call.arguments[0], scope))],
  ["vensim.sum", once((call, scope) => sumOf(elementsMarked(call, scope)))],
  ["vensim.prod", once((call, scope) => fold("multiply", 1, elementsMarked(call, scope)))],
  ["vensim.vmin", once((call, scope) => fold("minimum", Infinity, elementsMarked(call, scope)))],
  ["vensim.vmax", once((call, scope) => fold("maximum", -Infinity, elementsMarked(call, scope)))],
]);

/** In the equation of an array, what is the same for all of its elements is one cell. */
function once(lowering: ArrayLowering): ArrayLowering {
  return (call, scope) => {
    if (scope.ownerVariable.dimensions.length === 0 || !isSameForAll(call, scope)) {
      return lowering(call, scope);
    }
    return madeOnce(scope, call, new Map(), () => [
      shared(scope, call.name, call.place, lowering(call, scope)),
    ])[0];
  };
}

function folded(name: BinaryName, empty: number): ArrayLowering {
  return (call, scope) => fold(name, empty, elementsOfArguments(call, scope));
}

function fold(name: BinaryName, empty: number, nodes: readonly Node[]): Node {
  if (nodes.length === 0) return constant(empty);
  return nodes.slice(1).reduce((result, node) => binary(name, result, node), nodes[0]);
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

/** The same for the dimensions with a mark alone: in Vensim nothing else is reduced. */
function elementsMarked(call: Call, scope: Scope): readonly Node[] {
  return eachElement(call.arguments[0], scope, "marked").map((inner) =>
    inner.resolve(call.arguments[0], inner),
  );
}

/** MIN and MAX take any mix of arrays and numbers (XMILE 1.0, section 3.7.1.3). */
function elementsOfArguments(call: Call, scope: Scope): readonly Node[] {
  if (call.arguments.length === 1) return elementsOfArgument(call, scope);
  return call.arguments.flatMap((argument) =>
    eachElement(argument, scope, "unmarked").map((inner) => inner.resolve(argument, inner)),
  );
}

/** How many elements an array, a slice of one, or a dimension has; SELF is the variable itself. */
function sizeOf(argument: Expression, scope: Scope): number {
  const { model } = scope;
  const array = itselfOrOther(argument, scope);
  if (array.kind !== "reference") return eachElement(array, scope).length;
  const variable = model.variables.get(array.key);
  if (variable === undefined && model.dimensions.has(array.key)) {
    return elementsOf(model, array.key).length;
  }
  if (variable !== undefined && array.subscripts.length === 0) {
    return tuplesOver(model, variable.dimensions).length;
  }
  return eachElement(array, scope).length;
}

/** SELF, which is written as a call without arguments, as the variable that it stands for. */
function itselfOrOther(argument: Expression, { ownerVariable }: Scope): Expression {
  if (argument.kind !== "call" || argument.key !== "self") return argument;
  const { name, key } = ownerVariable;
  return { kind: "reference", name, key, subscripts: argument.subscripts, place: argument.place };
}

/**
 * Which whole dimensions count: those with a mark (`Dim!`), which wait for the function that reduces
 * them, those without, which the nearest function of arrays reduces, or all.
 */
type Marks = "marked" | "unmarked" | "all";

/** One scope for each element of the dimensions that an expression names as a whole. */
export function eachElement(
  expression: Expression,
  scope: Scope,
  marks: Marks = "all",
): readonly Scope[] {
  const ranges = [...wholeDimensions(expression, scope, marks)];
  const tuples = tuplesOf(ranges.map(([, elements]) => elements));
  return tuples.map((tuple) =>
    withBindings(scope, new Map(ranges.map(([binding], index) => [binding, tuple[index]]))),
  );
}

/** True if MIN or MAX has an array among its arguments: it is of numbers otherwise. */
export function reducesArrays(call: Call, scope: Scope): boolean {
  const marks = call.arguments.length === 1 ? "all" : "unmarked";
  return call.arguments.some((argument) => wholeDimensions(argument, scope, marks).size > 0);
}

/** By the name under which the element is bound, the elements that are run through. */
function wholeDimensions(
  expression: Expression,
  scope: Scope,
  marks: Marks,
  found = new Map<string, readonly string[]>(),
): Map<string, readonly string[]> {
  if (expression.kind === "reference") return wholeSubscripts(expression, scope, marks, found);
  if (expression.kind === "call" && expression.key === "vensim.element_position") {
    const range = rangeOf(expression.subscripts[0], { dimension: "", before: 0 }, scope, "marked");
    if (range !== null && marks !== "unmarked") found.set(range.binding, range.elements);
    return found;
  }
  // A table of an array is applied for the elements that it is named for.
  if (expression.kind === "call") wholeSubscripts(expression, scope, marks, found);
  const inner = expression.kind === "call" ? marksInside(expression, marks) : marks;
  if (inner === null) return found;
  for (const part of partsWithArguments(expression)) wholeDimensions(part, scope, inner, found);
  return found;
}

/** Of the variable that a reference or a call names; a function has none. */
function wholeSubscripts(
  { key, subscripts }: Reference | Call,
  scope: Scope,
  marks: Marks,
  found: Map<string, readonly string[]>,
): Map<string, readonly string[]> {
  const dimensions = scope.model.variables.get(key)?.dimensions ?? [];
  for (const [index, dimension] of dimensions.entries()) {
    const before = sameBefore(subscripts, dimensions, index);
    const range = rangeOf(subscripts[index], { dimension, before }, scope, marks);
    if (range !== null) found.set(range.binding, range.elements);
  }
  return found;
}

/** What a function of arrays reduces inside stays inside. */
function marksInside({ key, arguments: args }: Call, marks: Marks): Marks | null {
  if (key === "rank") return null;
  if (!reductions.has(key)) return marks;
  if (args.length === 1) return null;
  // MIN and MAX of several arguments leave it to others to reduce what has a mark.
  return marks === "unmarked" ? null : "marked";
}

function partsWithArguments(expression: Expression): readonly Expression[] {
  return expression.kind === "call" ? expression.arguments : partsOf(expression);
}

/** What a subscript runs through, or null if it points at one element. */
function rangeOf(
  subscript: Subscript | undefined,
  { dimension, before }: { readonly dimension: string; readonly before: number },
  scope: Scope,
  marks: Marks,
): { readonly binding: string; readonly elements: readonly string[] } | null {
  const { model } = scope;
  const whole = () => ({
    binding: wholeOf(dimension, before),
    elements: elementsOf(model, dimension),
  });
  if (subscript?.kind === "name" && subscript.reduced) {
    if (marks === "unmarked" || !model.dimensions.has(subscript.key)) return null;
    return { binding: reducedOf(subscript.key), elements: elementsOf(model, subscript.key) };
  }
  if (marks === "marked") return null;
  if (subscript === undefined) {
    const bound =
      scope.bindings.has(dimension) ||
      boundByMapping(dimension, dimension, scope) !== undefined ||
      (marks === "unmarked" && isBound(dimension, scope));
    return bound ? null : whole();
  }
  if (subscript.kind === "all") return whole();
  if (subscript.kind === "range") {
    const binding = positionsBinding(subscript, dimension, scope);
    const elements = elementsBetween(subscript, dimension, scope);
    return binding === null || elements === null ? null : { binding, elements };
  }
  if (subscript.kind !== "name" || !scope.model.dimensions.has(subscript.key)) return null;
  return elementNamed(subscript, dimension, scope) === undefined
    ? { binding: subscript.key, elements: elementsOf(model, subscript.key) }
    : null;
}

/** Whether an element of the dimension is bound under the name of a subrange. */
function isBound(dimension: string, { model, bindings }: Scope): boolean {
  return [...bindings.values()].some((element) => hasElement(model, dimension, element));
}
