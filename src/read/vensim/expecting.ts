import { keyOf } from "#study/name";
import type { Lexer, Token } from "./lexer.js";
import type { Problems } from "./problems.js";
import type { Name } from "./syntax.js";

/** Thrown to leave an equation that has an error; the error itself is already reported. */
export class SyntaxProblem extends Error {}

/** Reports that something else stands where `wanted` belongs, and leaves the equation. */
export function unexpected(lexer: Lexer, problems: Problems, wanted: string, help?: string): never {
  const token = lexer.current;
  problems.error(
    "syntax",
    `${describe(token)} stands where ${wanted} belongs.`,
    token.kind === "end"
      ? problems.place(Math.max(0, lexer.previousEnd - 1), lexer.previousEnd)
      : lexer.placeOf(token),
    help,
  );
  throw new SyntaxProblem();
}

function describe(token: Token): string {
  switch (token.kind) {
    case "end":
      return "The end of the equations";
    case "keyword":
      return `\`:${token.text.toUpperCase()}:\``;
    case "text":
      return `The text '${token.text}'`;
    case "name":
      return `The name "${token.text}"`;
    case "number":
      return `The number ${token.text}`;
    case "symbol":
      return `\`${token.text}\``;
  }
}

export function expectSymbol(lexer: Lexer, problems: Problems, symbol: string, help?: string) {
  if (!lexer.accept(symbol)) unexpected(lexer, problems, `\`${symbol}\``, help);
}

export function parseName(lexer: Lexer, problems: Problems, wanted: string): Name {
  if (lexer.current.kind !== "name" || lexer.current.text === "") {
    unexpected(lexer, problems, wanted);
  }
  const token = lexer.advance();
  return { name: token.text, key: keyOf(token.text), place: lexer.placeOf(token) };
}
