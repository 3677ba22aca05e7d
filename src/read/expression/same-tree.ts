import type { Expression, Subscript } from "#study/expression";

/** Whether calls of functions of these keys mean the same. */
type SameFunction = (one: string, other: string) => boolean;

/**
 * Whether two expressions mean the same, node by node, wherever they stand and however spelled.
 */
export function sameTree(
  one: Expression,
  other: Expression,
  sameFunction: SameFunction = (key, otherKey) => key === otherKey,
): boolean {
  const same = (part: Expression, counterpart: Expression): boolean =>
    sameTree(part, counterpart, sameFunction);
  const sameSubscripts = (part: readonly Subscript[], counterpart: readonly Subscript[]) =>
    part.length === counterpart.length &&
    part.every((subscript, index) => sameSubscript(subscript, counterpart[index], same));
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
        sameFunction(one.key, other.key) &&
        sameSubscripts(one.subscripts, other.subscripts) &&
        one.arguments.length === other.arguments.length &&
        one.arguments.every((value, index) => same(value, other.arguments[index]))
      );
    case "unary":
      return (
        other.kind === "unary" &&
        one.operator === other.operator &&
        same(one.operand, other.operand)
      );
    case "binary":
      return (
        other.kind === "binary" &&
        one.operator === other.operator &&
        same(one.left, other.left) &&
        same(one.right, other.right)
      );
    case "conditional":
      return (
        other.kind === "conditional" &&
        same(one.condition, other.condition) &&
        same(one.consequent, other.consequent) &&
        same(one.alternative, other.alternative)
      );
  }
}

function sameSubscript(
  one: Subscript,
  other: Subscript,
  same: (one: Expression, other: Expression) => boolean,
): boolean {
  switch (one.kind) {
    case "all":
      return other.kind === "all";
    case "name":
      return other.kind === "name" && one.key === other.key && one.reduced === other.reduced;
    case "range":
      return other.kind === "range" && same(one.from, other.from) && same(one.to, other.to);
    case "dimension":
      return other.kind === "dimension" && one.position === other.position;
    case "position":
      return other.kind === "position" && same(one.expression, other.expression);
  }
}
