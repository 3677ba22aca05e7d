import { streamOf } from "#numeric/hash";
import { keyOfSeed, uniformOfKey } from "#numeric/philox";
import { column, type Table } from "#numeric/table";
import type { Correlation, Distribution } from "#study/study";
import { correlate } from "./correlate.js";
import { quantileFunction } from "./distribution.js";

/**
 * Futures `from` to `to` − 1 as points of the unit cube: a column of numbers in (0, 1) for each
 * premise key, a row for each future.
 *
 * Future k of seed s is the same however many futures are asked for and whatever other premises
 * there are: its coordinate is draw 0 of run k of the stream named by the key (`streamOf`). This is
 * plain Monte Carlo, the futures are independent. With correlations the columns of a future hang
 * together as they say (`correlate`).
 *
 * Throws a RangeError for futures that are not whole numbers from 0 on, for an unsafe seed, and for
 * keys that share a stream (see `sharedStreams`): their premises would always move together.
 */
export function coordinates(
  seed: number | bigint,
  premiseKeys: readonly string[],
  from: number,
  to: number,
  correlations: readonly Correlation[] = [],
): Table {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to >= from)) {
    throw new RangeError(
      `futures are counted in whole numbers from 0 on, not from ${from} to ${to}`,
    );
  }
  const shared = sharedStreams(premiseKeys);
  if (shared.length > 0) {
    const names = shared[0].map((key) => `"${key}"`).join(" and ");
    throw new RangeError(`${names} share a random stream; give one of them another name`);
  }
  const seedKey = keyOfSeed(seed);
  const rows = to - from;
  const columns = new Map<string, Float64Array>();
  for (const premise of premiseKeys) {
    const stream = streamOf(premise);
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = uniformOfKey(seedKey, from + row, stream, 0);
    columns.set(premise, values);
  }
  return correlate({ rows, columns }, correlations);
}

/** The groups of different keys whose stream numbers are the same; usually none. */
export function sharedStreams(keys: readonly string[]): readonly (readonly string[])[] {
  const byStream = new Map<number, string[]>();
  for (const key of new Set(keys)) {
    const stream = streamOf(key);
    byStream.set(stream, [...(byStream.get(stream) ?? []), key]);
  }
  return [...byStream.values()].filter((group) => group.length > 1);
}

/**
 * What the coordinates mean to somebody: a column for each premise of `beliefs`, in that order, each
 * coordinate mapped by the quantile function of the belief. Throws if a premise has no coordinates.
 */
export function valuesOf(unit: Table, beliefs: ReadonlyMap<string, Distribution>): Table {
  const columns = new Map<string, Float64Array>();
  for (const [premise, belief] of beliefs) {
    const valueAt = quantileFunction(belief);
    columns.set(
      premise,
      column(unit, premise).map((u) => valueAt(u)),
    );
  }
  return { rows: unit.rows, columns };
}
