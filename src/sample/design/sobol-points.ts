import { mostDimensions } from "#numeric/direction-numbers";
import { streamOf } from "#numeric/hash";
import { keyOfSeed } from "#numeric/philox";
import { scrambledCoordinate, sobolCoordinate } from "#numeric/sobol";
import type { Table } from "#numeric/table";

/**
 * Points `from` to `to` − 1 of the Sobol sequence, a column for each key in that order. With a seed
 * they are scrambled, each column by its key, and lie in (0, 1); with null they are the sequence
 * itself, whose first point is 0 in every column. Even where from and to are multiples of a power of
 * two. Throws a RangeError for more keys than there are dimensions.
 */
export function sobolPoints(
  seed: number | bigint | null,
  keys: readonly string[],
  from: number,
  to: number,
): Table {
  if (keys.length > mostDimensions) {
    throw new RangeError(
      `the Sobol sequence has ${mostDimensions} dimensions here, ${keys.length} are asked for`,
    );
  }
  const seedKey = seed === null ? null : keyOfSeed(seed);
  const columns = new Map(
    keys.map((key, dimension) => [
      key,
      seedKey === null
        ? sobolCoordinate(dimension, from, to)
        : scrambledCoordinate(dimension, from, to, seedKey, streamOf(key)),
    ]),
  );
  return { rows: to - from, columns };
}
