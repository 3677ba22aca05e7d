import { isDigit, isNamePart, isNameStart, isSpace } from "./characters.js";
import { misspeltOperatorAt } from "./misspelt-operators.js";
import type { ExpressionProblems } from "./problems.js";
import { readQuotedName } from "./quoted-name.js";
import type { Keyword, SymbolText, Token } from "./token.js";

const keywords: ReadonlySet<string> = new Set(["if", "then", "else", "and", "or", "not", "mod"]);
const twoCharacterSymbols: ReadonlySet<string> = new Set(["<>", "<=", ">=", "//"]);
const oneCharacterSymbols = "+-*/^()[],!=<>";

/**
 * Splits an equation into tokens; the last one is `end`. Goes by character, in linear time, and
 * never fails: what cannot be read is told to `problems` and left out.
 *
 * A run of words is one name and stops at a keyword; a later word of the run may begin with a digit
 * (`ill will 2008`). Comments in braces nest, since they serve to switch off parts of an equation
 * that may have comments of their own (XMILE 1.0, section 3.3.4, is silent on it).
 */
export function tokensOf(text: string, problems: ExpressionProblems): readonly Token[] {
  const tokens: Token[] = [];
  let offset = skipBlanks(text, 0, problems);
  while (offset < text.length) {
    const token = tokenAt(text, offset, problems);
    if (token.kind !== "end") tokens.push(token);
    offset = skipBlanks(text, token.offset + token.length, problems);
  }
  const last = tokens[tokens.length - 1];
  const end = last === undefined ? 0 : last.offset + last.length;
  tokens.push({ kind: "end", offset: end, length: 1 });
  return tokens;
}

/** The token at an offset; of kind `end` if there is only something to be skipped there. */
function tokenAt(text: string, offset: number, problems: ExpressionProblems): Token {
  const code = text.charCodeAt(offset);
  const next = text.charCodeAt(offset + 1);
  if (isDigit(code) || (code === 46 && isDigit(next))) return numberAt(text, offset);
  if (isNameStart(code) || code === 34 || (code === 46 && isNameStart(next))) {
    return wordsAt(text, offset, problems);
  }
  if (isArraySign(text, offset)) {
    return operatorToken(text[offset] as SymbolText, { offset, length: 1 });
  }
  const misspelt = misspeltOperatorAt(text, offset);
  if (misspelt !== undefined) {
    const span = { offset, length: misspelt.length };
    const found = text.slice(offset, offset + misspelt.length);
    problems.error("unknown-sign", `\`${found}\` means nothing here.`, span, misspelt.help);
    return misspelt.meant === null ? { kind: "end", ...span } : operatorToken(misspelt.meant, span);
  }
  const pair = text.slice(offset, offset + 2);
  if (twoCharacterSymbols.has(pair))
    return operatorToken(pair as SymbolText, { offset, length: 2 });
  if (oneCharacterSymbols.includes(text[offset])) {
    return operatorToken(text[offset] as SymbolText, { offset, length: 1 });
  }
  return unknownAt(text, offset, problems);
}

/**
 * `A'` (transposed), `@2` (a dimension by its number), `1:3` (a range; XMILE 1.0, section 3.7.1), as
 * opposed to an apostrophe in a name, an address, and Vensim's `:AND:`.
 */
function isArraySign(text: string, offset: number): boolean {
  const after = text.charCodeAt(offset + 1);
  if (text[offset] === "@") return isDigit(after);
  if (text[offset] === ":") return /^:(?!=|[a-z]+:)/iu.test(text.slice(offset, offset + 6));
  if (text[offset] !== "'") return false;
  const before = text.charCodeAt(offset - 1);
  return (isNamePart(before) || before === 93 || before === 34) && !isNameStart(after);
}

function operatorToken(
  text: SymbolText | Keyword,
  span: { readonly offset: number; readonly length: number },
): Token {
  return keywords.has(text)
    ? { kind: "keyword", text: text as Keyword, ...span }
    : { kind: "symbol", text: text as SymbolText, ...span };
}

