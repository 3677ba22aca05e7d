import { cellsOf, displayWidth } from "./display-width.js";

/** Breaks a text at spaces so that no line is wider; a word that is too wide by itself is cut. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((one) => cut(one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function cut(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  let taken = 0;
  for (const cell of cellsOf(word)) {
    if (taken + cell.width > width && part !== "") {
      parts.push(part);
      part = "";
      taken = 0;
    }
    part += cell.text;
    taken += cell.width;
  }
  return [...parts, part];
}

/** A paragraph: the first line behind `first`, the others as far in. */
export function paragraph(text: string, width: number, first = ""): string {
  const indent = displayWidth(first);
  const lines = wrap(text, width - indent);
  return lines.map((line, at) => (at === 0 ? first : " ".repeat(indent)) + line).join("\n");
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

export interface Column {
  readonly title: string;
  /** At most so wide; what is longer is wrapped. */
  readonly width: number;
}

/**
 * Lines of a table whose cells are wrapped, two spaces apart; a column is no wider than its widest
 * cell needs. The first line is the titles.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title);
  const cells = [titles, ...rows].map((row) =>
    row.map((text, at) => wrap(text, columns[at].width)),
  );
  const widths = columns.map((_, at) =>
    Math.max(...cells.flatMap((row) => row[at].map(displayWidth))),
  );
  return cells.map((row) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      row
        .map((lines, at) => padded(lines[line] ?? "", widths[at]))
        .join("  ")
        .trimEnd(),
    ).join("\n");
  });
}
