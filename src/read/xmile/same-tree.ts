import type { Expression, Subscript } from "#study/expression";
import { vendorFunction } from "./functions.js";

/**
 * Whether two expressions mean the same, node by node, wherever they stand and however spelled;
 * `one` may have the functions of vendors without their namespace.
 */
export function sameTree(one: Expression, other: Expression): boolean {
  switch (one.kind) {
    case "number":
      return other.kind === "number" && Object.is(one.value, other.value);
    case "reference":
      return (
        other.kind === "reference" &&
        one.key === other.key &&
        sameSubscripts(one.subscripts, other.subscripts)
      );
    case "call":
      return (
        other.kind === "call" &&
        (one.key === other.key || vendorFunction(one.key)?.key === other.key) &&
        sameSubscripts(one.subscripts, other.subscripts) &&
        one.arguments.length === other.arguments.length &&
        one.arguments.every((value, index) => sameTree(value, other.arguments[index]))
      );
    case "unary":
      return (
        other.kind === "unary" &&
        one.operator === other.operator &&
        sameTree(one.operand, other.operand)
      );
    case "binary":
      return (
        other.kind === "binary" &&
        one.operator === other.operator &&
        sameTree(one.left, other.left) &&
        sameTree(one.right, other.right)
      );
    case "conditional":
      return (
        other.kind === "conditional" &&
        sameTree(one.condition, other.condition) &&
        sameTree(one.consequent, other.consequent) &&
        sameTree(one.alternative, other.alternative)
      );
  }
}

function sameSubscripts(one: readonly Subscript[], other: readonly Subscript[]): boolean {
  return (
    one.length === other.length &&
    one.every((subscript, index) => sameSubscript(subscript, other[index]))
  );
}

function sameSubscript(one: Subscript, other: Subscript): boolean {
  switch (one.kind) {
    case "all":
      return other.kind === "all";
    case "name":
      return other.kind === "name" && one.key === other.key && one.reduced === other.reduced;
    case "range":
      return other.kind === "range" && sameTree(one.from, other.from) && sameTree(one.to, other.to);
    case "dimension":
      return other.kind === "dimension" && one.position === other.position;
    case "position":
      return other.kind === "position" && sameTree(one.expression, other.expression);
  }
}
