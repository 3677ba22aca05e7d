import { builtins } from "#study/builtins";
import type { Call, Reference, Subscript } from "#study/expression";
import type { Variable } from "#study/model";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";

import { binary, compare, constant, select } from "../system.js";
import type { Node } from "../system.js";
import {
  elementName,
  elementsOf,
  hasElement,
  isWithin,
  positionIn,
  translate,
} from "./elements.js";
import { positionMapped } from "./indexed-model.js";
import { atDimension, positionsBinding, rangeOutside } from "./positions.js";
import type { Pointed } from "./positions.js";
import { unknown } from "./scope.js";
import type { Scope } from "./scope.js";

/**
 * The name under which `*` in place of a dimension is bound, or no subscript at all; `before` counts
 * the same ones further to the left, so that a dimension may stand twice.
 */
export function wholeOf(dimension: string, before = 0): string {
  return before === 0 ? `*${dimension}` : `*${dimension} ${before}`;
}

/**
 * How often what stands at a place between brackets stands there further to the left: the same name,
 * or all of the same dimension.
 */
export function sameBefore(
  subscripts: readonly Subscript[],
  dimensions: readonly string[],
  index: number,
): number {
  const wordAt = (at: number) => {
    const subscript = subscripts[at];
    if (subscript === undefined || subscript.kind === "all") return wholeOf(dimensions[at]);
    return subscript.kind === "name" ? subscript.key : null;
  };
  const word = wordAt(index);
  return dimensions.slice(0, index).filter((_, at) => wordAt(at) === word).length;
}

/** The name under which `Dim!` is bound. */
export function reducedOf(dimension: string): string {
  return `${dimension}!`;
}

/** The node that reads the element of an arrayed variable that a reference names. */
export function resolveElement(reference: Reference, variable: Variable, scope: Scope): Node {
  return atElement(reference, variable, scope, (elements) => {
    const cell = scope.cellOf(variable.key, elements);
    return cell === undefined ? null : { op: "cell", cell };
  });
}

/**
 * What is made of the element of an arrayed variable that a reference or a call names: by way of a
 * choice among all elements where an index is computed. `make` gives null for an element without an
 * equation.
 */
export function atElement(
  named: Reference | Call,
  variable: Variable,
  scope: Scope,
  make: (elements: readonly string[]) => Node | null,
): Node {
  const { subscripts, name, place } = named;
  if (subscripts.length !== 0 && subscripts.length !== variable.dimensions.length) {
    scope.report({
      code: "subscript-count",
      severity: "error",
      message: `"${name}" has ${variable.dimensions.length} dimensions, here it gets ${subscripts.length} subscripts`,
      place,
      help: `write ${variable.name}[${variable.dimensions.join(", ")}]`,
    });
    return unknown;
  }
  const pointed = variable.dimensions.map((dimension, index) => {
    const before = sameBefore(subscripts, variable.dimensions, index);
    return pointAt(subscripts[index], dimension, before, scope);
  });
  if (pointed.some(({ kind }) => kind === "error")) return unknown;
  const range = pointed.findIndex(({ kind }) => kind === "range");
  if (range >= 0) {
    scope.report({
      code: "whole-dimension",
      severity: "error",
      message: `"${name}" is read for the whole of dimension "${variable.dimensions[range]}", but one number is wanted`,
      place,
      help: `name an element, or make one number of all: SUM, MEAN, MIN or MAX of ${variable.name}[*], in Vensim SUM(${variable.name}[${variable.dimensions[range]}!])`,
    });
    return unknown;
  }
  return madeAt({ pointed, variable, place, scope, make }, []);
}

interface PointedElement {
  readonly pointed: readonly Pointed[];
  readonly variable: Variable;
  readonly place: Place;
  readonly scope: Scope;
  readonly make: (elements: readonly string[]) => Node | null;
}

