import type { BinaryOperator, Expression } from "#study/expression";
import { comparisonLevelOf } from "#study/precedence";

/**
 * Readings that the standard asks for and that few expect, or null: `left` is what stands before the
 * operator, without parentheses around it.
 */
export function surprisingComparison(
  left: Expression,
  operator: BinaryOperator,
): { readonly code: string; readonly message: string; readonly help: string } | null {
  const level = comparisonLevelOf(operator);
  if (level === 0) return null;
  if (left.kind === "unary" && left.operator === "not") {
    return {
      code: "not-before-comparison",
      message: "NOT binds more tightly than a comparison: only the left side is negated.",
      help: "Write `NOT (a = b)`, or `(NOT a) = b` if that is meant.",
    };
  }
  if (left.kind === "binary" && comparisonLevelOf(left.operator) === level) {
    return {
      code: "chained-comparison",
      message: "A chain of comparisons compares the result of the first one, 0 or 1.",
      help: "Write `a < b AND b < c`.",
    };
  }
  return null;
}
