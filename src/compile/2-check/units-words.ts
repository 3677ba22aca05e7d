import type { Expression, Subscript } from "#study/expression";
import { conditionalLevel, levelOf, loosestLevel } from "#study/precedence";
import { formatUnit, isDimensionless } from "#study/unit";
import type { Unit } from "#study/unit";
import type { Quantity } from "./units-quantity.js";

/** "in people/year" or "a pure number (1)", to follow "is declared" and "is". */
export function inUnit(unit: Unit): string {
  return isDimensionless(unit) ? "a pure number (1)" : `in ${formatUnit(unit)}`;
}

/** "people/year" or "a pure number (1)", to follow "gives". */
export function theUnit(unit: Unit): string {
  return isDimensionless(unit) ? "a pure number (1)" : formatUnit(unit);
}

/** "pool (people)"; a bare number carries no unit, what has none says so. */
export function withUnit(expression: Expression, quantity: Quantity): string {
  return `${describe(expression)}${unitNote(expression, quantity)}`;
}

function unitNote(expression: Expression, quantity: Quantity): string {
  switch (quantity.kind) {
    case "unit":
      return ` (${formatUnit(quantity.unit)})`;
    case "number":
      return expression.kind === "number" ? " (a bare number)" : " (made of bare numbers)";
    case "unknown":
      return " (unit unknown)";
  }
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** What to do about a quotient that is missing: "multiply by a quantity in people". */
export function remedy(missing: Unit): string {
  const factors = [...missing.values()];
  if (factors.every(({ exponent }) => exponent < 0)) {
    const inverse = new Map(
      [...missing].map(([key, { name, exponent }]) => [key, { name, exponent: -exponent }]),
    );
    return `divide by a quantity in ${formatUnit(inverse)}`;
  }
  return `multiply by a quantity in ${formatUnit(missing)}`;
}

const longest = 60;

/** The text of an expression, cut in its middle if it is long. */
export function describe(expression: Expression): string {
  const text = print(expression, conditionalLevel);
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 20)} … ${text.slice(-15)}`;
}

/** In parentheses where it holds together less tightly than its place asks for. */
function print(expression: Expression, level: number): string {
  const own = levelOf(expression);
  const text = printOpen(expression, own);
  return own < level ? `(${text})` : text;
}

function printOpen(expression: Expression, own: number): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "reference":
      return `${expression.name}${printSubscripts(expression.subscripts)}`;
    case "call": {
      const name = `${expression.name}${printSubscripts(expression.subscripts)}`;
      // TIME, DT and PI stand without parentheses.
      if (expression.arguments.length === 0) return name;
      return `${name}(${expression.arguments.map((part) => print(part, conditionalLevel)).join(", ")})`;
    }
    case "unary": {
      const operator = expression.operator === "not" ? "NOT " : expression.operator;
      return `${operator}${print(expression.operand, own)}`;
    }
    case "binary": {
      // Only ^ groups to the right.
      const toTheRight = expression.operator === "^" ? 1 : 0;
      const left = print(expression.left, own + toTheRight);
      const right = print(expression.right, own + 1 - toTheRight);
      const tight = expression.operator === "^" || expression.operator === "/";
      const operator = expression.operator.toUpperCase();
      return tight ? `${left}${operator}${right}` : `${left} ${operator} ${right}`;
    }
    case "conditional": {
      const { condition, consequent, alternative } = expression;
      return `IF ${print(condition, loosestLevel)} THEN ${print(consequent, loosestLevel)} ELSE ${print(alternative, conditionalLevel)}`;
    }
  }
}

function printSubscripts(subscripts: readonly Subscript[]): string {
  if (subscripts.length === 0) return "";
  const inner = subscripts.map((subscript) => {
    switch (subscript.kind) {
      case "name":
        return subscript.reduced ? `${subscript.name}!` : subscript.name;
      case "all":
        return "*";
      case "position":
        return print(subscript.expression, conditionalLevel);
      case "range":
        return `${print(subscript.from, conditionalLevel)}:${print(subscript.to, conditionalLevel)}`;
      case "dimension":
        return `@${subscript.position}`;
    }
  });
  return `[${inner.join(", ")}]`;
}
