import { partsOf, type Expression, type Subscript } from "#study/expression";
import type { Dimensions } from "./dimensions.js";
import { reductions } from "./functions.js";

/** A range between brackets, with or without `!`. */
export type Mark = Subscript & { kind: "name" };

/**
 * The ranges that are free in these expressions, in the order in which they stand there; those that
 * a reduction among them goes over are not. Null if one stands both with and without `!`.
 */
export function freeRanges(
  expressions: readonly Expression[],
  dimensions: Dimensions,
): readonly Mark[] | null {
  const free = new Map<string, Mark>();
  let good = true;
  const visit = (expression: Expression, inReduction: boolean): void => {
    if (expression.kind === "reference" || expression.kind === "call") {
      for (const mark of expression.subscripts) {
        if (mark.kind !== "name" || !dimensions.all.has(mark.key)) continue;
        if (mark.reduced && inReduction) continue;
        const other = free.get(mark.key);
        if (other === undefined) free.set(mark.key, mark);
        else if (other.reduced !== mark.reduced) good = false;
      }
    }
    const inner = inReduction || isReduction(expression);
    for (const part of partsOf(expression)) visit(part, inner);
  };
  for (const expression of expressions) visit(expression, false);
  return good ? [...free.values()] : null;
}

function isReduction(expression: Expression): boolean {
  return expression.kind === "call" && reductions.has(expression.key.slice("vensim.".length));
}

/** Inside an instance a range that the caller reduces is an ordinary one. */
export function withoutMarks(expression: Expression): Expression {
  return unmark(expression, false);
}

function unmark(expression: Expression, inReduction: boolean): Expression {
  switch (expression.kind) {
    case "number":
      return expression;
    case "reference":
      return { ...expression, subscripts: unmarkAll(expression.subscripts, inReduction) };
    case "call": {
      const inner = inReduction || isReduction(expression);
      return {
        ...expression,
        subscripts: unmarkAll(expression.subscripts, inReduction),
        arguments: expression.arguments.map((argument) => unmark(argument, inner)),
      };
    }
    case "unary":
      return { ...expression, operand: unmark(expression.operand, inReduction) };
    case "binary":
      return {
        ...expression,
        left: unmark(expression.left, inReduction),
        right: unmark(expression.right, inReduction),
      };
    case "conditional":
      return {
        ...expression,
        condition: unmark(expression.condition, inReduction),
        consequent: unmark(expression.consequent, inReduction),
        alternative: unmark(expression.alternative, inReduction),
      };
  }
}

function unmarkAll(subscripts: readonly Subscript[], inReduction: boolean): readonly Subscript[] {
  if (inReduction) return subscripts;
  return subscripts.map((subscript) =>
    subscript.kind === "name" ? { ...subscript, reduced: false } : subscript,
  );
}
