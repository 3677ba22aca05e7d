import type { Equation, Expression, Subscript } from "#study/expression";
import { partsOf } from "#study/expression";
import type { Place } from "#study/place";
import { parseEquation } from "../expression/equation.js";
import { printExpression } from "./print-expression.js";
import { sameTree } from "./same-tree.js";

/**
 * An equation as XMILE: the modeller's own text, with its comments and line breaks, if it is XMILE
 * and means what the tree says; else the tree, printed. Text of other formats and of equations that
 * were changed on reading (macros, modules) is printed.
 */
export function equationText(equation: Equation, isVariable: (key: string) => boolean): string {
  return keepsText(equation, isVariable)
    ? equation.text
    : printExpression(equation.tree, isVariable);
}

function keepsText(equation: Equation, isVariable: (key: string) => boolean): boolean {
  if (equation.text === "") return false;
  // Columns are offsets here, so that the spelling of each name can be looked at.
  const placeAt = (offset: number, length: number): Place => ({
    file: "",
    line: 1,
    column: offset,
    length,
  });
  const { value, diagnostics } = parseEquation(equation.text, placeAt, isVariable);
  if (value === undefined || diagnostics.length > 0) return false;
  return sameTree(value.tree, equation.tree) && namesAreXmile(value.tree, equation.text);
}

/** Names are single words or in quotes: a run of words as one name is our own convenience. */
function namesAreXmile(tree: Expression, text: string): boolean {
  const isWord = ({ column, length }: Place): boolean => {
    const written = text.slice(column, column + length);
    return /^(?:"[^"\\]*"|[^\s".]+)$/u.test(written);
  };
  const fits = (subscript: Subscript): boolean =>
    subscript.kind !== "name" || isWord(subscript.place);
  if (tree.kind === "reference" || tree.kind === "call") {
    if (!isWord(tree.place) || !tree.subscripts.every(fits)) return false;
  }
  return partsOf(tree).every((part) => namesAreXmile(part, text));
}
