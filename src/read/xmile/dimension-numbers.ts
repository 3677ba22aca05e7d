import type { Expression, Subscript } from "#study/expression";
import type { Variable } from "#study/model";
import type { Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";

/**
 * Gives `@2` the name of the second dimension of the variable that the equation defines (XMILE 1.0,
 * section 3.7.1.1). Where the variable has that dimension twice the name would not tell which one
 * is meant, and the number stays.
 */
export function nameDimensions(
  node: Expression,
  variable: Variable,
  dimensions: Dimensions,
  findings: Findings,
): Expression {
  if (node.kind !== "reference" && node.kind !== "call") return node;
  if (!node.subscripts.some(({ kind }) => kind === "dimension")) return node;
  const subscripts = node.subscripts.map((subscript): Subscript => {
    if (subscript.kind !== "dimension") return subscript;
    const { position, place } = subscript;
    const key = variable.dimensions[position - 1];
    if (key === undefined) {
      const count = variable.dimensions.length;
      const message = `There is no dimension @${position}: \`${variable.name}\` has ${count}.`;
      findings.error("xmile-dimension-number", message, place);
      return subscript;
    }
    if (variable.dimensions.filter((other) => other === key).length > 1) return subscript;
    return { kind: "name", name: dimensions.get(key)?.name ?? key, key, reduced: false, place };
  });
  return { ...node, subscripts };
}
