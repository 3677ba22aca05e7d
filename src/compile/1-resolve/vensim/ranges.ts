import type { Expression, Reference } from "#study/expression";

import type { Node } from "../../system.js";
import { elementsOf, hasElement, positionIn } from "../elements.js";
import type { Scope } from "../scope.js";
import { boundByMapping } from "../subscripts.js";

/** A dimension or subrange that a reference names by one of its elements, or that is bound there. */
export interface NamedRange {
  /** The binding that gives the element, null where the reference names it or a mapping gives it. */
  readonly binding: string | null;
  readonly elements: readonly string[];
  /** Where in it the element stands, from 0. */
  readonly position: number;
}

/** The range that stands `back` places from the end of a reference (1 is the last), or null. */
export function namedRange(expression: Expression, back: number, scope: Scope): NamedRange | null {
  if (expression.kind !== "reference") return null;
  const dimension = scope.model.variables.get(expression.key)?.dimensions.at(-back);
  if (dimension === undefined) return null;
  const subscript = expression.subscripts.at(-back);
  if (subscript !== undefined && subscript.kind !== "name") return null;
  const key = subscript?.key ?? dimension;
  if (!scope.model.dimensions.has(key)) {
    const elements = elementsOf(scope.model, dimension);
    const position = positionIn(scope.model, dimension, key);
    return position === undefined ? null : { binding: null, elements, position };
  }
  const elements = elementsOf(scope.model, key);
  const binding = bindingOf(key, scope);
  const position = positionIn(scope.model, key, scope.bindings.get(binding) ?? "");
  if (position !== undefined) return { binding, elements, position };
  const mapped = positionIn(scope.model, key, boundByMapping(key, key, scope) ?? "");
  return mapped === undefined ? null : { binding: null, elements, position: mapped };
}

/** The name under which an element of a range is bound: its own, or that of another with it. */
function bindingOf(key: string, { model, bindings }: Scope): string {
  if (bindings.has(key)) return key;
  const others = [...bindings].find(([, element]) => hasElement(model, key, element));
  return others?.[0] ?? key;
}

/** The scope without the element of a range: what all elements of it have in common. */
export function withoutRange(scope: Scope, { binding }: NamedRange): Scope {
  const bindings = new Map(scope.bindings);
  if (binding !== null) bindings.delete(binding);
  return { ...scope, bindings };
}

/** The node that reads a reference with other elements at the given places from the end. */
export function readAt(
  reference: Reference,
  elements: ReadonlyMap<number, string>,
  scope: Scope,
): Node {
  const { place } = reference;
  const dimensions = scope.model.variables.get(reference.key)?.dimensions ?? [];
  const subscripts = dimensions.map((dimension, index) => {
    const element = elements.get(dimensions.length - index);
    const written = reference.subscripts[index];
    if (element === undefined && written !== undefined) return written;
    const key = element ?? dimension;
    return { kind: "name", name: key, key, reduced: false, place } as const;
  });
  return scope.resolve({ ...reference, subscripts }, scope);
}

/** The part of a range from the named element on, at most `count` of them. */
export function fromNamed(range: NamedRange, count = Infinity): NamedRange {
  const elements = range.elements.slice(range.position, range.position + count);
  return { binding: range.binding, elements, position: 0 };
}
