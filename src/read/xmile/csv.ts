import type { Place } from "#study/place";
import { SourceText } from "#study/place";

export interface CsvCell {
  readonly text: string;
  readonly place: Place;
}

/**
 * Splits CSV into rows of cells (RFC 4180): a cell in double quotes may hold commas, line ends and
 * doubled quotes. Line ends are CRLF, LF or CR; rows of empty cells are left out.
 */
export function parseCsv(text: string, file: string): readonly (readonly CsvCell[])[] {
  const source = new SourceText(file, text);
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let at = 0;
  const endRow = (): void => {
    if (row.some((cell) => cell.text !== "")) rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    const { value, end } = cellAt(text, at);
    row.push({ text: value, place: source.place(at, Math.max(1, end - at)) });
    if (text[end] !== ",") endRow();
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  return rows;
}

function cellAt(text: string, start: number): { readonly value: string; readonly end: number } {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") {
      end += 1;
    }
    return { value: text.slice(start, end).trim(), end };
  }
  let value = "";
  let end = start + 1;
  while (end < text.length) {
    if (text[end] !== '"') value += text[end];
    else if (text[end + 1] === '"') {
      value += '"';
      end += 1;
    } else break;
    end += 1;
  }
  end = Math.min(text.length, end + 1);
  // Whatever stands between the closing quote and the next comma belongs to nothing and is kept.
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") {
    value += text[end];
    end += 1;
  }
  return { value: value.trim(), end };
}
