import { expect } from "vitest";
import { partsOf, type Expression, type Subscript } from "#study/expression";
import type { Definition, Model } from "#study/model";
import { vensimBuiltins } from "#study/builtins/vensim";

const xmile: ReadonlySet<string> = new Set(
  "abs arccos arcsin arctan cos exp ln max min sin sqrt step tan delay1 delay3 smth1 smth3 init".split(
    " ",
  ),
);
const vensim: ReadonlySet<string> = new Set(vensimBuiltins.map(({ key }) => key));

/** Everything that a tree names is there, with as many subscripts as it has dimensions. */
function checkTree(model: Model, tree: Expression): void {
  if (tree.kind === "reference" || tree.kind === "call") {
    const variable = model.variables.get(tree.key);
    const known =
      variable !== undefined ||
      (tree.kind === "reference"
        ? tree.key === "time"
        : xmile.has(tree.key) || vensim.has(tree.key));
    expect(known, `${tree.name} is known`).toBe(true);
    if (variable !== undefined) {
      expect(tree.subscripts.length, tree.name).toBe(variable.dimensions.length);
    }
    for (const subscript of tree.subscripts) checkSubscript(model, subscript);
  }
  for (const part of partsOf(tree)) checkTree(model, part);
}

function checkSubscript(model: Model, subscript: Subscript): void {
  if (subscript.kind !== "name") return;
  const known =
    model.dimensions.has(subscript.key) ||
    [...model.dimensions.values()].some(({ elements }) =>
      elements.some(({ key }) => key === subscript.key),
    );
  expect(known, `${subscript.name} is a subscript`).toBe(true);
}

function treesOf(definition: Definition): readonly Expression[] {
  if (definition.kind === "equation") return [definition.equation.tree];
  if (definition.kind === "table" && definition.input !== null) return [definition.input.tree];
  if (definition.kind !== "stock") return [];
  return [definition.initial.tree, ...(definition.net === null ? [] : [definition.net.tree])];
}

/** Whatever the equations of a model name is there. */
export function checkNames(model: Model): void {
  for (const variable of model.variables.values()) {
    for (const definition of variable.definitions) {
      expect(definition.subscripts.length, variable.name).toBe(variable.dimensions.length);
      for (const tree of treesOf(definition)) checkTree(model, tree);
    }
  }
}
