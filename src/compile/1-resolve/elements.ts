import type { Definition, Variable } from "#study/model";

import { positionMapped } from "./indexed-model.js";
import type { IndexedModel } from "./indexed-model.js";
import type { BoundPosition } from "./scope.js";

/** All tuples of elements (keys) of some dimensions, the last one running fastest. */
export function tuplesOver(
  model: IndexedModel,
  dimensions: readonly string[],
): readonly string[][] {
  return tuplesOf(dimensions.map((dimension) => elementsOf(model, dimension)));
}

/** All tuples that take one of each list, the last one running fastest. */
export function tuplesOf(lists: readonly (readonly string[])[]): readonly string[][] {
  let tuples: string[][] = [[]];
  for (const elements of lists) {
    tuples = tuples.flatMap((tuple) => elements.map((element) => [...tuple, element]));
  }
  return tuples;
}

/** The elements of a dimension or subrange by key; an element stands for itself. */
export function elementsOf(model: IndexedModel, key: string): readonly string[] {
  return model.indexes.get(key)?.keys ?? [key];
}

/** The position of an element (a key) in a dimension or subrange from 0; undefined if it is none of it. */
export function positionIn(model: IndexedModel, key: string, element: string): number | undefined {
  const index = model.indexes.get(key);
  if (index === undefined) return element === key ? 0 : undefined;
  return index.positions.get(element);
}

/** Whether a dimension or subrange has an element (a key). */
export function hasElement(model: IndexedModel, key: string, element: string): boolean {
  return positionIn(model, key, element) !== undefined;
}

/** `key[element,element]`, or the key alone for a scalar. */
export function elementKey(key: string, elements: readonly string[]): string {
  return elements.length === 0 ? key : `${key}[${elements.join(",")}]`;
}

/** "Name[Element,Element]" as the model spells it. */
export function elementName(
  model: IndexedModel,
  variable: Variable,
  elements: readonly string[],
): string {
  if (elements.length === 0) return variable.name;
  const names = elements.map((element, index) => {
    const dimension = variable.dimensions[index];
    const position = positionIn(model, dimension, element) ?? -1;
    return model.dimensions.get(dimension)?.elements[position]?.name ?? element;
  });
  return `${variable.name}[${names.join(",")}]`;
}

/** The definition that holds for an element: the last that covers it. */
export function definitionFor(
  model: IndexedModel,
  variable: Variable,
  elements: readonly string[],
): Definition | undefined {
  return definitionsByElement(model, variable).get(elementKey(variable.key, elements));
}

/**
 * The definition that holds for each element, by `elementKey`, in a time that grows with what the
 * definitions cover rather than with its square.
 */
export function definitionsByElement(
  model: IndexedModel,
  variable: Variable,
): ReadonlyMap<string, Definition> {
  const known = model.definitions.get(variable);
  if (known !== undefined) return known;
  const found = new Map<string, Definition>();
  for (const definition of variable.definitions) {
    const { subscripts, except } = definition;
    const keys = variable.dimensions.map((dimension, index) => subscripts[index] ?? dimension);
    const left = except.map((one) => one.map((key) => new Set(elementsOf(model, key))));
    for (const elements of tuplesOver(model, keys)) {
      const isLeft = left.some((sets) => sets.every((set, index) => set.has(elements[index])));
      if (!isLeft) found.set(elementKey(variable.key, elements), definition);
    }
  }
  model.definitions.set(variable, found);
  return found;
}

/** Whether a name is that of a dimension or subrange of which all elements are of another. */
export function isWithin(model: IndexedModel, key: string, other: string): boolean {
  const name = `${key} ${other}`;
  const known = model.within.get(name);
  if (known !== undefined) return known;
  const found =
    model.dimensions.has(key) &&
    elementsOf(model, key).every((element) => hasElement(model, other, element));
  model.within.set(name, found);
  return found;
}

/** What stands on the left-hand side of a definition, and which elements that is now. */
export function positionsOf(
  variable: Variable,
  definition: Definition,
  elements: readonly string[],
): readonly BoundPosition[] {
  return elements.map((element, index) => ({
    key: definition.subscripts[index] ?? variable.dimensions[index],
    element,
  }));
}

/** What the left-hand side of a definition binds: each dimension or subrange in it. */
export function bindingsOf(
  model: IndexedModel,
  variable: Variable,
  definition: Definition,
  elements: readonly string[],
): ReadonlyMap<string, string> {
  const positions = positionsOf(variable, definition, elements);
  const bound = positions.filter(({ key }) => model.dimensions.has(key));
  return new Map(bound.map(({ key, element }) => [key, element]));
}

/**
 * The element of dimension `to` that stands for `element` of dimension `from`: the same element, or
 * what a mapping of either dimension says, or the one at the same position where sizes agree.
 */
export function translate(
  model: IndexedModel,
  element: string,
  from: string,
  to: string,
): string | undefined {
  const targets = elementsOf(model, to);
  if (hasElement(model, to, element)) return element;
  const position = positionIn(model, from, element) ?? -1;
  const forward = model.dimensions
    .get(from)
    ?.mappings.flatMap((mapping) => mapping.elements[position] ?? [])
    .find((mapped) => hasElement(model, to, mapped));
  if (forward !== undefined) return forward;
  const reverse = model.dimensions
    .get(to)
    ?.mappings.map((mapping) => positionMapped(model, mapping.elements, element))
    .find((index) => index !== undefined);
  if (reverse !== undefined) return targets[reverse];
  return targets.length === elementsOf(model, from).length ? targets[position] : undefined;
}
