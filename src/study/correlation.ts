import type { Correlation } from "./study.js";

export interface CorrelationRoot {
  /** The lower triangular root of the correlation matrix, a row a key, as far as there is one. */
  readonly root: readonly (readonly number[])[];
  /** The first key whose correlations with those before it cannot be; null if all can. */
  readonly impossible: string | null;
}

/**
 * The root of the correlation matrix of the keys (Cholesky, row by row). A pair of which nothing is
 * said has correlation 0. The matrix is positive definite exactly where no key is impossible.
 */
export function correlationRoot(
  keys: readonly string[],
  correlations: readonly Correlation[],
): CorrelationRoot {
  const root: number[][] = [];
  for (const [index, key] of keys.entries()) {
    const row: number[] = [];
    let rest = 1;
    for (let column = 0; column < index; column++) {
      let sum = correlationOf(correlations, key, keys[column]);
      for (let term = 0; term < column; term++) sum -= row[term] * root[column][term];
      const factor = sum / root[column][column];
      row.push(factor);
      rest -= factor * factor;
    }
    // What is left of a premise that others determine is rounding.
    if (!(rest > 1e-12)) return { root, impossible: key };
    row.push(Math.sqrt(rest));
    root.push(row);
  }
  return { root, impossible: null };
}

function correlationOf(correlations: readonly Correlation[], one: string, other: string): number {
  const found = correlations.find(
    ({ premises }) => premises.includes(one) && premises.includes(other),
  );
  return found?.value ?? 0;
}
