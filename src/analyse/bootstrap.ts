import { createDraws } from "#numeric/draws";
import type { Draws } from "#numeric/draws";
import { streamOf } from "#numeric/hash";
import { normalWidth } from "#numeric/interval";
import { standardDeviation } from "#numeric/quantile";
import type { Estimate } from "./estimate.js";

/** How the spread of estimates is found by taking the rows again. */
export interface Resampling {
  readonly resamples: number;
  readonly seed: number | bigint;
  /** Confidence level of the intervals. */
  readonly level: number;
}

export const defaultResampling: Resampling = { resamples: 100, seed: 1, level: 0.95 };

/**
 * The standard deviations of estimates under the bootstrap (B. Efron 1979): `statistics` is asked for
 * its numbers on resamples of as many rows as there are, drawn with replacement.
 */
export function bootstrapDeviations(
  rows: number,
  { resamples, seed }: Resampling,
  statistics: (chosen: Uint32Array) => ArrayLike<number>,
): readonly number[] {
  return deviations(resamples, seed, (draws) => {
    const chosen = new Uint32Array(rows);
    for (let index = 0; index < rows; index++) chosen[index] = draws.below(rows);
    return statistics(chosen);
  });
}

/**
 * The same from random halves of the rows, without replacement (the delete-half jackknife: J. Shao
 * and C. F. J. Wu, "A general theory for jackknife variance estimation", 1989). For statistics of
 * orders and distances, which rows that are there twice would bias.
 */
export function halvesDeviations(
  rows: number,
  { resamples, seed }: Resampling,
  statistics: (chosen: Uint32Array) => ArrayLike<number>,
): readonly number[] {
  const half = Math.floor(rows / 2);
  // The spread between halves is as large as that of the whole.
  const scale = Math.sqrt(half / Math.max(1, rows - half));
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  return deviations(resamples, seed, (draws) => {
    for (let index = 0; index < half; index++) {
      const other = index + draws.below(rows - index);
      [order[index], order[other]] = [order[other], order[index]];
    }
    return statistics(order.slice(0, half).sort());
  }).map((deviation) => deviation * scale);
}

/** An estimate with the interval that a standard deviation gives by the normal approximation. */
export function estimateWith(
  value: number,
  deviation: number,
  level: number,
  common: Pick<Estimate, "method" | "n" | "failed">,
): Estimate {
  if (!Number.isFinite(value)) return { value: null, low: null, high: null, level, ...common };
  if (!Number.isFinite(deviation)) return { value, low: null, high: null, level, ...common };
  const reach = normalWidth(level) * deviation;
  return { value, low: value - reach, high: value + reach, level, ...common };
}

function deviations(
  resamples: number,
  seed: number | bigint,
  once: (draws: Draws) => ArrayLike<number>,
): readonly number[] {
  const stream = streamOf("resamples");
  const found: ArrayLike<number>[] = [];
  for (let run = 0; run < resamples; run++) found.push(once(createDraws(seed, stream, run)));
  const count = found[0]?.length ?? 0;
  return Array.from({ length: count }, (_, index) =>
    standardDeviation(found.map((statistics) => statistics[index])),
  );
}
