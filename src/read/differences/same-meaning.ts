import { builtins } from "#study/builtins";
import type { Equation, Expression } from "#study/expression";
import { sameTree } from "../expression/same-tree.js";
import { rewriteTree } from "../xmile/rewrite.js";

/**
 * Whether two equations compute the same, bit for bit: the trees are the same but for ways of
 * writing one thing, such as −3 as a number and as the negative of one.
 */
export function sameEquation(
  one: Equation | null,
  other: Equation | null,
  isVariable: (key: string) => boolean,
): boolean {
  if (one === null || other === null) return one === other;
  return sameTree(settled(one.tree, isVariable), settled(other.tree, isVariable));
}

function settled(tree: Expression, isVariable: (key: string) => boolean): Expression {
  return rewriteTree(tree, (node) => {
    const { place } = node;
    switch (node.kind) {
      case "unary":
        if (node.operator === "+") return node.operand;
        return node.operator === "-" && node.operand.kind === "number"
          ? { kind: "number", value: -node.operand.value, place }
          : node;
      case "binary":
        return isNotANumber(node) ? { kind: "number", value: Number.NaN, place } : node;
      case "reference": {
        // Vensim writes its time as it writes a variable.
        const { name, key } = node;
        const isBuiltin = !isVariable(key) && builtins.get(key)?.parameters.length === 0;
        return isBuiltin ? { kind: "call", name, key, subscripts: [], arguments: [], place } : node;
      }
      case "call":
        return node.key === "inf" ? { kind: "number", value: Infinity, place } : node;
      default:
        return node;
    }
  });
}

/** How a number that is none is written: 0 / 0. */
function isNotANumber({
  operator,
  left,
  right,
}: Expression & { readonly kind: "binary" }): boolean {
  const isZero = (part: Expression): boolean => part.kind === "number" && part.value === 0;
  return operator === "/" && isZero(left) && isZero(right);
}
