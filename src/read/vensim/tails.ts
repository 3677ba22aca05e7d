import { isSpace, isDigit, isLineEnd } from "./characters.js";
import type { Lexer } from "./lexer.js";
import type { Problems } from "./problems.js";
import type { Tail } from "./syntax.js";

/** More parts than this between two `|` mean that a `|` is missing: units, comment, a mark. */
const mostParts = 3;

/**
 * What follows an equation: `~ units [min,max,step] ~ comment ~ :SUPPLEMENTARY |`. It is text:
 * quotes and braces mean nothing in it. The lexer stands on `~`, `|` or the end, and is moved
 * behind the `|`.
 */
export function parseTail(lexer: Lexer, problems: Problems): Tail {
  const parts: { start: number; end: number }[] = [];
  const begin = lexer.current.start;
  let at = begin;
  const { text, limit } = lexer;
  while (at < limit && text[at] === "~") {
    const start = at + 1;
    at = start;
    while (at < limit && text[at] !== "~" && text[at] !== "|") at += 1;
    parts.push({ start, end: at });
  }
  if (at >= limit) {
    problems.error(
      "open-equation",
      "The last equation has no `|` at its end.",
      problems.place(Math.max(0, lexer.previousEnd - 1), lexer.previousEnd),
      "End every equation with `~ units ~ comment |`.",
    );
  } else if (parts.length > mostParts && !parts.some((part) => isMark(text, part.start))) {
    problems.error(
      "open-equation",
      `There are ${parts.length} parts between \`~\` here where at most 3 belong; a \`|\` seems to be missing.`,
      problems.place(begin, begin + 1),
      "End every equation with `~ units ~ comment |`.",
    );
  }
  lexer.moveTo(Math.min(limit, at + 1));
  const [unit, comment] = parts;
  return {
    ...(unit === undefined ? noUnit : parseUnit(text, unit.start, unit.end, problems)),
    documentation: comment === undefined ? null : tidyText(text.slice(comment.start, comment.end)),
  };
}

/** `:SUPPLEMENTARY` and its like. */
function isMark(text: string, start: number): boolean {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return text[at] === ":";
}

const noUnit = { unit: null, unitPlace: null, range: null } as const;

function parseUnit(text: string, start: number, end: number, problems: Problems) {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last -= 1;
  let range: readonly [number, number] | null = null;
  let unitEnd = last;
  if (last > start && text[last - 1] === "]") {
    const bracket = text.lastIndexOf("[", last - 1);
    if (bracket >= start) {
      range = parseRange(text.slice(bracket + 1, last - 1));
      unitEnd = bracket;
    }
  }
  const unit = tidyText(text.slice(start, unitEnd));
  if (unit === null) return { unit: null, unitPlace: null, range };
  let first = start;
  while (isSpace(text.charCodeAt(first))) first += 1;
  while (unitEnd > first && isSpace(text.charCodeAt(unitEnd - 1))) unitEnd -= 1;
  const words = unit.split("\n").join(" ");
  return { unit: words, unitPlace: problems.place(first, unitEnd), range };
}

/** `min,max` or `min,max,step`, with `?` for none; null if neither end is given. */
function parseRange(text: string): readonly [number, number] | null {
  const [low, high] = text.split(",").map((part) => part.trim());
  const minimum = numberAt(low);
  const maximum = numberAt(high);
  if (minimum === null && maximum === null) return null;
  return [minimum ?? -Infinity, maximum ?? Infinity];
}

function numberAt(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const code = text.charCodeAt(text[0] === "-" || text[0] === "+" || text[0] === "." ? 1 : 0);
  if (!isDigit(code) && code !== 46) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Joins continued lines, trims every line, and drops empty ones at both ends; null if all are. */
export function tidyText(raw: string): string | null {
  const lines: string[] = [];
  let line = "";
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (isLineEnd(code)) {
      if (code === 13 && raw.charCodeAt(at + 1) === 10) at += 1;
      if (line.endsWith("\\")) line = line.slice(0, -1).trimEnd() + " ";
      else {
        lines.push(line.trim());
        line = "";
      }
    } else if (!isSpace(code)) line += raw[at];
    else if (line !== "" && !line.endsWith(" ")) line += " ";
  }
  lines.push(line.trim());
  while (lines.length > 0 && lines[0] === "") lines.shift();
  while (lines.length > 0 && lines[lines.length - 1] === "") lines.pop();
  return lines.length === 0 ? null : lines.join("\n");
}
