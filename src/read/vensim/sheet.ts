import { isDigit } from "./characters.js";

/** The cells of a delimited text file, by row and column, counted from 0. */
export type Sheet = readonly (readonly string[])[];

/** Reads delimited text; cells may stand in double quotes, `""` is a quote (RFC 4180). */
export function parseSheet(text: string, delimiter: string): Sheet {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (character === delimiter) endCell();
    else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[at + 1] === "\n") at += 1;
      endCell();
      rows.push(row);
      row = [];
    } else cell += character;
  }
  if (cell !== "" || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}

/** A cell such as `B2`, `$B$2` or `b2*`; null if it is none. */
export function parseCell(
  text: string,
): { row: number; column: number; transposed: boolean } | null {
  let name = text.trim().toUpperCase().split("$").join("");
  const transposed = name.endsWith("*");
  if (transposed) name = name.slice(0, -1).trim();
  let at = 0;
  while (at < name.length && name.charCodeAt(at) >= 65 && name.charCodeAt(at) <= 90) at += 1;
  const column = parseColumn(name.slice(0, at));
  const row = parseRow(name.slice(at));
  return row === null || column === null ? null : { row, column, transposed };
}

/** `A` is 0, `AB` is 27; null if it is no column. */
export function parseColumn(text: string): number | null {
  const letters = text.trim().toUpperCase();
  if (letters.length < 1 || letters.length > 3) return null;
  let column = 0;
  for (let at = 0; at < letters.length; at++) {
    const code = letters.charCodeAt(at);
    if (code < 65 || code > 90) return null;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** `1` is 0; null if it is no row. */
export function parseRow(text: string): number | null {
  const digits = text.trim();
  if (digits.length < 1 || digits.length > 7) return null;
  for (let at = 0; at < digits.length; at++) if (!isDigit(digits.charCodeAt(at))) return null;
  return Number(digits) < 1 ? null : Number(digits) - 1;
}

/** The number in a cell; null if it is empty or no number. */
export function numberIn(sheet: Sheet, row: number, column: number): number | null {
  const text = textIn(sheet, row, column);
  if (text === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export function textIn(sheet: Sheet, row: number, column: number): string {
  return sheet[row]?.[column] ?? "";
}
