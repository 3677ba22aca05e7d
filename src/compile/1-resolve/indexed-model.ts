import type { Definition, Model, Variable } from "#study/model";

/**
 * A model with the elements of its dimensions found by key: arrays have 100,000 of them, and a scan
 * for each would take the square of that.
 */
export interface IndexedModel extends Model {
  readonly indexes: ReadonlyMap<string, ElementIndex>;
  /** By variable, what `definitionsByElement` gives, once it was asked for. */
  readonly definitions: Map<Variable, ReadonlyMap<string, Definition>>;
  /** By what a mapping lists, where each element stands in it, once that was asked for. */
  readonly mapped: Map<Mapped, ReadonlyMap<string, number>>;
  /** By "subrange dimension", whether the one is within the other, once that was asked for. */
  readonly within: Map<string, boolean>;
}

/** The elements of a mapping: those that stand for the first element, for the second, … */
type Mapped = readonly (readonly string[])[];

interface ElementIndex {
  readonly keys: readonly string[];
  /** From 0. */
  readonly positions: ReadonlyMap<string, number>;
}

export function withIndexes(model: Model): IndexedModel {
  const indexes = new Map<string, ElementIndex>();
  for (const [dimension, { elements }] of model.dimensions) {
    const positions = new Map<string, number>();
    for (const [position, { key }] of elements.entries()) {
      if (!positions.has(key)) positions.set(key, position);
    }
    indexes.set(dimension, { keys: elements.map(({ key }) => key), positions });
  }
  return { ...model, indexes, definitions: new Map(), mapped: new Map(), within: new Map() };
}

/** Where in a mapping an element stands, from 0; undefined if it is not in it. */
export function positionMapped(
  { mapped }: IndexedModel,
  elements: Mapped,
  element: string,
): number | undefined {
  let positions = mapped.get(elements);
  if (positions === undefined) {
    const found = new Map<string, number>();
    for (const [position, keys] of elements.entries()) {
      for (const key of keys) if (!found.has(key)) found.set(key, position);
    }
    mapped.set(elements, found);
    positions = found;
  }
  return positions.get(element);
}
