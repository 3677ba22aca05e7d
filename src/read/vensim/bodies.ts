import { partsOf, type Expression } from "#study/expression";
import { keyOf } from "#study/name";
import { isLineEnd, isSpace } from "./characters.js";
import { expectSymbol, SyntaxProblem, unexpected } from "./expecting.js";
import { parseExpression } from "./expressions.js";
import { externalFunctions } from "./external-functions.js";
import type { Lexer } from "./lexer.js";
import type { Problems } from "./problems.js";
import { numberOf, type Body, type ExternalCall, type ListedNumber } from "./syntax.js";
import { parseTable } from "./tables.js";

/** Longer chains of operators would overflow the stack of what walks the tree. */
const tallest = 1000;

/** What stands behind `=` or, for data, `:=`. Throws a `SyntaxProblem`. */
export function parseEquationBody(lexer: Lexer, problems: Problems, data: boolean): Body {
  const first = lexer.current;
  const key = first.kind === "name" ? keyOf(first.text) : "";
  if (externalFunctions.has(key)) {
    return { kind: "external", call: parseExternalCall(lexer, problems) };
  }
  if (key === "tabbed_array") return parseTabbedArray(lexer, problems);
  if (key === "a_function_of") {
    problems.error(
      "no-equation",
      "This equation is not written yet: A FUNCTION OF only lists what it depends on.",
      lexer.placeOf(first),
      "Write the equation.",
    );
    throw new SyntaxProblem();
  }
  const start = first.start;
  const tree = parseExpression(lexer, problems);
  if (lexer.isSymbol(",") || lexer.isSymbol(";")) {
    return parseNumbers(tree, start, lexer, problems);
  }
  const place = problems.place(start, lexer.previousEnd);
  checkHeight(tree, problems);
  const text = lexer.text.slice(start, lexer.previousEnd);
  return { kind: "expression", equation: { text, tree, place }, data };
}

function checkHeight(tree: Expression, problems: Problems): void {
  const waiting: [Expression, number][] = [[tree, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [expression, height] = next;
    if (height > tallest) {
      problems.error(
        "too-deep",
        `This equation is a chain of more than ${tallest} operations.`,
        expression.place,
        "Split it into several variables.",
      );
      throw new SyntaxProblem();
    }
    for (const part of partsOf(expression)) waiting.push([part, height + 1]);
  }
}

/** `1, 2; 3, 4;`, from behind the first number on. */
function parseNumbers(first: Expression, start: number, lexer: Lexer, problems: Problems): Body {
  const listed = (expression: Expression): ListedNumber => {
    const value = numberOf(expression);
    if (value !== null) return { value, place: expression.place };
    problems.error(
      "list-of-numbers",
      "A list may hold numbers only.",
      expression.place,
      "Write one equation for each element.",
    );
    throw new SyntaxProblem();
  };
  let row: ListedNumber[] = [listed(first)];
  const rows = [row];
  while (!lexer.isSymbol("~") && !lexer.isSymbol("|")) {
    if (lexer.accept(";")) {
      if (lexer.isSymbol("~") || lexer.isSymbol("|")) break;
      row = [];
      rows.push(row);
    } else expectSymbol(lexer, problems, ",", "Rows end with `;`, numbers with `,`.");
    row.push(listed(parseExpression(lexer, problems)));
  }
  return { kind: "numbers", rows, place: problems.place(start, lexer.previousEnd) };
}

/** `TABBED ARRAY( numbers, one row a line )`. */
function parseTabbedArray(lexer: Lexer, problems: Problems): Body {
  const name = lexer.advance();
  if (!lexer.isSymbol("(")) unexpected(lexer, problems, "`(`");
  const { text, limit } = lexer;
  const rows: ListedNumber[][] = [];
  let row: ListedNumber[] = [];
  const endRow = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  let at = lexer.current.end;
  while (at < limit && text[at] !== ")") {
    const code = text.charCodeAt(at);
    if (text[at] === "\\" && continues(text, at)) {
      while (!isLineEnd(text.charCodeAt(at))) at += 1;
      at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    } else if (isLineEnd(code) || text[at] === ";") {
      endRow();
      at += 1;
    } else if (isSpace(code) || text[at] === ",") at += 1;
    else {
      const start = at;
      while (at < limit && !isSpace(text.charCodeAt(at)) && !",;)\\~|".includes(text[at])) at += 1;
      const word = text.slice(start, at);
      const value = word === "" ? Number.NaN : Number(word);
      if (!Number.isFinite(value)) {
        problems.error(
          "list-of-numbers",
          `"${word === "" ? text[at] : word}" in a TABBED ARRAY is no number.`,
          problems.place(start, Math.max(at, start + 1)),
          "Write numbers with tabs between them, one row a line, and `)` at the end.",
        );
        lexer.moveTo(at);
        throw new SyntaxProblem();
      }
      row.push({ value, place: problems.place(start, at) });
    }
  }
  endRow();
  lexer.moveTo(at);
  expectSymbol(lexer, problems, ")");
  return { kind: "numbers", rows, place: problems.place(name.start, lexer.previousEnd) };
}

function continues(text: string, backslash: number): boolean {
  let at = backslash + 1;
  while (at < text.length && isSpace(text.charCodeAt(at))) {
    if (isLineEnd(text.charCodeAt(at))) return true;
    at += 1;
  }
  return false;
}

/** What stands behind `name(`: points, or a function that reads them from a file. */
export function parseTableBody(lexer: Lexer, problems: Problems): Body {
  if (lexer.current.kind === "name" && externalFunctions.has(keyOf(lexer.current.text))) {
    const call = parseExternalCall(lexer, problems);
    expectSymbol(lexer, problems, ")");
    return { kind: "external", call };
  }
  return { kind: "table", table: parseTable(lexer, problems) };
}

/** `GET …('file', 'tab', 'cell')`; an argument is a text, a number or the name of a string variable. */
export function parseExternalCall(lexer: Lexer, problems: Problems): ExternalCall {
  const name = lexer.advance();
  expectSymbol(lexer, problems, "(");
  const values: string[] = [];
  if (!lexer.isSymbol(")")) {
    do {
      const { kind } = lexer.current;
      if (kind !== "text" && kind !== "number" && kind !== "name") {
        unexpected(lexer, problems, "a text in '…'");
      }
      values.push(lexer.advance().text);
    } while (lexer.accept(","));
  }
  expectSymbol(lexer, problems, ")", `The arguments of ${name.text} end with \`)\`.`);
  return {
    name: name.text,
    key: keyOf(name.text),
    arguments: values,
    place: problems.place(name.start, name.end),
  };
}
