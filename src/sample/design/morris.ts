import { createDraws, permutation } from "#numeric/draws";
import { streamOf } from "#numeric/hash";
import type { Table } from "#numeric/table";

/** The step of a Morris design in the unit cube, L / (2·(L − 1)). `levels` is even. */
export function morrisStep(levels: number): number {
  return levels / (2 * (levels - 1));
}

/**
 * Trajectories through the unit cube on a grid of `levels` values, each of inputs + 1 points of which
 * neighbours differ in one coordinate, by `morrisStep` up or down, every coordinate once, in random
 * order (M. D. Morris, "Factorial sampling plans for preliminary computational experiments",
 * Technometrics 33, 1991). Rows: the points of the first trajectory, of the second …
 *
 * Throws a RangeError where levels is not an even number.
 */
export function morrisDesign(
  seed: number | bigint,
  keys: readonly string[],
  trajectories: number,
  levels = 4,
): Table {
  if (!(Number.isInteger(levels) && levels >= 2 && levels % 2 === 0)) {
    throw new RangeError(`a Morris design has an even number of levels, not ${levels}`);
  }
  const inputs = keys.length;
  const points = inputs + 1;
  const rows = trajectories * points;
  const columns = keys.map(() => new Float64Array(rows));
  const half = levels / 2;
  for (let trajectory = 0; trajectory < trajectories; trajectory++) {
    const draws = createDraws(seed, streamOf("Morris trajectories"), trajectory);
    const level = keys.map(() => draws.below(levels));
    for (const [point, moved] of [-1, ...permutation(inputs, draws)].entries()) {
      // The step leads from the lower half of the grid to the upper and back: one way is inside.
      if (moved >= 0) level[moved] += level[moved] < half ? half : -half;
      for (const [input, column] of columns.entries()) {
        column[trajectory * points + point] = level[input] / (levels - 1);
      }
    }
  }
  return { rows, columns: new Map(keys.map((key, index) => [key, columns[index]])) };
}
