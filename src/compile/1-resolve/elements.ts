import type { Definition, Model, Variable } from "#study/model";

/** All tuples of elements (keys) of some dimensions, the last one running fastest. */
export function tuplesOver(model: Model, dimensions: readonly string[]): readonly string[][] {
  let tuples: string[][] = [[]];
  for (const dimension of dimensions) {
    const elements = elementsOf(model, dimension);
    tuples = tuples.flatMap((tuple) => elements.map((element) => [...tuple, element]));
  }
  return tuples;
}

/** The elements of a dimension or subrange by key; an element stands for itself. */
export function elementsOf(model: Model, key: string): readonly string[] {
  return model.dimensions.get(key)?.elements.map((element) => element.key) ?? [key];
}

/** `key[element,element]`, or the key alone for a scalar. */
export function elementKey(key: string, elements: readonly string[]): string {
  return elements.length === 0 ? key : `${key}[${elements.join(",")}]`;
}

/** "Name[Element,Element]" as the model spells it. */
export function elementName(model: Model, variable: Variable, elements: readonly string[]): string {
  if (elements.length === 0) return variable.name;
  const names = elements.map((element, index) => {
    const dimension = model.dimensions.get(variable.dimensions[index]);
    return dimension?.elements.find(({ key }) => key === element)?.name ?? element;
  });
  return `${variable.name}[${names.join(",")}]`;
}

/** The definition that holds for an element: the last that covers it. */
export function definitionFor(
  model: Model,
  variable: Variable,
  elements: readonly string[],
): Definition | undefined {
  return variable.definitions.findLast(
    ({ subscripts, except }) =>
      covers(model, subscripts, elements) && !except.some((left) => covers(model, left, elements)),
  );
}

function covers(model: Model, subscripts: readonly string[], elements: readonly string[]): boolean {
  return subscripts.every((subscript, index) =>
    elementsOf(model, subscript).includes(elements[index]),
  );
}

/** What the left-hand side of a definition binds: each dimension or subrange in it. */
export function bindingsOf(
  model: Model,
  variable: Variable,
  definition: Definition,
  elements: readonly string[],
): ReadonlyMap<string, string> {
  const bindings = new Map<string, string>();
  for (const [index, element] of elements.entries()) {
    const subscript = definition.subscripts[index] ?? variable.dimensions[index];
    if (model.dimensions.has(subscript)) bindings.set(subscript, element);
  }
  return bindings;
}

/**
 * The element of dimension `to` that stands for `element` of dimension `from`: the same element, or
 * what a mapping of either dimension says, or the one at the same position where sizes agree.
 */
export function translate(
  model: Model,
  element: string,
  from: string,
  to: string,
): string | undefined {
  const targets = elementsOf(model, to);
  if (targets.includes(element)) return element;
  const position = elementsOf(model, from).indexOf(element);
  const forward = model.dimensions
    .get(from)
    ?.mappings.flatMap((mapping) => mapping.elements[position] ?? [])
    .find((mapped) => targets.includes(mapped));
  if (forward !== undefined) return forward;
  const reverse = model.dimensions
    .get(to)
    ?.mappings.map((mapping) => mapping.elements.findIndex((mapped) => mapped.includes(element)))
    .find((index) => index >= 0);
  if (reverse !== undefined) return targets[reverse];
  return targets.length === elementsOf(model, from).length ? targets[position] : undefined;
}
