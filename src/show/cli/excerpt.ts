import { cellsOf } from "./display-width.js";
import { harmless } from "./style.js";

const tabStop = 4;

/** A line of a file as it is shown, and the carets under a part of it. */
export interface Excerpt {
  readonly line: string;
  readonly carets: string;
}

/**
 * Lays out a line for a terminal `width` columns wide: tabs become spaces, wide characters take two
 * columns and get two carets, a long line is cut on both sides of the part. `column` (from 1) and
 * `length` count UTF-16 code units; a part that goes on over the end of the line ends with it.
 */
export function excerptOf(line: string, column: number, length: number, width: number): Excerpt {
  const start = Math.min(column - 1, line.length);
  const end = Math.min(line.length, start + Math.max(1, length));
  let unit = 0;
  let at = 0;
  let from = -1;
  let to = -1;
  const shown: { readonly text: string; readonly at: number; readonly width: number }[] = [];
  for (const cell of cellsOf(harmless(line))) {
    const wide = cell.text === "\t" ? tabStop - (at % tabStop) : cell.width;
    if (from < 0 && unit + cell.text.length > start) from = at;
    if (unit < end) to = at + wide;
    shown.push({ text: cell.text === "\t" ? " ".repeat(wide) : cell.text, at, width: wide });
    unit += cell.text.length;
    at += wide;
  }
  if (from < 0) from = at;
  to = Math.max(to, from + 1);
  const window = windowAround(from, at, width);
  const visible = shown.filter(
    (cell) => cell.at >= window.from && cell.at + cell.width <= window.to,
  );
  // A wide character on the edge is left out, so that the line may begin a column later.
  const left = visible[0]?.at ?? window.from;
  const before = window.from > 0 ? "…" : "";
  const after = window.to < at ? "…" : "";
  const first = from - left + before.length;
  const last = Math.min(to, Math.max(window.to, from + 1)) - left + before.length;
  return {
    line: before + visible.map((cell) => cell.text).join("") + after,
    carets: " ".repeat(first) + "^".repeat(Math.max(1, last - first)),
  };
}

/** Which columns of a line are shown: all, or some with the part a third from the left. */
function windowAround(from: number, total: number, width: number) {
  if (total <= width) return { from: 0, to: total };
  // One column on either side is for the ellipsis.
  const room = width - 2;
  const left = Math.max(0, Math.min(from - Math.floor(width / 3), total - room));
  return { from: left, to: left + room };
}