/** Digits, a point, digits, an exponent: each part optional, but one digit (XMILE 1.0, 3.2.1). */
function numberAt(text: string, offset: number): Token {
  let end = skipDigits(text, offset);
  if (text[end] === ".") end = skipDigits(text, end + 1);
  if (text[end] === "e" || text[end] === "E") {
    const sign = text[end + 1] === "+" || text[end + 1] === "-" ? 1 : 0;
    const digits = skipDigits(text, end + 1 + sign);
    if (digits > end + 1 + sign) end = digits;
  }
  const length = end - offset;
  return { kind: "number", value: Number(text.slice(offset, end)), offset, length };
}

/** A keyword, or a name: quoted, or a run of words up to a keyword. */
function wordsAt(text: string, offset: number, problems: ExpressionProblems): Token {
  const first = wordAt(text, offset, problems);
  const keyword = text.slice(offset, first.end).toLowerCase();
  if (keywords.has(keyword)) {
    return operatorToken(keyword as Keyword, { offset, length: first.end - offset });
  }
  const parts = [first.name];
  let end = first.end;
  while (!first.quoted) {
    const start = skipSpaces(text, end);
    if (start === end || !startsWord(text, start)) break;
    const word = wordAt(text, start, problems);
    if (keywords.has(word.name.toLowerCase())) break;
    parts.push(text.slice(end, start), word.name);
    end = word.end;
  }
  return { kind: "name", name: parts.join(""), offset, length: end - offset };
}

/** Whether a name goes on here: with a word, or with digits that are no number with a fraction. */
function startsWord(text: string, offset: number): boolean {
  if (!isDigit(text.charCodeAt(offset))) return isNameStart(text.charCodeAt(offset));
  let end = offset;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  return text[end] !== "." || isNameStart(text.charCodeAt(end + 1));
}

/** One word, together with what a point joins to it without space: `vensim.MODULO`, `a."b c"`. */
function wordAt(text: string, offset: number, problems: ExpressionProblems) {
  let name = "";
  let end = offset;
  let quoted = false;
  for (;;) {
    if (text[end] === ".") {
      name += ".";
      end += 1;
    }
    if (text[end] === '"') {
      const part = readQuotedName(text, end, problems);
      quoted = true;
      name += part.name;
      end = part.end;
    } else {
      const start = end;
      while (isNamePart(text.charCodeAt(end))) end += 1;
      name += text.slice(start, end);
    }
    const joined =
      text[end] === "." && (text[end + 1] === '"' || isNameStart(text.charCodeAt(end + 1)));
    if (!joined) return { name, end, quoted };
  }
}

function unknownAt(text: string, offset: number, problems: ExpressionProblems): Token {
  const sign = String.fromCodePoint(text.codePointAt(offset)!);
  const length = sign.length;
  const help = helpForUnknown(sign);
  problems.error(
    "unknown-sign",
    `\`${sign}\` means nothing in an equation.`,
    { offset, length },
    help,
  );
  return { kind: "end", offset, length };
}

function helpForUnknown(sign: string): string {
  if (sign === "#") {
    return "A comment in an equation is written {in braces}; for YAML a `#` after a space starts one.";
  }
  if (sign === ".") return "A decimal point stands before or behind a digit.";
  return `If it belongs to a name, write the name in double quotes: "cost ${sign} benefit".`;
}

function skipDigits(text: string, offset: number): number {
  let end = offset;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function skipSpaces(text: string, offset: number): number {
  let end = offset;
  while (isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

/** Skips spaces and comments. */
function skipBlanks(text: string, offset: number, problems: ExpressionProblems): number {
  let end = skipSpaces(text, offset);
  while (text[end] === "{") {
    const start = end;
    let open = 0;
    do {
      if (text[end] === "{") open += 1;
      if (text[end] === "}") open -= 1;
      end += 1;
    } while (open > 0 && end < text.length);
    if (open > 0) {
      const span = { offset: start, length: 1 };
      const message = "A comment is opened here and never closed.";
      problems.error("unclosed-comment", message, span, "Close it with `}`.");
    }
    end = skipSpaces(text, end);
  }
  return end;
}