function madeAt(of: PointedElement, fixed: readonly string[]): Node {
  const { pointed, variable, place, scope } = of;
  const next = pointed[fixed.length];
  if (next === undefined) {
    const found = of.make(fixed);
    if (found !== null) return found;
    scope.report({
      code: "element-undefined",
      severity: "error",
      message: `"${elementName(scope.model, variable, fixed)}" has no equation`,
      place,
      help: `"${variable.name}" needs an equation for each element that is read`,
    });
    return unknown;
  }
  if (next.kind === "element") return madeAt(of, [...fixed, next.element]);
  if (next.kind !== "computed") return unknown;
  const elements = elementsOf(scope.model, variable.dimensions[fixed.length]);
  // An index out of range gives zero (XMILE 1.0, section 3.7.1).
  let chosen = constant(0);
  for (const [position, element] of elements.entries()) {
    const here = madeAt(of, [...fixed, element]);
    chosen = select(compare("equal", next.index, constant(position + 1)), here, chosen);
  }
  return chosen;
}

function pointAt(
  subscript: Subscript | undefined,
  dimension: string,
  before: number,
  scope: Scope,
): Pointed {
  const { model, bindings } = scope;
  const orRange = (element: string | undefined): Pointed =>
    element === undefined ? { kind: "range" } : { kind: "element", element };
  if (subscript === undefined) {
    return orRange(
      bindings.get(wholeOf(dimension, before)) ??
        repeated(dimension, before, scope) ??
        bindings.get(dimension) ??
        boundElsewhere(dimension, scope) ??
        boundByMapping(dimension, dimension, scope),
    );
  }
  if (subscript.kind === "all") return orRange(bindings.get(wholeOf(dimension, before)));
  if (subscript.kind === "position") {
    if (subscript.expression.kind === "number") {
      const { value } = subscript.expression;
      const named = hasElement(model, dimension, String(value)) ? String(value) : undefined;
      const element = named ?? elementsOf(model, dimension)[value - 1];
      if (element !== undefined) return { kind: "element", element };
      return noSuchElement(String(value), dimension, subscript, scope);
    }
    return { kind: "computed", index: scope.resolve(subscript.expression, scope) };
  }
  if (subscript.kind === "range") {
    const bound = bindings.get(positionsBinding(subscript, dimension, scope) ?? "");
    return bound === undefined ? rangeOutside(subscript, scope) : orRange(bound);
  }
  if (subscript.kind === "dimension") return atDimension(subscript, dimension, scope);
  const twice = subscript.reduced ? undefined : repeated(subscript.key, before, scope);
  if (twice !== undefined && hasElement(model, dimension, twice)) {
    return { kind: "element", element: twice };
  }
  const named = elementNamed(subscript, dimension, scope);
  if (named !== undefined) return { kind: "element", element: named };
  if (model.dimensions.has(subscript.key)) return { kind: "range" };
  // TIME and its like are written as a variable is.
  const isNumber = builtins.get(subscript.key)?.parameters.length === 0;
  if (model.variables.has(subscript.key) || isNumber) {
    const { name, key, place } = subscript;
    const index: Reference = { kind: "reference", name, key, subscripts: [], place };
    return { kind: "computed", index: scope.resolve(index, scope) };
  }
  return noSuchElement(subscript.name, dimension, subscript, scope);
}

/**
 * Of a dimension that the variable of the equation has more than once, the element that belongs to
 * the same one of them; undefined where it has it once or not at all.
 */
function repeated(key: string, before: number, { positions }: Scope): string | undefined {
  const same = positions.filter((position) => position.key === key);
  return same.length < 2 ? undefined : same[before]?.element;
}

/** A name between brackets. */
type NamedSubscript = Subscript & { readonly kind: "name" };

/**
 * The element of a dimension that a name between brackets stands for just now: what is bound to it,
 * itself, or what a mapping says. Undefined for a whole dimension and for what is no element.
 */
export function elementNamed(
  { key, reduced }: NamedSubscript,
  dimension: string,
  scope: Scope,
): string | undefined {
  const { model, bindings } = scope;
  const element = bindings.get(reduced ? reducedOf(key) : key);
  const bound = element === undefined ? undefined : translate(model, element, key, dimension);
  if (bound !== undefined || reduced) return bound;
  if (hasElement(model, dimension, key)) return key;
  const qualified = elementOfDimension(key, scope);
  if (qualified?.dimension === dimension) return qualified.element;
  return boundByMapping(key, dimension, scope);
}

