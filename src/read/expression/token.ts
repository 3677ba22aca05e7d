/** What the lexer gives the parser. `offset` and `length` count UTF-16 code units of the equation. */
export type Token = NumberToken | NameToken | KeywordToken | SymbolToken | EndToken;

interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface NumberToken extends Span {
  readonly kind: "number";
  readonly value: number;
}

/** A run of words, or a name in quotes; `name` is without quotes and escapes. */
export interface NameToken extends Span {
  readonly kind: "name";
  readonly name: string;
}

export type Keyword = "if" | "then" | "else" | "and" | "or" | "not" | "mod";

export interface KeywordToken extends Span {
  readonly kind: "keyword";
  readonly text: Keyword;
}

export type SymbolText =
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "^"
  | "("
  | ")"
  | "["
  | "]"
  | ","
  | "!"
  | ":"
  | "@"
  | "'"
  | "="
  | "<>"
  | "<"
  | "<="
  | ">"
  | ">=";

export interface SymbolToken extends Span {
  readonly kind: "symbol";
  readonly text: SymbolText;
}

/** Stands behind the last token, with a length of one so that there is something to point at. */
export interface EndToken extends Span {
  readonly kind: "end";
}
