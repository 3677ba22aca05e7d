import { cos, sin } from "#numeric/elementary/trigonometric";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";

const arithmetic = createNumberArithmetic();

/** Ishigami and Homma 1990, a = 7, b = 0.1, of three coordinates of the unit cube as −π to π. */
export function ishigami(unit: Table): Float64Array {
  const [x, y, z] = [...unit.columns.values()].map((values) =>
    values.map((u) => -Math.PI + 2 * Math.PI * u),
  );
  return x.map((_, row) => {
    const sine = sin(arithmetic, x[row]);
    const other = sin(arithmetic, y[row]);
    const fourth = z[row] * z[row] * z[row] * z[row];
    return sine + 7 * other * other + 0.1 * fourth * sine;
  });
}

/** Sobol's G function of the unit cube, Saltelli and Sobol 1995. */
export function gFunction(unit: Table, a: readonly number[]): Float64Array {
  const columns = [...unit.columns.keys()].map((key) => column(unit, key));
  return Float64Array.from({ length: unit.rows }, (_, row) =>
    columns.reduce(
      (product, values, index) =>
        (product * (Math.abs(4 * values[row] - 2) + a[index])) / (1 + a[index]),
      1,
    ),
  );
}

/** A cosine of a whole turn, for functions of one input. */
export function wave(unit: Float64Array): Float64Array {
  return unit.map((u) => cos(arithmetic, 2 * Math.PI * u));
}
