import type { Reference, Subscript } from "#study/expression";
import type { Variable } from "#study/model";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";

import { binary, compare, constant, select } from "../system.js";
import type { Node } from "../system.js";
import { elementName, elementsOf, translate } from "./elements.js";
import { unknown } from "./scope.js";
import type { Scope } from "./scope.js";

/** The name under which `*` in place of a dimension is bound. */
export function wholeOf(dimension: string): string {
  return `*${dimension}`;
}

/** The name under which `Dim!` is bound. */
export function reducedOf(dimension: string): string {
  return `${dimension}!`;
}

/** Where in a dimension a subscript points. */
type Pointed =
  | { readonly kind: "element"; readonly element: string }
  | { readonly kind: "computed"; readonly index: Node }
  | { readonly kind: "range" }
  | { readonly kind: "error" };

/** The node that reads the element of an arrayed variable that a reference names. */
export function resolveElement(reference: Reference, variable: Variable, scope: Scope): Node {
  const { subscripts } = reference;
  if (subscripts.length !== 0 && subscripts.length !== variable.dimensions.length) {
    scope.report({
      code: "subscript-count",
      severity: "error",
      message: `"${reference.name}" has ${variable.dimensions.length} dimensions, here it gets ${subscripts.length} subscripts`,
      place: reference.place,
      help: `write ${variable.name}[${variable.dimensions.join(", ")}]`,
    });
    return unknown;
  }
  const pointed = variable.dimensions.map((dimension, index) =>
    pointAt(subscripts[index], dimension, scope),
  );
  if (pointed.some(({ kind }) => kind === "error")) return unknown;
  const range = pointed.findIndex(({ kind }) => kind === "range");
  if (range >= 0) {
    scope.report({
      code: "whole-dimension",
      severity: "error",
      message: `"${reference.name}" is read for the whole of dimension "${variable.dimensions[range]}", but one number is wanted`,
      place: reference.place,
      help: `name an element, or make one number of all: SUM, MEAN, MIN or MAX of ${variable.name}[*], in Vensim SUM(${variable.name}[${variable.dimensions[range]}!])`,
    });
    return unknown;
  }
  return readAt(pointed, [], variable, reference.place, scope);
}

/** Reads the cell, by way of a choice among all elements where an index is computed. */
function readAt(
  pointed: readonly Pointed[],
  fixed: readonly string[],
  variable: Variable,
  place: Place,
  scope: Scope,
): Node {
  const next = pointed[fixed.length];
  if (next === undefined) {
    const cell = scope.cellOf(variable.key, fixed);
    if (cell !== undefined) return { op: "cell", cell };
    scope.report({
      code: "element-undefined",
      severity: "error",
      message: `"${elementName(scope.model, variable, fixed)}" has no equation`,
      place,
      help: `"${variable.name}" needs an equation for each element that is read`,
    });
    return unknown;
  }
  if (next.kind === "element") {
    return readAt(pointed, [...fixed, next.element], variable, place, scope);
  }
  if (next.kind !== "computed") return unknown;
  const elements = elementsOf(scope.model, variable.dimensions[fixed.length]);
  let chosen = unknown;
  for (const [position, element] of elements.entries()) {
    const here = readAt(pointed, [...fixed, element], variable, place, scope);
    chosen = select(compare("equal", next.index, constant(position + 1)), here, chosen);
  }
  return chosen;
}

function pointAt(subscript: Subscript | undefined, dimension: string, scope: Scope): Pointed {
  const { model, bindings } = scope;
  const elements = elementsOf(model, dimension);
  const orRange = (element: string | undefined): Pointed =>
    element === undefined ? { kind: "range" } : { kind: "element", element };
  if (subscript === undefined) {
    return orRange(
      bindings.get(dimension) ??
        bindings.get(wholeOf(dimension)) ??
        boundElsewhere(dimension, scope) ??
        boundByMapping(dimension, dimension, scope),
    );
  }
  if (subscript.kind === "all") return orRange(bindings.get(wholeOf(dimension)));
  if (subscript.kind === "position") {
    if (subscript.expression.kind === "number") {
      const { value } = subscript.expression;
      const named = elements.find((element) => element === String(value));
      const element = named ?? elements[value - 1];
      if (element !== undefined) return { kind: "element", element };
      return noSuchElement(String(value), dimension, subscript, scope);
    }
    return { kind: "computed", index: scope.resolve(subscript.expression, scope) };
  }
  if (subscript.kind === "range" || subscript.kind === "dimension") {
    scope.report({
      code: "subscript-unsupported",
      severity: "error",
      message: `a ${subscript.kind === "range" ? "range of positions" : "dimension by its number"} cannot be run yet`,
      place: subscript.place,
      help: "name the dimension, or a subrange of it",
    });
    return { kind: "error" };
  }
  const named = elementNamed(subscript, dimension, scope);
  if (named !== undefined) return { kind: "element", element: named };
  if (model.dimensions.has(subscript.key)) return { kind: "range" };
  if (model.variables.has(subscript.key)) {
    const { name, key, place } = subscript;
    const index: Reference = { kind: "reference", name, key, subscripts: [], place };
    return { kind: "computed", index: scope.resolve(index, scope) };
  }
  return noSuchElement(subscript.name, dimension, subscript, scope);
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
  if (elementsOf(model, dimension).includes(key)) return key;
  return boundByMapping(key, dimension, scope);
}

/** A dimension that is bound under the name of a subrange of it, or the other way round. */
function boundElsewhere(dimension: string, scope: Scope): string | undefined {
  const elements = elementsOf(scope.model, dimension);
  return [...scope.bindings.values()].find((element) => elements.includes(element));
}

/**
 * A dimension that is not bound itself, but mapped to one that is, or to one of which a subrange is:
 * the element of it that stands for the bound one.
 */
export function boundByMapping(from: string, dimension: string, scope: Scope): string | undefined {
  const { model, bindings } = scope;
  for (const { to, elements } of model.dimensions.get(from)?.mappings ?? []) {
    const targets = elementsOf(model, to);
    const within = (key: string) =>
      elementsOf(model, key).every((element) => targets.includes(element));
    const element =
      bindings.get(to) ??
      [...bindings].find(([key]) => model.dimensions.has(key) && within(key))?.[1];
    if (element === undefined) continue;
    const position = elements.findIndex((mapped) => mapped.includes(element));
    const own = elementsOf(model, from)[position];
    const translated = own === undefined ? undefined : translate(model, own, from, dimension);
    if (translated !== undefined) return translated;
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
