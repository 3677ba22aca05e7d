import { FileProblem, type Files } from "#study/host";
import { keyOf } from "#study/name";
import { decodeText } from "./decode-vensim.js";
import { externalFunctions } from "./external-functions.js";
import type { Problems } from "./problems.js";
import {
  numberIn,
  parseCell,
  parseColumn,
  parseRow,
  parseSheet,
  textIn,
  type Sheet,
} from "./sheet.js";
import type { ExternalCall, Statement } from "./syntax.js";

/** Points of one series, without those that the file leaves empty. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** An element for each cell, at most; more is a slip of the pen. */
const mostElements = 100_000;

/** The delimited text files that a model reads numbers or names from. */
export class ExternalData {
  readonly #sheets: ReadonlyMap<ExternalCall, Sheet>;

  private constructor(sheets: ReadonlyMap<ExternalCall, Sheet>) {
    this.#sheets = sheets;
  }

  /** Reads every file that the statements name, once. `tags` are the files behind `?tag`. */
  static async load(
    statements: readonly Statement[],
    tags: ReadonlyMap<string, string>,
    files: Files | null,
    problems: Problems,
  ): Promise<ExternalData> {
    const texts = new Map<string, string>();
    for (const statement of statements) {
      if (statement.kind === "variable" && statement.body.kind === "text") {
        texts.set(statement.target.key, statement.body.text);
      }
    }
    const sheets = new Map<ExternalCall, Sheet>();
    const read = new Map<string, string | null>();
    for (const call of callsIn(statements)) {
      if (!checkCall(call, problems)) continue;
      const values = call.arguments.map((value) => texts.get(keyOf(value)) ?? value);
      const file = tags.get(values[0].toLowerCase()) ?? values[0];
      if (!checkFile(file, call, problems)) continue;
      let text = read.get(file);
      if (text === undefined) {
        text = await readText(file, files, call, problems);
        read.set(file, text);
      }
      if (text !== null) sheets.set(call, parseSheet(text, delimiterOf(file, values[1])));
    }
    return new ExternalData(sheets);
  }

  /** The names that GET DIRECT SUBSCRIPT(file, tab, first cell, last cell, prefix) gives. */
  elements(call: ExternalCall, problems: Problems): readonly string[] {
    const sheet = this.#sheets.get(call);
    if (sheet === undefined) return [];
    const [, , first, last, prefix] = call.arguments;
    const from = parseCell(first);
    if (from === null) return badCell(call, first, problems) ?? [];
    const to = lastCell(last, from, sheet);
    if (to === null) return badCell(call, last, problems) ?? [];
    const names: string[] = [];
    for (let row = from.row; row <= to.row && row < sheet.length; row++) {
      for (let column = from.column; column <= to.column; column++) {
        const name = textIn(sheet, row, column);
        if (name !== "" && names.length < mostElements) names.push(prefix + name);
        if (column >= sheet[row].length) break;
      }
    }
    if (names.length === 0) noValue(call, `the cells from ${first} on are empty`, problems);
    return names;
  }

  /**
   * `rows` × `columns` numbers from GET DIRECT CONSTANTS(file, tab, cell), row by row: to the right
   * on the last range and down on the one before, the other way round with `*` behind the cell
   * (Vensim Help). Null if there are none; that is reported.
   */
  constants(
    call: ExternalCall,
    rows: number,
    columns: number,
    problems: Problems,
  ): readonly number[] | null {
    const sheet = this.#sheets.get(call);
    if (sheet === undefined) return null;
    const cell = parseCell(call.arguments[2]);
    if (cell === null) return badCell(call, call.arguments[2], problems);
    const values: number[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [down, right] = cell.transposed ? [column, row] : [row, column];
        const value = numberIn(sheet, cell.row + down, cell.column + right);
        if (value === null) {
          return noValue(
            call,
            `there is no number in row ${cell.row + down + 1}, column ${cell.column + right + 1}`,
            problems,
          );
        }
        values.push(value);
      }
    }
    return values;
  }

  /**
   * `count` series from GET DIRECT DATA or LOOKUPS(file, tab, row or column of x, first cell): a
   * letter names the column of x, and series stand side by side; a number names its row, and they
   * stand below each other. Null if there are none; that is reported.
   */
  series(call: ExternalCall, count: number, problems: Problems): readonly Points[] | null {
    const sheet = this.#sheets.get(call);
    if (sheet === undefined) return null;
    const [, , axis, first] = call.arguments;
    const cell = parseCell(first);
    if (cell === null) return badCell(call, first, problems);
    const column = parseColumn(axis);
    const row = parseRow(axis);
    if (column === null && row === null) return badCell(call, axis, problems);
    const found: Points[] = [];
    for (let index = 0; index < count; index++) {
      const points =
        column !== null
          ? pointsDown(sheet, column, cell.row, cell.column + index)
          : pointsAcross(sheet, row ?? 0, cell.row + index, cell.column);
      if (points.x.length === 0)
        return noValue(call, `no numbers stand from ${first} on`, problems);
      found.push(points);
    }
    return found;
  }
}

