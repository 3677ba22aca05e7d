import type { Equation } from "#study/expression";
import type { Definition, GraphicalFunction, Model, Variable } from "#study/model";
import { bindElements, elementsDefined } from "./bind-elements.js";
import { evenly } from "./graphical.js";
import { escapeName } from "./print-name.js";
import { printNumber } from "./print-expression.js";
import { sameTree } from "./same-tree.js";
import { equationText } from "./write-equation.js";
import { node, type XmlNode } from "./write-xml.js";

/** Writes the equations of a variable: `<dimensions>`, `<eqn>`, `<gf>`, `<element>`. */
export class PartWriter {
  readonly #model: Model;
  readonly #isVariable: (key: string) => boolean;

  constructor(model: Model) {
    this.#model = model;
    this.#isVariable = (key) => model.variables.has(key);
  }

  text(equation: Equation): string {
    return equationText(equation, this.#isVariable);
  }

  parts(variable: Variable): readonly XmlNode[] {
    const definitions = this.#expressible(variable);
    const [first] = definitions;
    if (first === undefined) return [];
    if (variable.dimensions.length === 0) return this.#equation(first);
    const dimensions = node(
      "dimensions",
      {},
      variable.dimensions.map((key) =>
        node("dim", { name: escapeName(this.#model.dimensions.get(key)?.name ?? key) }),
      ),
    );
    const forAll = first.subscripts.every((key, index) => key === variable.dimensions[index]);
    if (definitions.length === 1 && forAll) return [dimensions, ...this.#equation(first)];
    const shared = sharedInput(definitions);
    return [
      dimensions,
      ...(shared === null ? [] : [node("eqn", {}, this.text(shared))]),
      ...definitions.map((definition) => this.#element(definition, variable, shared !== null)),
    ];
  }

  /** Whether some elements of an array have no equation, which XMILE does not allow. */
  isPartial(variable: Variable): boolean {
    const [first] = variable.definitions;
    if (variable.dimensions.length === 0 || first === undefined) return false;
    if (first.except.length === 0 && first.subscripts.every(this.#isWhole(variable))) return false;
    const all = variable.dimensions.reduce(
      (count, key) => count * (this.#model.dimensions.get(key)?.elements.length ?? 0),
      1,
    );
    return elementsDefined(variable, this.#model) < all;
  }

  #isWhole(variable: Variable): (key: string, index: number) => boolean {
    return (key, index) => key === variable.dimensions[index];
  }

  /** One definition for all, or one for each of some elements: what XMILE has. */
  #expressible(variable: Variable): readonly Definition[] {
    const { definitions } = variable;
    const plain = definitions.every(({ except }) => except.length === 0);
    const isElement = (key: string, index: number): boolean => {
      const dimension = this.#model.dimensions.get(variable.dimensions[index]);
      return dimension?.elements.some((element) => element.key === key) ?? false;
    };
    const forAll = (definition: Definition): boolean =>
      definition.subscripts.every((key, index) => key === variable.dimensions[index]);
    if (plain && definitions.length === 1 && forAll(definitions[0])) return definitions;
    const ids = new Set(definitions.map(({ subscripts }) => subscripts.join("\n")));
    const elementwise = definitions.every(({ subscripts }) => subscripts.every(isElement));
    if (plain && elementwise && ids.size === definitions.length) return definitions;
    return bindElements(variable, this.#model).map(({ definition }) => definition);
  }

  #element(definition: Definition, variable: Variable, inputIsShared: boolean): XmlNode {
    const names = definition.subscripts.map((key, index) => {
      const dimension = this.#model.dimensions.get(variable.dimensions[index]);
      return dimension?.elements.find((element) => element.key === key)?.name ?? key;
    });
    const subscript = names.map(elementName).join(", ");
    return node("element", { subscript }, this.#equation(definition, inputIsShared));
  }

  #equation(definition: Definition, inputIsShared = false): readonly XmlNode[] {
    switch (definition.kind) {
      case "constant":
        return [node("eqn", {}, printNumber(definition.value))];
      case "equation":
        return [node("eqn", {}, this.text(definition.equation))];
      case "stock":
        return [node("eqn", {}, this.text(definition.initial))];
      case "data":
        return [...(inputIsShared ? [] : [node("eqn", {}, "TIME")]), graphNode(definition.table)];
      case "table": {
        const { input, table } = definition;
        const eqn = input === null || inputIsShared ? [] : [node("eqn", {}, this.text(input))];
        return [...eqn, graphNode(table)];
      }
      case "driven":
        return definition.leakage === null
          ? []
          : [node("leak", {}, this.text(definition.leakage.fraction))];
    }
  }
}

/** The input that graphical functions of all elements share; series over time share TIME. */
function sharedInput(definitions: readonly Definition[]): Equation | null {
  const [first] = definitions;
  if (definitions.every(({ kind }) => kind === "data")) {
    const place = { file: "", line: 1, column: 1, length: 1 };
    return {
      text: "TIME",
      tree: { kind: "call", name: "TIME", key: "time", subscripts: [], arguments: [], place },
      place,
    };
  }
  if (first.kind !== "table" || first.input === null) return null;
  const { input } = first;
  const alike = definitions.every(
    (one) => one.kind === "table" && one.input !== null && sameTree(one.input.tree, input.tree),
  );
  return alike ? input : null;
}

/** In a list of subscripts a name with a comma or a point stands in quotes. */
function elementName(name: string): string {
  return /^[\p{L}\p{N}_$ ]+$/u.test(name) ? name : `"${escapeName(name)}"`;
}

export function graphNode(
  table: GraphicalFunction,
  attributes: XmlNode["attributes"] = {},
  more: readonly XmlNode[] = [],
): XmlNode {
  const { x, y, interpolation } = table;
  const type =
    interpolation === "continuous"
      ? null
      : interpolation === "extrapolated"
        ? "extrapolate"
        : interpolation;
  const low = x[0];
  const high = x[x.length - 1];
  const even = x.length > 1 && evenly(low, high, x.length).every((value, at) => value === x[at]);
  const scale = even
    ? node("xscale", { min: printNumber(low), max: printNumber(high) })
    : node("xpts", {}, x.map(printNumber).join(","));
  const points = node("ypts", {}, y.map(printNumber).join(","));
  return node("gf", { ...attributes, type }, [scale, points, ...more]);
}
