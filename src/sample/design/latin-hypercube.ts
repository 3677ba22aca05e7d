import { streamOf } from "#numeric/hash";
import { createDraws, permutation } from "#numeric/draws";
import type { Table } from "#numeric/table";

/**
 * A Latin hypercube of `futures` points of the unit cube: in every column each of the intervals
 * [k/n, (k+1)/n) holds one point, at a random place in it, in random order (M. D. McKay, R. J. Beckman
 * and W. J. Conover, "A comparison of three methods", Technometrics 21, 1979). For a fixed number of
 * futures: another number gives other points, and intervals come from replicates with other seeds.
 *
 * A column depends on the seed, its key and the number of futures, not on the other columns.
 */
export function latinHypercube(
  seed: number | bigint,
  keys: readonly string[],
  futures: number,
): Table {
  const columns = new Map<string, Float64Array>();
  for (const key of keys) {
    const draws = createDraws(seed, streamOf(key), futures);
    const strata = permutation(futures, draws);
    columns.set(
      key,
      Float64Array.from(strata, (stratum) => (stratum + draws.uniform()) / futures),
    );
  }
  return { rows: futures, columns };
}
