import { keyOf } from "#study/name";

/** A table as somebody brings it: numbers, or text in categories, with gaps. */
export interface DataTable {
  readonly rows: number;
  /** By `keyOf(name)`, in the order of the table. */
  readonly columns: ReadonlyMap<string, DataColumn>;
}

export interface DataColumn {
  readonly name: string;
  /** Labels of a column of text, in the order of their names; null for numbers. */
  readonly labels: readonly string[] | null;
  /** Numbers, or indices of labels. NaN where there is none. */
  readonly values: Float64Array;
}

/**
 * A column from cells as they are written: numbers if every cell is one or is empty, `NaN`, `nan`,
 * `NA`, `null` or an infinity (which all count as no number), else text.
 */
export function columnFromCells(name: string, cells: readonly string[]): DataColumn {
  const numbers = new Float64Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    if (isGap(cell)) numbers[row] = NaN;
    else {
      numbers[row] = Number(cell);
      if (Number.isNaN(numbers[row])) return categoryColumn(name, cells);
    }
  }
  return numberColumn(name, numbers);
}

/** A column of numbers; what is not finite is a gap. */
export function numberColumn(name: string, values: Float64Array): DataColumn {
  const kept = values.every(Number.isFinite)
    ? values
    : values.map((value) => (Number.isFinite(value) ? value : NaN));
  return { name, labels: null, values: kept };
}

/** A column of text; empty cells are gaps. */
export function categoryColumn(name: string, cells: readonly string[]): DataColumn {
  const labels = [...new Set(cells.filter((cell) => cell !== ""))].toSorted();
  const codes = new Map(labels.map((label, code) => [label, code]));
  return { name, labels, values: Float64Array.from(cells, (cell) => codes.get(cell) ?? NaN) };
}

/** Throws a RangeError for two columns of one name. */
export function dataTable(rows: number, columns: readonly DataColumn[]): DataTable {
  const byKey = new Map<string, DataColumn>();
  for (const column of columns) {
    const key = keyOf(column.name);
    const before = byKey.get(key);
    if (before !== undefined) {
      throw new RangeError(
        `two columns have one name, "${before.name}" and "${column.name}": names are matched without regard to case, spaces and underscores`,
      );
    }
    byKey.set(key, column);
  }
  return { rows, columns: byKey };
}

/** The rows [from, to) of a table. */
export function rowsBetween({ columns }: DataTable, from: number, to: number): DataTable {
  return {
    rows: to - from,
    columns: new Map(
      [...columns].map(([key, column]) => [
        key,
        { ...column, values: column.values.subarray(from, to) },
      ]),
    ),
  };
}

function isGap(cell: string): boolean {
  return cell === "" || /^([-+]?inf(inity)?|nan|na|null)$/iu.test(cell);
}
