import type { BinaryOperator, Expression } from "./expression.js";

/**
 * How tightly operators hold (XMILE 1.0, section 3.3.1), from the loosest to the tightest. All but `^`
 * are left-associative. Operators in front of an operand are between `*` and `^`.
 */
export const operatorLevels: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  "=": 3,
  "<>": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  mod: 6,
  "^": 8,
};
export const conditionalLevel = 0;
export const loosestLevel = 1;
export const unaryLevel = 7;
export const primaryLevel = 9;

/** How tightly an expression holds together; a number below zero begins with a sign. */
export function levelOf(tree: Expression): number {
  switch (tree.kind) {
    case "number":
      return tree.value < 0 || Object.is(tree.value, -0) ? unaryLevel : primaryLevel;
    case "reference":
    case "call":
      return primaryLevel;
    case "unary":
      return unaryLevel;
    case "binary":
      return operatorLevels[tree.operator];
    case "conditional":
      return conditionalLevel;
  }
}

/** The level of `=` and `<>`, or of `<` and its kin; 0 for what compares nothing. */
export function comparisonLevelOf(operator: BinaryOperator): number {
  const level = operatorLevels[operator];
  return level === operatorLevels["="] || level === operatorLevels["<"] ? level : 0;
}
