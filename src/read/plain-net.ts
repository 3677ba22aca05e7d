import type { Expression, Reference } from "#study/expression";
import type { Definition, Model, Variable, VariableName } from "#study/model";

/**
 * The model with net flows taken apart where that changes no number: a stock whose net flow is
 * `in + … − out − …`, of nothing but its own flows, has inflows and outflows instead of an equation.
 * They are added up in that order, so only a sum that is written in it is taken apart.
 */
export function withPlainNets(model: Model): Model {
  const variables = new Map(
    [...model.variables].map(([key, variable]) => [key, withPlainNet(variable, model)]),
  );
  return { ...model, variables };
}

function withPlainNet(variable: Variable, model: Model): Variable {
  if (variable.kind !== "stock") return variable;
  const definitions = variable.definitions.map((one) => plainDefinition(one, variable, model));
  // Elements with flows of their own and others without would be read as two kinds of stock.
  const isPlain = definitions.every((one) => one.kind !== "stock" || one.net === null);
  return isPlain ? { ...variable, definitions } : variable;
}

function plainDefinition(definition: Definition, variable: Variable, model: Model): Definition {
  if (definition.kind !== "stock" || definition.net === null) return definition;
  const terms = termsOf(definition.net.tree);
  if (terms === null || !terms.every((term) => isOwnFlow(term.reference, definition, model))) {
    return definition;
  }
  const isWhole = definition.subscripts.every((key, at) => key === variable.dimensions[at]);
  const firstOut = terms.findIndex(({ sign }) => sign === "-");
  const mixed = firstOut >= 0 && terms.slice(firstOut).some(({ sign }) => sign === "+");
  const named = (sign: "+" | "-"): readonly VariableName[] =>
    terms
      .filter((term) => term.sign === sign)
      .map(({ reference: { name, key, place } }) => ({ name, key, place }));
  const inflows = named("+");
  const outflows = named("-");
  const listed = sameKeys(inflows, definition.inflows) && sameKeys(outflows, definition.outflows);
  return isWhole && !mixed && listed ? { ...definition, inflows, outflows, net: null } : definition;
}

interface Term {
  readonly sign: "+" | "-";
  readonly reference: Reference;
}

/** The terms of `a + b - c`, from left to right; null if it is anything else. */
function termsOf(tree: Expression): readonly Term[] | null {
  if (tree.kind === "reference") return [{ sign: "+", reference: tree }];
  if (tree.kind === "unary" && tree.operator === "-" && tree.operand.kind === "reference") {
    return [{ sign: "-", reference: tree.operand }];
  }
  if (tree.kind !== "binary" || (tree.operator !== "+" && tree.operator !== "-")) return null;
  const before = termsOf(tree.left);
  if (before === null || tree.right.kind !== "reference") return null;
  return [...before, { sign: tree.operator, reference: tree.right }];
}

/** Whether a term is a flow, read for the same element as the stock, and arrives as it is. */
function isOwnFlow(
  { key, subscripts }: Reference,
  { subscripts: own }: Definition,
  model: Model,
): boolean {
  const flow = model.variables.get(key);
  if (flow?.kind !== "flow" || flow.multiplier !== undefined) return false;
  if (flow.dimensions.length !== own.length) return false;
  if (!flow.dimensions.every((dimension, index) => dimension === own[index])) return false;
  if (subscripts.length === 0) return true;
  return subscripts.every(
    (one, index) => one.kind === "name" && !one.reduced && one.key === own[index],
  );
}

function sameKeys(one: readonly VariableName[], other: readonly VariableName[]): boolean {
  const keys = new Set(one.map(({ key }) => key));
  return (
    keys.size === one.length &&
    one.length === other.length &&
    other.every(({ key }) => keys.has(key))
  );
}
