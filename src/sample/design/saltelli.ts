import { mostDimensions } from "#numeric/direction-numbers";
import type { Table } from "#numeric/table";
import { sobolPoints } from "./sobol-points.js";

/** How many premises a Saltelli design can take. */
export const mostSaltelliInputs = Math.floor(mostDimensions / 2);

/** Rows of a Saltelli design for each base point: A, an AB a premise, a BA a premise, B. */
export function saltelliRows(inputs: number, secondOrder: boolean): number {
  return (secondOrder ? 2 : 1) * inputs + 2;
}

/**
 * The points at which the indices of Sobol are estimated (A. Saltelli, "Making best use of model
 * evaluations to compute sensitivity indices", Computer Physics Communications 145, 2002): for each
 * of `base` points A and B of the unit cube the rows A, AB₁ … AB_D, [BA₁ … BA_D,] B, where AB_i is A
 * with its coordinate i from B. A and B are the halves of a Sobol point of 2·D dimensions, which is
 * scrambled by the seed unless that is null. `base` is best a power of two.
 *
 * Throws a RangeError for more than `mostSaltelliInputs` keys.
 */
export function saltelliDesign(
  seed: number | bigint | null,
  keys: readonly string[],
  base: number,
  secondOrder: boolean,
): Table {
  const inputs = keys.length;
  const second = keys.map((key) => `${key} again`);
  const points = sobolPoints(seed, [...keys, ...second], 0, base);
  const perPoint = saltelliRows(inputs, secondOrder);
  const rows = base * perPoint;
  const columns = new Map<string, Float64Array>();
  for (const [index, key] of keys.entries()) {
    const a = points.columns.get(key) as Float64Array;
    const b = points.columns.get(second[index]) as Float64Array;
    const values = new Float64Array(rows);
    for (let point = 0; point < base; point++) {
      const from = point * perPoint;
      for (let row = 0; row < perPoint; row++) {
        const fromB = isFromB(row, index, inputs, perPoint);
        values[from + row] = fromB ? b[point] : a[point];
      }
    }
    columns.set(key, values);
  }
  return { rows, columns };
}

function isFromB(row: number, index: number, inputs: number, perPoint: number): boolean {
  if (row === 0) return false;
  if (row === perPoint - 1) return true;
  return row <= inputs ? row - 1 === index : row - 1 - inputs !== index;
}
