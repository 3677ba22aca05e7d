import type { SourceText } from "#study/place";

/** A cell: its text without quotes, and where it stands. */
export interface CsvCell {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** The rows of a CSV file; `unclosed` is the offset of a quote that is never closed, or null. */
export interface CsvRows {
  readonly rows: readonly (readonly CsvCell[])[];
  readonly unclosed: number | null;
}

/**
 * Splits comma-separated values (RFC 4180): cells may be quoted, `""` is a quote, lines end at LF,
 * CRLF or CR; a line without anything on it is no row. Goes by character, in linear time.
 */
export function csvRowsOf(source: SourceText): CsvRows {
  const { text } = source;
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let unclosed: number | null = null;
  let at = 0;
  while (at < text.length) {
    const start = at;
    let value = "";
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      value = quoted.text;
      at = quoted.end;
      if (!quoted.closed) unclosed ??= start;
    }
    const rest = at;
    while (at < text.length && !",\r\n".includes(text[at])) at += 1;
    value += text.slice(rest, at);
    row.push({ text: value.trim(), offset: start, length: at - start });
    if (text[at] === ",") {
      at += 1;
      if (at < text.length && !"\r\n".includes(text[at])) continue;
      row.push({ text: "", offset: at, length: 0 });
    }
    if (row.some((cell) => cell.text !== "")) rows.push(row);
    row = [];
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
  }
  return { rows, unclosed };
}

function readQuoted(text: string, offset: number) {
  let value = "";
  let at = offset + 1;
  while (at < text.length) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return { text: value, end: at + 1, closed: true };
    at += 1;
  }
  return { text: value, end: at, closed: false };
}
