import type { Checked } from "#study/diagnostic";
import { hasErrors } from "#study/diagnostic";
import type { Equation } from "#study/expression";
import { tokensOf } from "./lexer.js";
import { ExpressionParser } from "./parser.js";
import { ExpressionProblems, type PlaceAt } from "./problems.js";

export type { PlaceAt } from "./problems.js";

/**
 * Reads an equation in XMILE's expression language (XMILE 1.0, section 3.3), independent of the
 * file format around it: `placeAt` turns an offset (UTF-16 code units) and a length into a place.
 *
 * Names are not resolved; builtins are, and their arguments counted: TIME, DT, STARTTIME, STOPTIME,
 * PI and INF become calls without arguments. A variable may have the name of a builtin (`delay`, `pi`)
 * other than those of time, and `isVariable` says so of its key: without parentheses it is the
 * variable. All errors are told at once; there is a value only if there are none.
 */
export function parseEquation(
  text: string,
  placeAt: PlaceAt,
  isVariable: (key: string) => boolean = () => false,
): Checked<Equation> {
  const problems = new ExpressionProblems(placeAt);
  const tokens = tokensOf(text, problems);
  const start = tokens[0].offset;
  if (tokens.length === 1 && problems.list.length === 0) {
    problems.error("empty-equation", "There is no equation here.", { offset: start, length: 1 });
  }
  if (problems.list.length > 0 && tokens.length === 1) return { diagnostics: problems.list };
  const tree = new ExpressionParser(tokens, text, placeAt, problems, isVariable).equation();
  if (hasErrors(problems.list)) return { diagnostics: problems.list };
  const trimmed = text.trim();
  const place = placeAt(text.indexOf(trimmed), trimmed.length);
  return { value: { text: trimmed, tree, place }, diagnostics: problems.list };
}
