import { builtins } from "#study/builtins";
import type { BinaryOperation, Call, Expression, Reference } from "#study/expression";
import type { Definition, Variable } from "#study/model";
import { nearestName } from "#study/near-miss";
import { resolveTable } from "#numeric/lookup";

import { binary, compare, constant, select, unary } from "../system.js";
import type { BinaryName, Node, Truth } from "../system.js";
import { reducesArrays } from "./arrays.js";
import { definitionFor } from "./elements.js";
import { arrayLowerings, lowerings } from "./lowerings.js";
import { unknown } from "./scope.js";
import type { Scope } from "./scope.js";
import { atElement, positionNamed, resolveElement } from "./subscripts.js";
import { isTable } from "./tables.js";

/** The node that computes the number an expression stands for; a truth value counts as 1 or 0. */
export function resolveExpression(expression: Expression, scope: Scope): Node {
  switch (expression.kind) {
    case "number":
      return constant(expression.value);
    case "reference":
      return resolveReference(expression, scope);
    case "call":
      return resolveCall(expression, scope);
    case "conditional":
      return select(
        resolveTruth(expression.condition, scope),
        resolveExpression(expression.consequent, scope),
        resolveExpression(expression.alternative, scope),
      );
    case "unary":
      if (expression.operator === "not") return asNumber(resolveTruth(expression, scope));
      return expression.operator === "-"
        ? unary("negate", resolveExpression(expression.operand, scope))
        : resolveExpression(expression.operand, scope);
    case "binary":
      return resolveBinary(expression, scope);
  }
}

/** The truth an expression stands for; a number counts as true if it is not 0. */
function resolveTruth(expression: Expression, scope: Scope): Truth {
  if (expression.kind === "unary" && expression.operator === "not") {
    return { op: "not", operand: resolveTruth(expression.operand, scope) };
  }
  if (expression.kind === "binary") {
    const { operator } = expression;
    if (operator === "and" || operator === "or") {
      return {
        op: operator,
        left: resolveTruth(expression.left, scope),
        right: resolveTruth(expression.right, scope),
      };
    }
    const comparison = resolveComparison(expression, scope);
    if (comparison !== null) return comparison;
  }
  return compare("notEqual", resolveExpression(expression, scope), constant(0));
}

function resolveComparison(expression: BinaryOperation, scope: Scope): Truth | null {
  const sides = () =>
    [
      resolveExpression(expression.left, scope),
      resolveExpression(expression.right, scope),
    ] as const;
  switch (expression.operator) {
    case "=":
      return compare("equal", ...sides());
    case "<>":
      return compare("notEqual", ...sides());
    case "<":
      return compare("less", ...sides());
    case "<=":
      return compare("lessOrEqual", ...sides());
    case ">": {
      const [left, right] = sides();
      return compare("less", right, left);
    }
    case ">=": {
      const [left, right] = sides();
      return compare("lessOrEqual", right, left);
    }
    default:
      return null;
  }
}

function asNumber(truth: Truth): Node {
  return { op: "number", truth };
}

function resolveBinary(expression: BinaryOperation, scope: Scope): Node {
  switch (expression.operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "mod": {
      const left = resolveExpression(expression.left, scope);
      const right = resolveExpression(expression.right, scope);
      return binary(arithmeticName(expression.operator), left, right);
    }
    case "^":
      return resolvePower(expression, scope);
    default:
      return asNumber(resolveTruth(expression, scope));
  }
}

function arithmeticName(operator: "+" | "-" | "*" | "/" | "mod"): BinaryName {
  switch (operator) {
    case "+":
      return "add";
    case "-":
      return "subtract";
    case "*":
      return "multiply";
    case "/":
      return "divide";
    case "mod":
      return "modulo";
  }
}

/** A literal exponent of 2, 3 or 4 is a product: faster, and exact where the product is. */
function resolvePower(expression: BinaryOperation, scope: Scope): Node {
  const base = resolveExpression(expression.left, scope);
  const { right } = expression;
  if (right.kind === "number") {
    const square = () => binary("multiply", base, base);
    if (right.value === 2) return square();
    if (right.value === 3) return binary("multiply", square(), base);
    if (right.value === 4) return binary("multiply", square(), square());
  }
  return binary("power", base, resolveExpression(right, scope));
}

