import { isDigit, isNamePart, isNameStart } from "../expression/characters.js";

const keywords: ReadonlySet<string> = new Set(["if", "then", "else", "and", "or", "not", "mod"]);

/**
 * A name as equations have it (XMILE 1.0, section 3.2.2.1): with underscores for spaces, and in
 * quotes if it has other characters than letters, digits, `_` and `$`, begins with a digit, `$` or
 * `_`, ends with `_`, or is a word of the language.
 */
export function printName(name: string): string {
  const joined = name.trim().replace(/[\s\u00a0]+/gu, "_");
  return isPlain(joined) ? joined : `"${escapeName(name.trim())}"`;
}

/** A name as attributes have it: without quotes around it, but with the escapes. */
export function escapeName(name: string): string {
  return name.replace(/["\\]/gu, "\\$&").replace(/\r\n?|\n/gu, "\\n");
}

function isPlain(name: string): boolean {
  if (name === "" || keywords.has(name.toLowerCase())) return false;
  if (/^[$_]|_$/u.test(name) || isDigit(name.charCodeAt(0))) return false;
  if (!isNameStart(name.charCodeAt(0))) return false;
  return Array.from({ length: name.length }, (_, at) => name.charCodeAt(at)).every(isNamePart);
}