function lastCell(
  text: string,
  from: { row: number; column: number },
  sheet: Sheet,
): { row: number; column: number } | null {
  const widest = Math.max(from.column, ...sheet.slice(0, 10_000).map((row) => row.length));
  const name = text.trim();
  if (name === "") return { row: sheet.length, column: from.column };
  const column = parseColumn(name);
  if (column !== null) return { row: sheet.length, column: Math.min(column, widest) };
  const row = parseRow(name);
  if (row !== null) return { row, column: widest };
  return parseCell(name);
}

function pointsDown(sheet: Sheet, xColumn: number, from: number, column: number): Points {
  const points: [number, number][] = [];
  for (let row = from; row < sheet.length; row++) {
    const x = numberIn(sheet, row, xColumn);
    const y = numberIn(sheet, row, column);
    if (x !== null && y !== null) points.push([x, y]);
  }
  return inOrder(points);
}

function pointsAcross(sheet: Sheet, xRow: number, row: number, from: number): Points {
  const points: [number, number][] = [];
  for (let column = from; column < (sheet[xRow]?.length ?? 0); column++) {
    const x = numberIn(sheet, xRow, column);
    const y = numberIn(sheet, row, column);
    if (x !== null && y !== null) points.push([x, y]);
  }
  return inOrder(points);
}

function inOrder(points: [number, number][]): Points {
  points.sort((a, b) => a[0] - b[0]);
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

function* callsIn(statements: readonly Statement[]): Iterable<ExternalCall> {
  for (const statement of statements) {
    if (statement.kind === "range" && statement.external !== null) yield statement.external;
    else if (statement.kind === "variable" && statement.body.kind === "external") {
      yield statement.body.call;
    } else if (statement.kind === "macro") yield* callsIn(statement.body);
  }
}

function checkCall(call: ExternalCall, problems: Problems): boolean {
  const known = externalFunctions.get(call.key);
  if (known === undefined) return false;
  const name = call.name.toUpperCase();
  if (known.reads === "nothing") {
    problems.error(
      "unsupported-function",
      `${name} is not supported: ${known.why}.`,
      call.place,
      "Export the values to a .csv file and read them with GET DIRECT CONSTANTS, DATA or LOOKUPS.",
    );
    return false;
  }
  if (call.arguments.length === known.arguments) return true;
  problems.error(
    "argument-count",
    `${name} takes ${known.arguments} arguments, not ${call.arguments.length}.`,
    call.place,
  );
  return false;
}

function checkFile(file: string, call: ExternalCall, problems: Problems): boolean {
  const name = file.toLowerCase();
  if (name.startsWith("?")) {
    problems.error(
      "data-file",
      `"${file}" stands for a file that the settings of the model do not name.`,
      call.place,
      "Write the name of a .csv file.",
    );
    return false;
  }
  const workbook = [".xls", ".xlsx", ".xlsm", ".ods"].some((ending) => name.endsWith(ending));
  if (workbook) {
    problems.error(
      "data-file",
      `The values are in the workbook "${file}"; only delimited text is read.`,
      call.place,
      "Save the sheet as .csv, and name that file and ',' in the equation.",
    );
  }
  return !workbook;
}

async function readText(
  file: string,
  files: Files | null,
  call: ExternalCall,
  problems: Problems,
): Promise<string | null> {
  if (files === null) {
    problems.error(
      "data-file",
      `The model reads "${file}", but it was opened without its folder.`,
      call.place,
      "Open the model from the folder that holds the file.",
    );
    return null;
  }
  try {
    return decodeText(await files.read(file.split("\\").join("/")));
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    problems.error("data-file", `"${file}" cannot be read: ${problem.message}`, call.place);
    return null;
  }
}

/** Files with values between commas end in .csv, all others have tabs, unless the call says. */
function delimiterOf(file: string, said: string): string {
  const mark = said.toLowerCase() === "\\t" ? "\t" : said;
  if (mark.length === 1 && ",;\t| ".includes(mark)) return mark;
  return file.toLowerCase().endsWith(".csv") ? "," : "\t";
}

function badCell(call: ExternalCall, cell: string, problems: Problems): null {
  problems.error(
    "data-cell",
    `"${cell}" in ${call.name.toUpperCase()} is no cell, row or column.`,
    call.place,
    "Name a cell by its column and row, such as B2; names of cell ranges are not known to text files.",
  );
  return null;
}

function noValue(call: ExternalCall, what: string, problems: Problems): null {
  problems.error(
    "data-cell",
    `${call.name.toUpperCase()}: in "${call.arguments[0]}" ${what}.`,
    call.place,
  );
  return null;
}
