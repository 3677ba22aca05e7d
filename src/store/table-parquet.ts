import type { Table } from "#numeric/table";
import { ParquetFile } from "./parquet-file.js";

/** Rows of a group: what readers like to take in at a time. */
const groupRows = 122_880;

/** A table of doubles as a Parquet file. */
export function tableAsParquet(table: Table): Uint8Array {
  const columns = [...table.columns];
  const file = new ParquetFile(columns.map(([name]) => ({ name, type: "double" })));
  for (let first = 0; first < table.rows || first === 0; first += groupRows) {
    const last = Math.min(table.rows, first + groupRows);
    file.addGroup(
      last - first,
      new Map(columns.map(([name, values]) => [name, values.subarray(first, last)])),
    );
  }
  return file.finish(new Map());
}
