import type { BinaryOperator } from "./expression.js";

/**
 * What an operator gives for two numbers that are known before anything is compiled, truths as 1 and
 * 0. `^` is not among them: a power takes more than one operation.
 */
export function binaryValue(
  operator: Exclude<BinaryOperator, "^">,
  left: number,
  right: number,
): number {
  const truth = (holds: boolean): number => (holds ? 1 : 0);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "mod":
      return left - right * Math.floor(left / right);
    case "=":
      return truth(left === right);
    case "<>":
      return truth(left !== right);
    case "<":
      return truth(left < right);
    case "<=":
      return truth(left <= right);
    case ">":
      return truth(left > right);
    case ">=":
      return truth(left >= right);
    case "and":
      return truth(left !== 0 && right !== 0);
    case "or":
      return truth(left !== 0 || right !== 0);
  }
}