/** `Location.Boston`: an element with the dimension that it is of; undefined if it is none. */
function elementOfDimension(key: string, { model }: Scope) {
  for (let point = key.indexOf("."); point >= 0; point = key.indexOf(".", point + 1)) {
    const dimension = key.slice(0, point);
    const element = key.slice(point + 1);
    const isElement = model.dimensions.has(dimension) && hasElement(model, dimension, element);
    if (isElement) return { dimension, element };
  }
  return undefined;
}

/**
 * The position, from 1, that the name of a dimension outside of brackets stands for: of the element
 * that is computed, and of `Location.Boston` that of Boston (XMILE 1.0, section 3.7.1). Undefined for
 * other names.
 */
export function positionNamed(reference: Reference, scope: Scope): number | undefined {
  const { name, key, place } = reference;
  const { dimension, element } = scope.model.dimensions.has(key)
    ? {
        dimension: key,
        element: elementNamed({ kind: "name", name, key, reduced: false, place }, key, scope),
      }
    : (elementOfDimension(key, scope) ?? { dimension: key, element: undefined });
  const position = positionIn(scope.model, dimension, element ?? "");
  return position === undefined ? undefined : position + 1;
}

/** A dimension that is bound under the name of a subrange of it, or the other way round. */
function boundElsewhere(dimension: string, scope: Scope): string | undefined {
  const { model, bindings } = scope;
  return [...bindings.values()].find((element) => hasElement(model, dimension, element));
}

/**
 * A dimension that is not bound itself, but mapped to one that is, or to one of which a subrange is:
 * the element of it that stands for the bound one. Where nothing of the kind is, a bound dimension
 * may be mapped to it, if it stands for one element of it.
 */
export function boundByMapping(from: string, dimension: string, scope: Scope): string | undefined {
  const { model, bindings } = scope;
  for (const { to, elements } of model.dimensions.get(from)?.mappings ?? []) {
    const element =
      bindings.get(to) ?? [...bindings].find(([key]) => isWithin(model, key, to))?.[1];
    if (element === undefined) continue;
    const own = elementsOf(model, from)[positionMapped(model, elements, element) ?? -1];
    const translated = own === undefined ? undefined : translate(model, own, from, dimension);
    if (translated !== undefined) return translated;
  }
  const own = mappedFromBound(from, scope);
  return own === undefined ? undefined : translate(model, own, from, dimension);
}

/** What a bound dimension, or one of which a subrange is bound, stands for by a mapping of its own. */
function mappedFromBound(from: string, scope: Scope): string | undefined {
  const { model, bindings } = scope;
  for (const { key, mappings } of model.dimensions.values()) {
    for (const { elements } of mappings.filter(({ to }) => to === from)) {
      const bound = [...bindings].find(([name]) => name === key || isWithin(model, name, key));
      const mapped = elements[positionIn(model, key, bound?.[1] ?? "") ?? -1];
      if (mapped?.length === 1) return mapped[0];
    }
  }
  return undefined;
}

function noSuchElement(
  name: string,
  dimension: string,
  subscript: Subscript,
  scope: Scope,
): Pointed {
  const known = scope.model.dimensions.get(dimension);
  const names = known?.elements.map((element) => element.name) ?? [];
  const near = nearestName(name, names);
  scope.report({
    code: "unknown-element",
    severity: "error",
    message: `"${name}" is not an element of dimension "${known?.name ?? dimension}"`,
    place: subscript.place,
    help:
      near === undefined
        ? `its elements are ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`
        : `did you mean "${near}"?`,
  });
  return { kind: "error" };
}

/** Adds nodes from left to right. */
export function sumOf(nodes: readonly Node[]): Node {
  if (nodes.length === 0) return constant(0);
  return nodes.slice(1).reduce((sum, node) => binary("add", sum, node), nodes[0]);
}
