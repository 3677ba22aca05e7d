import type { DataColumn, DataTable } from "../data-table.js";
import type { Cases, Input } from "./cases.js";

export interface DataCases {
  readonly cases: Cases;
  /** Rows left out because an input has no value. */
  readonly incomplete: number;
}

/**
 * Rows of a table as cases for discovery: `met` says of a row 1 or 0, or NaN where it cannot be
 * told, which makes it a failed one. Columns of numbers that are whole everywhere are integers if
 * they have few values, 20 at most: limits of a year or a count are whole, limits of a large number
 * of dollars need not be.
 */
export function dataCases(
  { rows }: DataTable,
  columns: readonly DataColumn[],
  met: (row: number) => number,
): DataCases {
  const known: number[] = [];
  const failed: number[] = [];
  let incomplete = 0;
  const interest: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (columns.some(({ values }) => Number.isNaN(values[row]))) {
      incomplete += 1;
      continue;
    }
    const holds = met(row);
    if (Number.isNaN(holds)) failed.push(row);
    else {
      known.push(row);
      interest.push(holds === 0 ? 0 : 1);
    }
  }
  return {
    cases: {
      inputs: columns.map((column) => inputOf(column, known)),
      interest: Uint8Array.from(interest),
      failed: columns.map(({ values }) => Float64Array.from(failed, (row) => values[row])),
    },
    incomplete,
  };
}

const mostWhole = 20;

function inputOf({ name, labels, values }: DataColumn, rows: readonly number[]): Input {
  const own = Float64Array.from(rows, (row) => values[row]);
  if (labels !== null) return { name, kind: "category", values: own, labels };
  const isWhole = own.every(Number.isInteger) && new Set(own).size <= mostWhole;
  return { name, kind: isWhole ? "integer" : "number", values: own };
}
