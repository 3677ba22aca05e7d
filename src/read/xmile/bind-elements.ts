import type { Expression, Subscript } from "#study/expression";
import type { Definition, Dimension, Model, Variable } from "#study/model";
import { combinations } from "./parts.js";
import { rewriteDefinition, rewriteTree } from "./rewrite.js";

/** An element of a variable, by its keys in the order of the dimensions. */
export interface BoundElement {
  readonly keys: readonly string[];
  readonly definition: Definition;
}

/**
 * The equations of a variable element by element, for what XMILE cannot say otherwise: exceptions,
 * subranges, an equation for all with others for some. In each, the names of dimensions, and arrays
 * without subscripts, are given the element (XMILE 1.0, section 3.7.1, binding).
 */
export function bindElements(variable: Variable, model: Model): readonly BoundElement[] {
  const all = combinations(variable.dimensions.map((key) => elementsOf(key, model)));
  const definitions = definitionsOf(variable, model);
  return all.flatMap((keys) => {
    const definition = definitions.get(keys.join());
    if (definition === undefined) return [];
    return [{ keys, definition: bound(definition, keys, model) }];
  });
}

/** The elements of which a variable has an equation. */
export function elementsDefined(variable: Variable, model: Model): number {
  return definitionsOf(variable, model).size;
}

/** By the keys of an element, the definition that holds for it: the last that covers it. */
function definitionsOf(variable: Variable, model: Model): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const definition of variable.definitions) {
    const left = definition.except.map((one) => one.map((key) => new Set(elementsOf(key, model))));
    for (const keys of combinations(definition.subscripts.map((key) => elementsOf(key, model)))) {
      const isLeft = left.some((sets) => sets.every((set, index) => set.has(keys[index])));
      if (!isLeft) found.set(keys.join(), definition);
    }
  }
  return found;
}

/** The elements of a dimension or subrange; an element stands for itself. */
function elementsOf(key: string, model: Model): readonly string[] {
  return model.dimensions.get(key)?.elements.map((element) => element.key) ?? [key];
}

function bound(definition: Definition, keys: readonly string[], model: Model): Definition {
  const binding = new Binding(definition.subscripts, keys, model);
  const changed = rewriteDefinition(definition, {
    equation: (equation) => ({ ...equation, tree: binding.apply(equation.tree) }),
    variable: (name) => name,
    key: (key) => key,
  });
  return { ...changed, subscripts: keys, except: [] };
}

class Binding {
  readonly #subscripts: readonly string[];
  readonly #keys: readonly string[];
  readonly #model: Model;

  constructor(subscripts: readonly string[], keys: readonly string[], model: Model) {
    this.#subscripts = subscripts;
    this.#keys = keys;
    this.#model = model;
  }

  apply(tree: Expression): Expression {
    return rewriteTree(tree, (node) => {
      if (node.kind !== "reference") return node;
      if (node.subscripts.length > 0) {
        return { ...node, subscripts: node.subscripts.map((one) => this.#subscript(one)) };
      }
      return this.#position(node) ?? this.#withSubscripts(node);
    });
  }

  /** The name of a dimension by itself counts the element's position. */
  #position(node: Expression & { readonly kind: "reference" }): Expression | null {
    if (this.#model.variables.has(node.key)) return null;
    const dimension = this.#model.dimensions.get(node.key);
    const key = dimension === undefined ? null : this.#elementFor(dimension);
    if (dimension === undefined || key === null) return null;
    const value = dimension.elements.findIndex((element) => element.key === key) + 1;
    return { kind: "number", value, place: node.place };
  }

  #withSubscripts(node: Expression & { readonly kind: "reference" }): Expression {
    const variable = this.#model.variables.get(node.key);
    const keys = variable?.dimensions.map((key) => {
      const dimension = this.#model.dimensions.get(key);
      return dimension === undefined ? null : this.#elementFor(dimension);
    });
    if (keys === undefined || keys.length === 0 || keys.includes(null)) return node;
    const subscripts = keys.map((key): Subscript => ({
      kind: "name",
      name: this.#nameOf(key ?? ""),
      key: key ?? "",
      reduced: false,
      place: node.place,
    }));
    return { ...node, subscripts };
  }

  #subscript(subscript: Subscript): Subscript {
    if (subscript.kind === "dimension") {
      const key = this.#keys[subscript.position - 1];
      if (key === undefined) return subscript;
      const { place } = subscript;
      return { kind: "name", name: this.#nameOf(key), key, reduced: false, place };
    }
    if (subscript.kind !== "name" || subscript.reduced) return subscript;
    const dimension = this.#model.dimensions.get(subscript.key);
    const key = dimension === undefined ? null : this.#elementFor(dimension);
    return key === null ? subscript : { ...subscript, key, name: this.#nameOf(key) };
  }

  /** The element that stands for a dimension in this equation: its own, or the one mapped to it. */
  #elementFor(dimension: Dimension): string | null {
    const direct = this.#subscripts.indexOf(dimension.key);
    if (direct >= 0) return this.#keys[direct];
    for (const [index, subscript] of this.#subscripts.entries()) {
      const own = this.#model.dimensions.get(subscript);
      const at = own?.elements.findIndex((element) => element.key === this.#keys[index]) ?? -1;
      if (own === undefined || at < 0) continue;
      const mapped = own.mappings.find(({ to }) => to === dimension.key)?.elements[at];
      if (mapped?.length === 1) return mapped[0];
      const back = dimension.mappings.find(({ to }) => to === own.key);
      const from = back?.elements.findIndex((keys) => keys.includes(this.#keys[index])) ?? -1;
      if (from >= 0) return dimension.elements[from].key;
    }
    return null;
  }

  #nameOf(key: string): string {
    for (const { elements } of this.#model.dimensions.values()) {
      const element = elements.find((one) => one.key === key);
      if (element !== undefined) return element.name;
    }
    return key;
  }
}