function resolveReference(reference: Reference, scope: Scope): Node {
  const variable = scope.model.variables.get(reference.key);
  if (variable === undefined) {
    // Some formats write TIME and its like as they write a variable.
    const { name, key, place } = reference;
    if (builtins.get(key)?.parameters.length === 0) {
      return resolveCall({ kind: "call", name, key, subscripts: [], arguments: [], place }, scope);
    }
  }
  if (variable !== undefined && variable.kind === "table" && isCalled(variable)) {
    scope.report({
      code: "table-without-input",
      severity: "error",
      message: `"${reference.name}" is a table without an input: it has no value of its own`,
      place: reference.place,
      help: `apply it to something, as in ${reference.name}(x)`,
    });
    return unknown;
  }
  if (variable !== undefined) {
    return resolveElement(reference, variable, scope);
  }
  const position = positionNamed(reference, scope);
  if (position !== undefined) return constant(position);
  const near = nearestName(reference.name, variableNames(scope));
  scope.report({
    code: "unknown-name",
    severity: "error",
    message: `"${reference.name}" is not a variable of the model`,
    place: reference.place,
    help:
      near === undefined
        ? `define it under variables, or write the name of one that is there`
        : `did you mean "${near}"?`,
  });
  return unknown;
}

/** True for a table that others apply: it has no input and so no value. */
function isCalled(variable: Variable): boolean {
  const [definition] = variable.definitions;
  return definition.kind === "table" && definition.input === null;
}

function resolveCall(call: Call, scope: Scope): Node {
  const variable = scope.model.variables.get(call.key);
  if (variable !== undefined) {
    if (isTable(variable)) return applyTable(call, variable, scope);
  }
  if (call.key === "self" && call.subscripts.length > 0) {
    // SELF with subscripts is another element of the variable.
    const { name, key } = scope.ownerVariable;
    const { subscripts, place } = call;
    return resolveReference({ kind: "reference", name, key, subscripts, place }, scope);
  }
  const overArrays = arrayLowerings.get(call.key);
  // MIN and MAX reduce arrays; of numbers alone they are arithmetic.
  const ofNumbers = lowerings.has(call.key);
  if (overArrays !== undefined && (!ofNumbers || reducesArrays(call, scope))) {
    return overArrays(call, scope);
  }
  const lowering = lowerings.get(call.key);
  const resolved = call.arguments.map((argument) => resolveExpression(argument, scope));
  if (lowering === undefined) {
    reportUnknownFunction(call, scope);
    return unknown;
  }
  const name = builtins.get(call.key)?.name ?? call.name;
  return lowering({ name, arguments: resolved, place: call.place, scope });
}

function applyTable(call: Call, variable: Variable, scope: Scope): Node {
  if (call.arguments.length !== 1) {
    scope.report({
      code: "table-arguments",
      severity: "error",
      message: `"${call.name}" is a table of one input, here it gets ${call.arguments.length}`,
      place: call.place,
      help: `write ${call.name}(x)`,
    });
    return unknown;
  }
  const input = resolveExpression(call.arguments[0], scope);
  const applied = (definition: Definition | undefined): Node | null =>
    definition?.kind === "table" || definition?.kind === "data"
      ? { op: "lookup", table: resolveTable(definition.table), input }
      : null;
  if (variable.dimensions.length === 0) return applied(variable.definitions[0]) ?? unknown;
  return atElement(call, variable, scope, (elements) =>
    applied(definitionFor(scope.model, variable, elements)),
  );
}

function reportUnknownFunction(call: Call, scope: Scope): void {
  const variable = scope.model.variables.get(call.key);
  if (variable !== undefined) {
    scope.report({
      code: "not-a-function",
      severity: "error",
      message: `"${call.name}" is a variable, not a function or a table`,
      place: call.place,
      help: `to multiply, write ${call.name} * (…)`,
      related: [{ message: `"${variable.name}" is defined here`, place: variable.place }],
    });
    return;
  }
  const builtin = builtins.get(call.key);
  if (builtin !== undefined) {
    scope.report({
      code: "function-unsupported",
      severity: "error",
      message: `the function ${builtin.name} is known, but cannot be run yet`,
      place: call.place,
      help: `write what it stands for with other functions: ${builtin.doc}`,
    });
    return;
  }
  const known = [...lowerings.keys(), ...arrayLowerings.keys()].map(
    (key) => builtins.get(key)?.name ?? key,
  );
  const near = nearestName(call.name, [...known, ...variableNames(scope)]);
  scope.report({
    code: "unknown-function",
    severity: "error",
    message: `there is no function "${call.name}"`,
    place: call.place,
    help: near === undefined ? `docs/format.md lists the functions` : `did you mean "${near}"?`,
  });
}

function variableNames(scope: Scope): string[] {
  return [...scope.model.variables.values()].map((variable) => variable.name);
}
