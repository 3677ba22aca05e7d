import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import {
  backslash,
  carriageReturn,
  isDigit,
  isLetter,
  isLineEnd,
  isNamePart,
  isNameStart,
  isSpace,
  newline,
} from "./characters.js";
import type { Problems } from "./problems.js";

/**
 * One word of an equation. `text` is a name without its quotes and with single spaces, an operator,
 * a keyword without its colons in lower case (`not`, `end of macro`), or the text between `'…'`.
 */
export interface Token {
  readonly kind: "name" | "number" | "text" | "symbol" | "keyword" | "end";
  readonly text: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const keywords: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "na",
  "except",
  "raise",
  "raw",
  "interpolate",
  "look forward",
  "hold backward",
  "macro",
  "end of macro",
  "is",
  "test input",
  "the condition",
  "condition",
  "implies",
  "at least once",
  "crossing",
  "ignore",
  "supplementary",
  "sup",
]);

const symbols: readonly string[] = ["<->", "->", ":=", "==", "<=", ">=", "<>"];
const singleSymbols = "+-*/^()[],;<>=!:~|";

/** The longest keyword has 15 letters; anything longer between two colons is none. */
const longestKeyword = 20;

/**
 * Cuts the equations of a model into words, one character after another. `\` before a line end
 * continues the line; `{…}` is a comment and may hold further ones.
 */
export class Lexer {
  readonly text: string;
  readonly limit: number;
  /** The word at hand. */
  current: Token;
  /** The end of the word before. */
  previousEnd: number;
  readonly #problems: Problems;

  constructor(problems: Problems, start: number, limit: number) {
    this.text = problems.source.text;
    this.limit = limit;
    this.#problems = problems;
    this.previousEnd = start;
    this.current = this.#read(start);
  }

  placeOf(token: Token): Place {
    return this.#problems.place(token.start, token.end);
  }

  advance(): Token {
    const passed = this.current;
    this.previousEnd = passed.end;
    this.current = this.#read(passed.end);
    return passed;
  }

  /** Goes on at an offset, as after text that is no equation. */
  moveTo(offset: number): void {
    this.previousEnd = offset;
    this.current = this.#read(offset);
  }

  isSymbol(symbol: string): boolean {
    return this.current.kind === "symbol" && this.current.text === symbol;
  }

  isKeyword(keyword: string): boolean {
    return this.current.kind === "keyword" && this.current.text === keyword;
  }

  accept(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.advance();
    return true;
  }

  /** Up to the end of the equation: the next `~` or `|`. */
  skipToTail(): void {
    while (this.current.kind !== "end" && !this.isSymbol("~") && !this.isSymbol("|")) {
      this.advance();
    }
  }

