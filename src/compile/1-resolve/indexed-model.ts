import type { Model } from "#study/model";

/**
 * A model with the elements of its dimensions found by key: arrays have 100,000 of them, and a scan
 * for each would take the square of that.
 */
export interface IndexedModel extends Model {
  readonly indexes: ReadonlyMap<string, ElementIndex>;
}

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
  return { ...model, indexes };
}
