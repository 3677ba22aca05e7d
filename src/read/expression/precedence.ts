import type { BinaryOperator, UnaryOperator } from "#study/expression";
import type { Token } from "./token.js";

/**
 * How tightly an operator holds what stands to its left and right; all of these are
 * left-associative (XMILE 1.0, section 3.3.1). `^` is right-associative and tighter than the unary
 * operators, which are tighter than all of these: both are the parser's own business.
 */
const levels: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["=", 3],
  ["<>", 3],
  ["<", 4],
  ["<=", 4],
  [">", 4],
  [">=", 4],
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  ["mod", 6],
]);

export const loosestLevel = 1;
const equalityLevel = 3;
const relationalLevel = 4;

/** The operator a token is between two operands, with its level; undefined for other tokens. */
export function binaryOperatorOf(
  token: Token,
): { readonly operator: BinaryOperator; readonly level: number } | undefined {
  if (token.kind !== "symbol" && token.kind !== "keyword") return undefined;
  const level = levels.get(token.text);
  return level === undefined ? undefined : { operator: token.text as BinaryOperator, level };
}

/** The operator a token is in front of an operand. */
export function unaryOperatorOf(token: Token): UnaryOperator | undefined {
  if (token.kind !== "symbol" && token.kind !== "keyword") return undefined;
  return token.text === "-" || token.text === "+" || token.text === "not" ? token.text : undefined;
}

/** The level of `=` and `<>`, or of `<` and its kin; 0 for what compares nothing. */
export function comparisonLevelOf(operator: BinaryOperator): number {
  const level = levels.get(operator) ?? 0;
  return level === equalityLevel || level === relationalLevel ? level : 0;
}
