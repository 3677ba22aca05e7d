import { normalCdf, normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Table } from "#numeric/table";
import { correlationRoot } from "#study/correlation";
import type { Correlation } from "#study/study";

/**
 * Points of the unit cube whose columns hang together as the correlations say, each column by itself
 * as uniform as before: a Gaussian copula. The coordinates are taken to normal scores, mixed by the
 * lower triangular root of the correlation matrix in the order of the columns, and taken back (R. L.
 * Iman and W. J. Conover 1982 on why scores; R. B. Nelsen, "An Introduction to Copulas", 2006,
 * section 2.3). The correlation is that of the scores; the rank correlation of the values is
 * 6/π·arcsin(ρ/2), a little less.
 *
 * Future k remains a function of the seed and k alone. Columns without correlations are the same
 * arrays as before. Throws a RangeError where no premises could hang together so (`study` says it
 * first, with its place).
 */
export function correlate(unit: Table, correlations: readonly Correlation[]): Table {
  const keys = [...unit.columns.keys()].filter((key) =>
    correlations.some(({ premises }) => premises.includes(key)),
  );
  const among = correlations.filter(({ premises }) => premises.every((key) => keys.includes(key)));
  if (among.length === 0) return unit;
  const { root, impossible } = correlationRoot(keys, among);
  if (impossible !== null) {
    throw new RangeError(`the correlations of "${impossible}" are no positive definite matrix`);
  }
  const a = createNumberArithmetic();
  const scores = keys.map((key) =>
    (unit.columns.get(key) as Float64Array).map((u) => normalQuantile(a, u)),
  );
  const columns = new Map(unit.columns);
  for (const [index, key] of keys.entries()) {
    const row = root[index];
    if (row.slice(0, index).every((factor) => factor === 0)) continue;
    const mixed = new Float64Array(unit.rows);
    for (let future = 0; future < unit.rows; future++) {
      let score = 0;
      for (let column = 0; column <= index; column++) score += row[column] * scores[column][future];
      mixed[future] = inside(normalCdf(a, score));
    }
    columns.set(key, mixed);
  }
  return { rows: unit.rows, columns };
}

/** Coordinates are never 0 or 1, where distributions without ends have no value. */
function inside(u: number): number {
  return Math.min(Math.max(u, 2 ** -53), 1 - 2 ** -53);
}
