import type { Table } from "#numeric/table";
import { csvRowsOf } from "#read/csv";
import { decodeUtf8 } from "#read/utf8";
import { asDoubles, openParquetBytes, readColumn, rowsOf } from "#store/parquet-read";
import { StoreProblem } from "#store/store-problem";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import { SourceText } from "#study/place";
import type { Study } from "#study/study";

/**
 * Somebody's table of futures, CSV or Parquet by its first bytes: a column for each premise that it
 * sets, named as the study names it, a number in every row. Throws a `StoreProblem` that names the
 * column or the line otherwise.
 */
export async function readPremiseTable(
  bytes: Uint8Array,
  file: string,
  study: Study,
): Promise<Table> {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  const table = magic === "PAR1" ? await fromParquet(bytes, file) : fromCsv(bytes, file);
  const columns = new Map<string, Float64Array>();
  for (const [name, values] of table.columns) {
    const key = keyOf(name);
    const premise = study.premises.get(key);
    if (premise === undefined) {
      const names = [...study.premises.values()].map((one) => one.name);
      const near = nearestName(name, names);
      throw problem(
        `\`${file}\` has a column \`${name}\`, which is no premise of the study.`,
        near === undefined ? "Leave the column out." : `Did you mean \`${near}\`?`,
      );
    }
    if (columns.has(key)) throw problem(`\`${file}\` has two columns for \`${premise.name}\`.`);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw problem(`\`${file}\` has no number for \`${premise.name}\` in its row ${bad + 1}.`);
    }
    columns.set(key, values);
  }
  if (table.rows === 0) throw problem(`\`${file}\` has no rows.`);
  return { rows: table.rows, columns };
}

function fromCsv(bytes: Uint8Array, file: string): Table {
  const { value: text, diagnostics } = decodeUtf8(bytes, file);
  if (text === undefined) throw problem(diagnostics[0].message);
  const [head, ...rows] = csvRowsOf(new SourceText(file, text)).rows;
  if (head === undefined) throw problem(`\`${file}\` is empty.`);
  const columns = new Map(head.map((cell) => [cell.text, new Float64Array(rows.length)]));
  for (const [row, cells] of rows.entries()) {
    if (cells.length !== head.length) {
      throw problem(
        `\`${file}\` has ${cells.length} cells in its row ${row + 1}, and ${head.length} columns.`,
      );
    }
    for (const [index, cell] of cells.entries()) {
      const values = columns.get(head[index].text);
      if (values !== undefined) values[row] = cell.text === "" ? NaN : Number(cell.text);
    }
  }
  return { rows: rows.length, columns };
}

async function fromParquet(bytes: Uint8Array, file: string): Promise<Table> {
  const source = await openParquetBytes(bytes, file);
  const rows = rowsOf(source);
  const columns = new Map<string, Float64Array>();
  for (const { name } of source.metadata.schema.slice(1)) {
    const values = await readColumn(source, name, { rowStart: 0, rowEnd: rows });
    columns.set(name, asDoubles(values));
  }
  return { rows, columns };
}

function problem(message: string, help?: string): StoreProblem {
  return new StoreProblem("bad-table", message, help);
}
