import type { BinaryOperator, UnaryOperator } from "#study/expression";
import { operatorLevels } from "#study/precedence";
import type { Token } from "./token.js";

export interface OperatorBetween {
  readonly operator: BinaryOperator;
  readonly level: number;
  /** `a // b`, which is 0 where b is. */
  readonly safe: boolean;
}

/** `^` is right-associative and tighter than what stands in front of an operand: the parser's business. */
const between: ReadonlyMap<string, OperatorBetween> = new Map<string, OperatorBetween>([
  ...(Object.keys(operatorLevels) as BinaryOperator[])
    .filter((operator) => operator !== "^")
    .map((operator): [string, OperatorBetween] => [
      operator,
      { operator, level: operatorLevels[operator], safe: false },
    ]),
  ["//", { operator: "/", level: operatorLevels["/"], safe: true }],
]);

/** The operator a token is between two operands, with its level; undefined for other tokens. */
export function binaryOperatorOf(token: Token): OperatorBetween | undefined {
  const couldBe = token.kind === "symbol" || token.kind === "keyword";
  return couldBe ? between.get(token.text) : undefined;
}

/** The operator a token is in front of an operand. */
export function unaryOperatorOf(token: Token): UnaryOperator | undefined {
  if (token.kind !== "symbol" && token.kind !== "keyword") return undefined;
  return token.text === "-" || token.text === "+" || token.text === "not" ? token.text : undefined;
}
