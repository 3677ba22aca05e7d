import type { Subscript } from "#study/expression";

import type { Node } from "../system.js";
import { elementsOf, hasElement, positionIn } from "./elements.js";
import type { BoundPosition, Scope } from "./scope.js";

/** Where in a dimension a subscript points. */
export type Pointed =
  | { readonly kind: "element"; readonly element: string }
  | { readonly kind: "computed"; readonly index: Node }
  | { readonly kind: "range" }
  | { readonly kind: "error" };

/** `@2`: the element of the second dimension of the variable of the equation, or its counterpart. */
export function atDimension(
  subscript: Subscript & { readonly kind: "dimension" },
  dimension: string,
  scope: Scope,
): Pointed {
  const bound = scope.positions[subscript.position - 1];
  const element = bound === undefined ? undefined : counterpart(bound, dimension, scope);
  if (element !== undefined) return { kind: "element", element };
  const { name, dimensions } = scope.ownerVariable;
  scope.report({
    code: "dimension-number",
    severity: "error",
    message:
      bound === undefined
        ? `"${name}" has ${dimensions.length} dimension${dimensions.length === 1 ? "" : "s"}: there is no @${subscript.position}`
        : `@${subscript.position} is the element "${bound.element}", and dimension "${dimension}" has none at its position`,
    place: subscript.place,
    help: "write @ and the number of a dimension of the variable that the equation defines",
  });
  return { kind: "error" };
}

/** The element of a dimension that is the same as one bound elsewhere, or stands at its position. */
export function counterpart(
  { key, element }: BoundPosition,
  dimension: string,
  { model }: Scope,
): string | undefined {
  if (hasElement(model, dimension, element)) return element;
  return elementsOf(model, dimension)[positionIn(model, key, element) ?? -1];
}

/** The elements of a dimension from one position to another, both counted from 1 and included. */
export function elementsBetween(
  { from, to }: Subscript & { readonly kind: "range" },
  dimension: string,
  scope: Scope,
): readonly string[] | null {
  const elements = elementsOf(scope.model, dimension);
  const [first, last] = [from, to].map((end) => {
    const start = scope.startValue(scope.resolve(end, scope));
    if (start === null || start.varies || !Number.isInteger(start.value)) return null;
    scope.fix(start);
    return start.value;
  });
  if (first === null || last === null) return null;
  return first >= 1 && first <= last && last <= elements.length
    ? elements.slice(first - 1, last)
    : null;
}

/** The name under which a range of positions is bound; null if it is none. */
export function positionsBinding(
  range: Subscript & { readonly kind: "range" },
  dimension: string,
  scope: Scope,
): string | null {
  const elements = elementsBetween(range, dimension, scope);
  return elements === null ? null : `${elements[0]}:${elements[elements.length - 1]} ${dimension}`;
}

/** A range of positions where one number is wanted, or with ends that are none. */
export function rangeOutside(subscript: Subscript, scope: Scope): Pointed {
  scope.report({
    code: "subscript-unsupported",
    severity: "error",
    message:
      "a range of positions stands here outside of a function of arrays, or is none of the dimension",
    place: subscript.place,
    help: "write SUM, MEAN, MIN or MAX of it with whole constants within the size of the dimension, as in SUM(x[1:3]); elsewhere name the dimension, or a subrange of it",
  });
  return { kind: "error" };
}
