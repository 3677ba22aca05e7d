import { findBuiltin } from "#study/builtins";
import type { Equation, Expression, Subscript } from "#study/expression";
import { partsOf } from "#study/expression";
import type { Model } from "#study/model";
import type { Place } from "#study/place";
import { parseEquation } from "../../expression/equation.js";
import { printTree } from "../../expression/print.js";
import { sameTree } from "../../expression/same-tree.js";
import { nativeBuiltin, nativeName } from "./native-name.js";

/** Writes the equations of a model, with names as the model displays them. */
export class EquationPrinter {
  readonly #model: Model;
  readonly #elements: ReadonlyMap<string, string>;

  constructor(model: Model) {
    this.#model = model;
    const dimensions = [...model.dimensions.values()].reverse();
    this.#elements = new Map([
      ...dimensions.flatMap(({ elements }) =>
        elements.map(({ key, name }) => [key, name] as const),
      ),
      ...dimensions.map(({ key, name }) => [key, name] as const),
    ]);
  }

  /**
   * The modeller's own text, with its comments and line breaks, if it means the same in the native
   * format and has the names as they are displayed; else the tree, printed.
   */
  print({ text, tree }: Equation): string {
    return this.#keepsText(text, tree) ? text : this.#printTree(tree);
  }

  /** How a dimension or an element is displayed. */
  elementName(key: string): string {
    return this.#elements.get(key) ?? key;
  }

  #printTree(tree: Expression): string {
    return printTree(tree, {
      name: (name, key) => nativeName(this.#displayed(name, key)),
      builtin: (name) => this.#builtin(name),
    });
  }

  #displayed(name: string, key: string): string {
    return this.#model.variables.get(key)?.name ?? this.#elements.get(key) ?? name;
  }

  /** Where a variable has the name, XMILE's namespace leads past it: `std.PI`. */
  #builtin(name: string): string {
    const builtin = findBuiltin(name);
    const alone = builtin?.parameters.length === 0 && builtin.family !== "time";
    return alone && this.#isVariable(builtin.key) ? `std.${name}` : nativeBuiltin(name);
  }

  readonly #isVariable = (key: string): boolean => this.#model.variables.has(key);

  #keepsText(text: string, tree: Expression): boolean {
    if (text === "") return false;
    // Columns are offsets here, so that the spelling of each name can be looked at.
    const placeAt = (offset: number, length: number): Place => ({
      file: "",
      line: 1,
      column: offset,
      length,
    });
    const { value, diagnostics } = parseEquation(text, placeAt, this.#isVariable);
    if (value === undefined || diagnostics.length > 0 || !sameTree(value.tree, tree)) return false;
    // A comment or a division into lines is worth more than the spelling of a name.
    return /[{\n]/u.test(text) || this.#isSpeltAsDisplayed(value.tree, text);
  }

  #isSpeltAsDisplayed(tree: Expression, text: string): boolean {
    const fits = (name: string, key: string, { column, length }: Place): boolean => {
      const written = text.slice(column, column + length);
      return sameLetters(written, nativeName(this.#displayed(name, key)));
    };
    const isSpelt = (subscript: Subscript): boolean =>
      subscript.kind !== "name" || fits(subscript.name, subscript.key, subscript.place);
    if (tree.kind === "reference" || tree.kind === "call") {
      const isVariable = tree.kind === "reference" || findBuiltin(tree.key) === undefined;
      if (isVariable && !fits(tree.name, tree.key, tree.place)) return false;
      if (!tree.subscripts.every(isSpelt)) return false;
    }
    return partsOf(tree).every((part) => this.#isSpeltAsDisplayed(part, text));
  }
}

/** Case and the width of spaces do not count, underscores do. */
function sameLetters(one: string, other: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/\s+/gu, " ");
  return plain(one) === plain(other);
}