  #read(from: number): Token {
    let start = this.#skipSpace(from);
    while (start < this.limit) {
      const token = this.#readAt(start);
      if (token !== null) return token;
      start = this.#skipSpace(start + 1);
    }
    return { kind: "end", text: "", value: 0, start: this.limit, end: this.limit };
  }

  #readAt(start: number): Token | null {
    const code = this.text.charCodeAt(start);
    if (isNameStart(code)) return this.#readName(start);
    if (isDigit(code) || (code === 46 && isDigit(this.#code(start + 1)))) {
      return this.#readNumber(start);
    }
    if (code === 34) return this.#readQuotedName(start);
    if (code === 39) return this.#readText(start);
    if (code === 58) {
      const keyword = this.#readKeyword(start);
      if (keyword !== null) return keyword;
    }
    for (const symbol of symbols) {
      if (this.text.startsWith(symbol, start)) return this.#symbol(symbol, start);
    }
    const character = this.text[start];
    if (singleSymbols.includes(character)) return this.#symbol(character, start);
    this.#problems.error(
      "stray-character",
      code === backslash
        ? "There is a `\\` that is not at the end of a line."
        : `There is no use for the character \`${character}\` here.`,
      this.#problems.place(start, start + 1),
      "A name with characters other than letters, digits, spaces, _, $ and ' goes in double quotes.",
    );
    return null;
  }

  #symbol(text: string, start: number): Token {
    return { kind: "symbol", text, value: 0, start, end: start + text.length };
  }

  #code(offset: number): number {
    return offset < this.limit ? this.text.charCodeAt(offset) : -1;
  }

  /** Behind spaces, line ends, comments and continued line ends. */
  #skipSpace(from: number): number {
    let offset = from;
    for (;;) {
      const code = this.#code(offset);
      if (code === -1) return this.limit;
      if (isSpace(code)) offset += 1;
      else if (code === 123) offset = this.#skipComment(offset);
      else if (code === backslash) {
        const behind = this.#behindContinuation(offset);
        if (behind === offset) return offset;
        offset = behind;
      } else return offset;
    }
  }

  #skipComment(start: number): number {
    let depth = 0;
    for (let offset = start; offset < this.limit; offset++) {
      const code = this.text.charCodeAt(offset);
      if (code === 123) depth += 1;
      else if (code === 125) {
        depth -= 1;
        if (depth === 0) return offset + 1;
      }
    }
    this.#problems.error(
      "open-comment",
      "The comment that begins here with `{` has no end.",
      this.#problems.place(start, start + 1),
      "Write `}` where it ends.",
    );
    return this.limit;
  }

  /** The offset behind `\`, spaces and a line end; the offset itself if the line goes on. */
  #behindContinuation(offset: number): number {
    let end = offset + 1;
    while (end < this.limit && isSpace(this.#code(end)) && !isLineEnd(this.#code(end))) end += 1;
    const code = this.#code(end);
    if (code === carriageReturn) return this.#code(end + 1) === newline ? end + 2 : end + 1;
    return code === newline ? end + 1 : offset;
  }

  #readName(start: number): Token {
    let text = "";
    let end = start;
    let offset = start;
    for (;;) {
      while (isNamePart(this.#code(offset))) offset += 1;
      text += (text === "" ? "" : " ") + this.text.slice(end, offset);
      end = offset;
      while (offset < this.limit) {
        const code = this.#code(offset);
        if (isSpace(code) && !isLineEnd(code)) offset += 1;
        else if (code === backslash && this.#behindContinuation(offset) > offset) {
          offset = this.#behindContinuation(offset);
        } else break;
      }
      if (!isNamePart(this.#code(offset)) || this.#code(offset) === 39) {
        return { kind: "name", text, value: 0, start, end };
      }
      end = offset;
    }
  }

  #readQuotedName(start: number): Token {
    let text = "";
    let offset = start + 1;
    while (offset < this.limit) {
      const code = this.#code(offset);
      if (code === 34) {
        return { kind: "name", text: tidy(text), value: 0, start, end: offset + 1 };
      }
      if (isLineEnd(code)) break;
      if (code === backslash) {
        const behind = this.#behindContinuation(offset);
        const next = this.#code(offset + 1);
        if (behind > offset) {
          text += " ";
          offset = behind;
        } else if (next === 34 || next === backslash) {
          text += this.text[offset + 1];
          offset += 2;
        } else if (next === 110) {
          text += " ";
          offset += 2;
        } else {
          text += "\\";
          offset += 1;
        }
      } else {
        text += this.text[offset];
        offset += 1;
      }
    }
    this.#problems.error(
      "open-quote",
      'The name that begins here with `"` has no closing quote on its line.',
      this.#problems.place(start, offset),
      'Close it with `"`; a quote inside a name is written `\\"`.',
    );
    return { kind: "name", text: tidy(text), value: 0, start, end: offset };
  }

  #readText(start: number): Token {
    let end = start + 1;
    while (end < this.limit && this.#code(end) !== 39 && !isLineEnd(this.#code(end))) end += 1;
    const text = this.text.slice(start + 1, end);
    if (this.#code(end) === 39) return { kind: "text", text, value: 0, start, end: end + 1 };
    this.#problems.error(
      "open-quote",
      "The text that begins here with `'` has no closing quote on its line.",
      this.#problems.place(start, end),
      "Close it with `'`.",
    );
    return { kind: "text", text, value: 0, start, end };
  }

  #readNumber(start: number): Token {
    let end = start;
    while (isDigit(this.#code(end))) end += 1;
    if (this.#code(end) === 46) {
      end += 1;
      while (isDigit(this.#code(end))) end += 1;
    }
    const letter = this.#code(end);
    if (letter === 101 || letter === 69) {
      const sign = this.#code(end + 1);
      const digits = sign === 43 || sign === 45 ? end + 2 : end + 1;
      if (isDigit(this.#code(digits))) {
        end = digits;
        while (isDigit(this.#code(end))) end += 1;
      }
    }
    const text = this.text.slice(start, end);
    return { kind: "number", text, value: Number(text), start, end };
  }

  #readKeyword(start: number): Token | null {
    let end = start + 1;
    while (
      end - start <= longestKeyword &&
      (isLetter(this.#code(end)) || this.#code(end) === 32 || this.#code(end) === 9)
    ) {
      end += 1;
    }
    const word = keyOf(this.text.slice(start + 1, end)).replaceAll("_", " ");
    if (!keywords.has(word)) return null;
    // `:SUPPLEMENTARY` and `:SUP` have no closing colon; all others do.
    const closed = this.#code(end) === 58;
    if (!closed && word !== "supplementary" && word !== "sup") return null;
    return { kind: "keyword", text: word, value: 0, start, end: closed ? end + 1 : end };
  }
}

function tidy(name: string): string {
  return name
    .split(/[ \t\u00a0]/u)
    .filter((word) => word !== "")
    .join(" ");
}
