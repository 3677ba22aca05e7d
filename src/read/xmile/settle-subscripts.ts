import { findBuiltin } from "#study/builtins";
import type { Expression, Subscript } from "#study/expression";
import type { Variable } from "#study/model";
import type { Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";

/**
 * Settles what the subscripts of an equation mean where it takes the model to know (XMILE 1.0,
 * section 3.7.1). `@2` gets the name of the second dimension of the variable that is defined; where
 * the variable has that dimension twice the name would not tell which one is meant, and the number
 * stays. `A[TIME]` is computed, unless an element is called that.
 */
export class SubscriptSettler {
  readonly #dimensions: Dimensions;
  readonly #elements: ReadonlySet<string>;
  readonly #findings: Findings;

  constructor(dimensions: Dimensions, findings: Findings) {
    this.#dimensions = dimensions;
    this.#elements = new Set(
      [...dimensions.values()].flatMap(({ elements }) => elements.map(({ key }) => key)),
    );
    this.#findings = findings;
  }

  settle(node: Expression, variable: Variable): Expression {
    if (node.kind !== "reference" && node.kind !== "call") return node;
    const subscripts = node.subscripts.map((subscript) => this.#settled(subscript, variable));
    const same = subscripts.every((subscript, index) => subscript === node.subscripts[index]);
    return same ? node : { ...node, subscripts };
  }

  #settled(subscript: Subscript, variable: Variable): Subscript {
    if (subscript.kind === "name") return this.#computed(subscript);
    if (subscript.kind !== "dimension") return subscript;
    const { position, place } = subscript;
    const key = variable.dimensions[position - 1];
    if (key === undefined) {
      const count = variable.dimensions.length;
      const message = `There is no dimension @${position}: \`${variable.name}\` has ${count}.`;
      this.#findings.error("xmile-dimension-number", message, place);
      return subscript;
    }
    if (variable.dimensions.filter((other) => other === key).length > 1) return subscript;
    const name = this.#dimensions.get(key)?.name ?? key;
    return { kind: "name", name, key, reduced: false, place };
  }

  #computed(subscript: Subscript & { readonly kind: "name" }): Subscript {
    const { name, key, place } = subscript;
    if (this.#elements.has(key) || this.#dimensions.has(key)) return subscript;
    const builtin = findBuiltin(key);
    if (builtin === undefined || builtin.parameters.length > 0) return subscript;
    const expression: Expression = {
      kind: "call",
      name,
      key: builtin.key,
      subscripts: [],
      arguments: [],
      place,
    };
    return { kind: "position", expression, place };
  }
}
