import type { Equation, Expression, Subscript } from "#study/expression";
import type { Definition, Variable, VariableName } from "#study/model";

/**
 * Rebuilds a tree from its leaves up: `change` sees each node with its parts already changed. What
 * does not change stays the same object.
 */
export function rewriteTree(
  tree: Expression,
  change: (node: Expression) => Expression,
): Expression {
  const inner = (part: Expression): Expression => rewriteTree(part, change);
  switch (tree.kind) {
    case "number":
      return change(tree);
    case "reference": {
      const subscripts = rewriteSubscripts(tree.subscripts, inner);
      return change(subscripts === tree.subscripts ? tree : { ...tree, subscripts });
    }
    case "call": {
      const subscripts = rewriteSubscripts(tree.subscripts, inner);
      const values = mapShared(tree.arguments, inner);
      const same = subscripts === tree.subscripts && values === tree.arguments;
      return change(same ? tree : { ...tree, subscripts, arguments: values });
    }
    case "unary": {
      const operand = inner(tree.operand);
      return change(operand === tree.operand ? tree : { ...tree, operand });
    }
    case "binary": {
      const left = inner(tree.left);
      const right = inner(tree.right);
      const same = left === tree.left && right === tree.right;
      return change(same ? tree : { ...tree, left, right });
    }
    case "conditional": {
      const condition = inner(tree.condition);
      const consequent = inner(tree.consequent);
      const alternative = inner(tree.alternative);
      const same =
        condition === tree.condition &&
        consequent === tree.consequent &&
        alternative === tree.alternative;
      return change(same ? tree : { ...tree, condition, consequent, alternative });
    }
  }
}

function rewriteSubscripts(
  subscripts: readonly Subscript[],
  inner: (part: Expression) => Expression,
): readonly Subscript[] {
  return mapShared(subscripts, (subscript) => {
    if (subscript.kind === "range") {
      const from = inner(subscript.from);
      const to = inner(subscript.to);
      return from === subscript.from && to === subscript.to
        ? subscript
        : { ...subscript, from, to };
    }
    if (subscript.kind !== "position") return subscript;
    const expression = inner(subscript.expression);
    return expression === subscript.expression ? subscript : { ...subscript, expression };
  });
}

function mapShared<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}

/** What is to be changed in everything that a definition says. */
export interface DefinitionChange {
  equation(equation: Equation): Equation;
  /** A variable named in a list: an inflow or outflow. */
  variable(name: VariableName): VariableName;
  /** The key of a variable. */
  key(key: string): string;
}

export function rewriteDefinition(definition: Definition, change: DefinitionChange): Definition {
  const maybe = (equation: Equation | null): Equation | null =>
    equation === null ? null : change.equation(equation);
  switch (definition.kind) {
    case "constant":
    case "data":
      return definition;
    case "equation":
      return { ...definition, equation: change.equation(definition.equation) };
    case "table":
      return { ...definition, input: maybe(definition.input) };
    case "driven": {
      const { leakage } = definition;
      return {
        ...definition,
        by: change.key(definition.by),
        leakage:
          leakage === null ? null : { ...leakage, fraction: change.equation(leakage.fraction) },
      };
    }
    case "stock": {
      const { container } = definition;
      const changed = {
        ...definition,
        initial: change.equation(definition.initial),
        inflows: definition.inflows.map((name) => change.variable(name)),
        outflows: definition.outflows.map((name) => change.variable(name)),
        net: maybe(definition.net),
      };
      if (container?.kind !== "conveyor") return changed;
      return {
        ...changed,
        container: {
          ...container,
          transitTime: change.equation(container.transitTime),
          capacity: maybe(container.capacity),
          inflowLimit: maybe(container.inflowLimit),
          sample: maybe(container.sample),
          arrest: maybe(container.arrest),
        },
      };
    }
  }
}

export function rewriteVariable(
  variable: Variable,
  change: DefinitionChange,
  definitionChange: (definition: Definition) => DefinitionChange = () => change,
): Variable {
  const definitions = variable.definitions.map((definition) =>
    rewriteDefinition(definition, definitionChange(definition)),
  );
  const { multiplier } = variable;
  return multiplier === undefined
    ? { ...variable, definitions }
    : { ...variable, definitions, multiplier: change.equation(multiplier) };
}
