import { isDigit, isNamePart, isNameStart } from "../../expression/characters.js";

const keywords: ReadonlySet<string> = new Set(["if", "then", "else", "and", "or", "not", "mod"]);

/**
 * A name as equations of the native format have it: a run of words as it is displayed, in quotes if
 * it has one of the words of the language in it, or a character that no word has.
 */
export function nativeName(name: string): string {
  const trimmed = name.trim();
  return trimmed.split(" ").every(isWord) ? trimmed : `"${escaped(trimmed)}"`;
}

/** The name of a builtin; behind its dialect, it goes in quotes where a name would. */
export function nativeBuiltin(name: string): string {
  const point = name.indexOf(".");
  if (point < 0) return name;
  return `${name.slice(0, point)}.${nativeName(name.slice(point + 1))}`;
}

function isWord(word: string, index: number): boolean {
  if (word === "" || keywords.has(word.toLowerCase())) return false;
  // A point joins the name of a module to that of its variable: `Hares.births`.
  const parts = word.split(".");
  if (!parts.every((part) => part !== "" && codesOf(part).every(isNamePart))) return false;
  // Only a later word may begin with a digit: `control 2008`.
  const isNumber = index > 0 && parts.length === 1 && isDigit(word.charCodeAt(0));
  return isNumber || parts.every((part) => isNameStart(part.charCodeAt(0)));
}

function codesOf(text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function escaped(name: string): string {
  return name.replace(/["\\]/gu, "\\$&").replace(/\r\n?|\n/gu, "\\n");
}
