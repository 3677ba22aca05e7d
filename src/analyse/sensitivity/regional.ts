import { quantiles } from "#numeric/quantile";
import { cramerVonMises, kolmogorovSmirnov } from "../two-samples.js";

/**
 * Regional sensitivity analysis (R. C. Spear and G. M. Hornberger 1980): do the inputs of rows with
 * one kind of outcome differ from those of the others?
 */

/** How far an input's values in a group of rows are from its values in the others. */
export interface GroupDistance {
  /** Kolmogorov and Smirnov's statistic, 0 to 1. */
  readonly largest: number;
  /** Cramér and von Mises' T. */
  readonly squared: number;
}

/** NaN where the group is empty or everything. */
export function groupDistance(
  input: Float64Array,
  inGroup: (row: number) => boolean,
): GroupDistance {
  const inside = input.filter((_, row) => inGroup(row));
  const outside = input.filter((_, row) => !inGroup(row));
  return {
    largest: kolmogorovSmirnov(inside, outside),
    squared: cramerVonMises(inside, outside),
  };
}

/**
 * `groupDistance` for each of `bins` bins of the outcome that hold equally many rows: the first is
 * closed at both ends, the others above only. NaN for a bin that is empty, as happens where the
 * outcome has few values.
 */
export function regionalSensitivity(
  input: Float64Array,
  outcome: Float64Array,
  bins: number,
): readonly GroupDistance[] {
  const edges = quantiles(
    outcome,
    Array.from({ length: bins + 1 }, (_, index) => index / bins),
  );
  return Array.from({ length: bins }, (_, bin) =>
    groupDistance(input, (row) => {
      const value = outcome[row];
      const above = bin === 0 ? value >= edges[0] : value > edges[bin];
      return above && value <= edges[bin + 1];
    }),
  );
}
