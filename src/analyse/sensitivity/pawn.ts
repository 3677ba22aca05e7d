import { mean, median, quantiles } from "#numeric/quantile";
import { estimateWith, halvesDeviations } from "../bootstrap.js";
import type { Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";
import { kolmogorovSmirnov } from "../two-samples.js";

/** Distances between the outcome's distribution and those within slides of an input, from 0 to 1. */
export interface PawnIndices {
  readonly median: Estimate;
  readonly mean: Estimate;
  readonly maximum: Estimate;
  readonly minimum: Estimate;
}

/**
 * PAWN from given data: the input is cut into slides that hold equally many rows, and each slide's
 * distribution of the outcome is compared with that of all rows by Kolmogorov and Smirnov's statistic
 * (F. Pianosi and T. Wagener, "A simple and efficient method for global sensitivity analysis based on
 * cumulative distribution functions", 2015; from generic samples, 2018). Slides are closed below and
 * open above, so the largest value of the input is in none. Intervals from random halves. Rows are
 * complete: the caller leaves failed ones out and says how many.
 */
export function pawn(
  input: Float64Array,
  outcome: Float64Array,
  slides: number,
  failed: number,
  resampling: Resampling,
): PawnIndices {
  const n = input.length;
  const values = distances(input, outcome, slides);
  const deviations =
    n < 4
      ? values.map(() => NaN)
      : halvesDeviations(n, resampling, (chosen) => {
          const rows = [...chosen];
          return distances(
            Float64Array.from(rows, (row) => input[row]),
            Float64Array.from(rows, (row) => outcome[row]),
            slides,
          );
        });
  const [medianOf, meanOf, maximum, minimum] = ["median", "mean", "maximum", "minimum"].map(
    (name, index) =>
      estimateWith(values[index], deviations[index], resampling.level, {
        method: `PAWN, ${name} over ${slides} slides; random halves`,
        n,
        failed,
      }),
  );
  return { median: medianOf, mean: meanOf, maximum, minimum };
}

function distances(
  input: Float64Array,
  outcome: Float64Array,
  slides: number,
): readonly [number, number, number, number] {
  const width = 1 / slides;
  // Multiples of the width, as in the published implementations; the last could exceed 1 by rounding.
  const shares = Array.from({ length: slides + 1 }, (_, index) => Math.min(1, index * width));
  const edges = quantiles(input, shares);
  const found: number[] = [];
  for (let slide = 0; slide < slides; slide++) {
    const inside = outcome.filter((_, row) => {
      const value = input[row];
      return value >= edges[slide] && value < edges[slide + 1];
    });
    if (inside.length > 0) found.push(kolmogorovSmirnov(inside, outcome));
  }
  if (found.length === 0) return [0, 0, 0, 0];
  return [median(found), mean(found), Math.max(...found), Math.min(...found)];
}
