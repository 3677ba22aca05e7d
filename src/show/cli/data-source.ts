import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { categoryColumn, columnFromCells, dataTable, numberColumn } from "#analyse/data-table";
import type { DataColumn, DataTable } from "#analyse/data-table";
import { count } from "#argue/words";
import { csvRowsOf } from "#read/csv";
import { openEnsemble } from "#store/ensemble";
import { asDoubles, openParquet, readColumn, rowsOf } from "#store/parquet-read";
import { readEnsemble } from "#store/read-ensemble";
import type { EnsembleTable } from "#store/read-ensemble";
import { SourceText } from "#study/place";

import { createNodeFolder } from "../node/folder.js";
import type { Fail } from "./named-in.js";
import { reasonOf } from "../node/reason-of.js";

/** What a name on the command line stands for. */
export type SourceKind = "csv" | "parquet" | "ensemble" | "study";

export async function kindOfSource(path: string): Promise<SourceKind> {
  if (/\.(csv|txt)$/iu.test(path)) return "csv";
  if (/\.parquet$/iu.test(path)) return "parquet";
  const plan = await stat(join(path, "plan.json")).catch(() => null);
  return plan === null ? "study" : "ensemble";
}

/** A table from a CSV file whose first line names the columns; null, and said, if it is none. */
export async function readCsvTable(path: string, fail: Fail): Promise<DataTable | null> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = error instanceof TypeError ? "it is not UTF-8" : reasonOf(error);
    fail(missing ? `There is no file \`${path}\`.` : `\`${path}\` cannot be read: ${why}.`);
    return null;
  }
  const source = new SourceText(path, text);
  const { rows, unclosed } = csvRowsOf(source);
  if (unclosed !== null) {
    const { line } = source.place(unclosed);
    fail(`${path}:${line}: a quotation mark is opened here and never closed.`);
    return null;
  }
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0) {
    fail(
      `\`${path}\` has no rows.`,
      "The first line names the columns, each further line is a row.",
    );
    return null;
  }
  const ragged = body.find((row) => row.length !== header.length);
  if (ragged !== undefined) {
    const { line } = source.place(ragged[0].offset);
    const message = `${path}:${line}: this row has ${count(ragged.length, "cell")}, the first line names ${header.length} columns.`;
    fail(message, "Cells with commas in them stand in double quotes.");
    return null;
  }
  const columns = header.map((cell, index) =>
    columnFromCells(
      cell.text === "" ? `column ${index + 1}` : cell.text,
      body.map((row) => row[index].text),
    ),
  );
  return asTable(body.length, columns, path, fail);
}

/** A table from a Parquet file; columns of lists and the like are left out. */
export async function readParquetTable(path: string, fail: Fail): Promise<DataTable | null> {
  const source = await openParquet(createNodeFolder(dirname(path)), basename(path));
  const rows = rowsOf(source);
  const all = { rowStart: 0, rowEnd: rows };
  const columns: DataColumn[] = [];
  for (const { name, num_children: children } of source.metadata.schema.slice(1)) {
    if ((children ?? 0) > 0 || columns.some((before) => before.name === name)) continue;
    const values: ArrayLike<unknown> = await readColumn(source, name, all);
    const column = values.length === rows ? columnOf(name, values) : null;
    if (column !== null) columns.push(column);
  }
  return asTable(rows, columns, path, fail);
}

function columnOf(name: string, values: ArrayLike<unknown>): DataColumn | null {
  const known = Array.from(values).filter((value) => value !== null && value !== undefined);
  if (known.every((value) => typeof value === "number" || typeof value === "bigint")) {
    const numbers = Array.from(values, (value) => (value === null ? NaN : Number(value)));
    return numberColumn(name, Float64Array.from(numbers));
  }
  if (!known.every((value) => typeof value === "string" || typeof value === "boolean")) return null;
  return categoryColumn(
    name,
    Array.from(values, (value) => (value === null ? "" : `${value}`)),
  );
}

/**
 * A stored ensemble as a table, a row a future, policy and position: premises, outcomes (gaps where
 * the future failed), and the policy and the position where there are several. Throws a
 * `StoreProblem`.
 */
export async function readEnsembleTable(
  path: string,
  { policies, positions }: { policies?: readonly string[]; positions?: readonly string[] },
): Promise<{ readonly table: DataTable; readonly premises: readonly string[] }> {
  const folder = createNodeFolder(path);
  const { plan } = (await openEnsemble(folder)).stored;
  const wanted = [...plan.premises, ...plan.outcomes];
  const parts = await readEnsemble(folder, {
    columns: wanted.map(({ column }) => column),
    rows: "all",
    ...(policies === undefined ? {} : { policies }),
    ...(positions === undefined ? {} : { positions }),
  });
  const rows = parts.reduce((sum, { table }) => sum + table.rows, 0);
  const columns = wanted.map(({ column, name }, index) =>
    numberColumn(name, stacked(parts, rows, column, index >= plan.premises.length)),
  );
  for (const what of ["policy", "position"] as const) {
    if (new Set(parts.map((part) => part[what])).size < 2) continue;
    const names = new Map(
      (what === "policy" ? plan.policies : plan.positions).map((one) => [one.key, one.name]),
    );
    const cells = parts.flatMap((part) =>
      Array.from({ length: part.table.rows }, () => names.get(part[what]) ?? part[what]),
    );
    if (!wanted.some(({ name }) => name === what)) columns.push(categoryColumn(what, cells));
  }
  return { table: dataTable(rows, columns), premises: plan.premises.map(({ name }) => name) };
}

function stacked(
  parts: readonly EnsembleTable[],
  rows: number,
  column: string,
  isOutcome: boolean,
): Float64Array {
  const all = new Float64Array(rows);
  let from = 0;
  for (const { table, ok } of parts) {
    const values = asDoubles(table.columns.get(column) as Float64Array);
    all.set(isOutcome ? values.map((value, row) => (ok[row] === 1 ? value : NaN)) : values, from);
    from += table.rows;
  }
  return all;
}

function asTable(
  rows: number,
  columns: readonly DataColumn[],
  path: string,
  fail: Fail,
): DataTable | null {
  try {
    return dataTable(rows, columns);
  } catch (error) {
    fail(`In \`${path}\` ${(error as Error).message}.`, "Rename one of them.");
    return null;
  }
}
