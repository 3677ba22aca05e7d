import { pow } from "#numeric/elementary/pow";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Diagnostic } from "#study/diagnostic";
import { StudyError } from "#study/diagnostic";
import { partsWithin } from "#study/expression";
import type { BinaryOperator, Equation, Expression } from "#study/expression";
import type { Place } from "#study/place";

/** The value of a condition in one future; 0 is false; NaN where it cannot be told. */
export type Evaluate = (row: number) => number;

/**
 * Turns a condition over outcomes and premises into a function of the row. `columnOf` gives the
 * values of a name by its key, or null if there is none of that name.
 *
 * Arithmetic, comparison, AND, OR, NOT, IF, MIN, MAX and ABS. Whatever touches a NaN is NaN, a
 * comparison included, so that a failed future never counts as met or missed. MOD takes the sign of
 * the divisor (XMILE 1.0, section 3.3.1).
 *
 * Throws a `StudyError` with a diagnostic for every name or function that it does not know.
 */
export function compileCondition(
  equation: Equation,
  columnOf: (key: string) => Float64Array | null,
): Evaluate {
  const problems: Diagnostic[] = [];
  const evaluate = compile(equation.tree, columnOf, problems);
  if (problems.length > 0) throw new StudyError(problems);
  return evaluate;
}

/** The keys of the names in a condition, each once, in the order in which they are written. */
export function namesIn(equation: Equation): readonly string[] {
  const parts = partsWithin(equation.tree);
  return [...new Set(parts.flatMap((part) => (part.kind === "reference" ? [part.key] : [])))];
}

type ColumnOf = (key: string) => Float64Array | null;

function compile(expression: Expression, columnOf: ColumnOf, problems: Diagnostic[]): Evaluate {
  const part = (inner: Expression): Evaluate => compile(inner, columnOf, problems);
  switch (expression.kind) {
    case "number": {
      const { value } = expression;
      return () => value;
    }
    case "reference": {
      const column = expression.subscripts.length > 0 ? null : columnOf(expression.key);
      if (column !== null) return (row) => column[row];
      return refuse(problems, unknownName(expression.name, expression.place));
    }
    case "unary": {
      const operand = part(expression.operand);
      if (expression.operator === "-") return (row) => -operand(row);
      if (expression.operator === "+") return operand;
      return (row) => truth(operand(row), (value) => value === 0);
    }
    case "binary": {
      const apply = binary(expression.operator);
      const left = part(expression.left);
      const right = part(expression.right);
      return (row) => apply(left(row), right(row));
    }
    case "conditional": {
      const condition = part(expression.condition);
      const consequent = part(expression.consequent);
      const alternative = part(expression.alternative);
      return (row) => {
        const met = condition(row);
        if (Number.isNaN(met)) return NaN;
        return met !== 0 ? consequent(row) : alternative(row);
      };
    }
    case "call": {
      const parts = expression.arguments.map(part);
      const called = call(expression.key, parts);
      if (called !== null) return called;
      return refuse(problems, unknownFunction(expression.name, expression.place));
    }
  }
}

function binary(operator: BinaryOperator): (left: number, right: number) => number {
  switch (operator) {
    case "+":
      return (left, right) => left + right;
    case "-":
      return (left, right) => left - right;
    case "*":
      return (left, right) => left * right;
    case "/":
      return (left, right) => left / right;
    case "mod":
      return (left, right) => left - right * Math.floor(left / right);
    case "^": {
      const arithmetic = createNumberArithmetic();
      return (left, right) => pow(arithmetic, left, right);
    }
    case "=":
      return (left, right) => compared(left, right, left === right);
    case "<>":
      return (left, right) => compared(left, right, left !== right);
    case "<":
      return (left, right) => compared(left, right, left < right);
    case "<=":
      return (left, right) => compared(left, right, left <= right);
    case ">":
      return (left, right) => compared(left, right, left > right);
    case ">=":
      return (left, right) => compared(left, right, left >= right);
    case "and":
      return (left, right) => compared(left, right, left !== 0 && right !== 0);
    case "or":
      return (left, right) => compared(left, right, left !== 0 || right !== 0);
  }
}

function compared(left: number, right: number, holds: boolean): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return NaN;
  return holds ? 1 : 0;
}

function truth(value: number, holds: (value: number) => boolean): number {
  if (Number.isNaN(value)) return NaN;
  return holds(value) ? 1 : 0;
}

function call(key: string, parts: readonly Evaluate[]): Evaluate | null {
  if (key === "abs" && parts.length === 1) return (row) => Math.abs(parts[0](row));
  if (parts.length === 0) return null;
  if (key === "min") return (row) => Math.min(...parts.map((part) => part(row)));
  if (key === "max") return (row) => Math.max(...parts.map((part) => part(row)));
  return null;
}

function refuse(problems: Diagnostic[], problem: Diagnostic): Evaluate {
  problems.push(problem);
  return () => NaN;
}

function unknownName(name: string, place: Place): Diagnostic {
  return {
    code: "condition-name",
    severity: "error",
    message: `the condition reads "${name}", which is neither an outcome nor a premise`,
    place,
    help: "write the name of an outcome or a premise; a variable is read through an outcome `of:` it",
  };
}

function unknownFunction(name: string, place: Place): Diagnostic {
  return {
    code: "condition-function",
    severity: "error",
    message: `the condition uses ${name} with arguments that a criterion cannot take`,
    place,
    help: "a criterion knows MIN, MAX and ABS; compute anything else in the model and read it as an outcome",
  };
}
