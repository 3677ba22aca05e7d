import type { Expression, Subscript } from "#study/expression";
import { partsOf } from "#study/expression";
import type { Macro, MacroParameter } from "./macro-definitions.js";

type Call = Expression & { readonly kind: "call" };

/** The argument for a parameter, or what the parameter takes if it is left out. */
export function argumentOf(call: Call, parameter: MacroParameter, index: number): Expression {
  const given = call.arguments[index];
  if (given !== undefined) return given;
  return parameter.otherwise?.tree ?? { kind: "number", value: NaN, place: call.place };
}

/** Whether it costs nothing to write it wherever the parameter stands: a number or a variable. */
export function isSimple(tree: Expression): boolean {
  switch (tree.kind) {
    case "number":
    case "reference":
      return true;
    case "unary":
      return tree.operator !== "not" && tree.operand.kind === "number";
    case "call":
      return tree.arguments.length === 0 && tree.subscripts.length === 0;
    case "binary":
    case "conditional":
      return false;
  }
}

/** How often a macro's equation has a parameter, and whether always by itself, without subscripts. */
export function timesUsed(
  key: string,
  macro: Macro,
): { readonly times: number; readonly plain: boolean } {
  let times = 0;
  let plain = true;
  const count = (tree: Expression): void => {
    if ((tree.kind === "reference" || tree.kind === "call") && tree.key === key) {
      times += 1;
      plain &&= tree.kind === "reference" && tree.subscripts.length === 0;
    }
    partsOf(tree).forEach(count);
  };
  if (macro.equation !== null) count(macro.equation.tree);
  // A default may stand for several parameters and be computed as often.
  for (const { otherwise } of macro.parameters) if (otherwise !== null) count(otherwise.tree);
  return { times, plain };
}

/**
 * What `parameter[subscripts]` means for an argument: an array takes the subscripts; a slice of one
 * (`A[2, *]`) takes them where its stars are. Null if they do not fit.
 */
export function fillSubscripts(
  bound: Expression,
  subscripts: readonly Subscript[],
): Expression | null {
  if (subscripts.length === 0) return bound;
  if (bound.kind !== "reference") return null;
  if (bound.subscripts.length === 0) return { ...bound, subscripts };
  const stars = bound.subscripts.filter(({ kind }) => kind === "all").length;
  if (stars !== subscripts.length) return null;
  let next = 0;
  return {
    ...bound,
    subscripts: bound.subscripts.map((one) => (one.kind === "all" ? subscripts[next++] : one)),
  };
}
