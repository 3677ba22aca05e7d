import { harmless } from "./style.js";

/**
 * Text as Markdown (CommonMark 0.31 with the tables of GFM 0.29) that shows it as it is, in a
 * paragraph, a heading, a list or a cell of a table: on one line, with what would be markup escaped,
 * that of blocks at its start included.
 */
export function plainText(text: string): string {
  return flat(text)
    .replace(/[\\`*_[\]<|~]/gu, (sign) => `\\${sign}`)
    .replace(/&(?=#?\w+;)/gu, "&amp;")
    .replace(/^(?:[#>]|[-+](?=[\s-]|$))/u, (sign) => `\\${sign}`)
    .replace(/^(\d+)(?=[.)](?:\s|$))/u, "$1\\");
}

/**
 * Text as code, in a cell or elsewhere. What a code span cannot hold inside a table (a bar, which
 * ends the cell) or only clumsily (a backtick) is written in HTML.
 */
export function codeText(text: string): string {
  const one = flat(text);
  if (!/[`|]/u.test(one)) return one === "" ? "" : `\`${one}\``;
  const entities = one.replace(/[&<>`|*_[\]\\~]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<code>${entities}</code>`;
}

/** One line, without control characters, without space at its ends. */
function flat(text: string): string {
  return harmless(text.replace(/\s+/gu, " ").trim());
}
