import { mean, standardDeviation } from "#numeric/quantile";
import type { Table } from "#numeric/table";
import type { Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";
import { extraTreesScores } from "../trees/extra-trees.js";
import type { SensitivityMethod } from "./document.js";
import { morrisEffects } from "./morris-effects.js";
import { pawn } from "./pawn.js";
import { rbdFast } from "./rbd-fast.js";
import { regionalSensitivity } from "./regional.js";
import { sobolIndices } from "./sobol-indices.js";

/** What a method says of each input, by its index, and of pairs. */
export interface Measured {
  readonly measures: readonly Readonly<Record<string, Estimate>>[];
  readonly pairs: readonly {
    readonly inputs: readonly [number, number];
    readonly share: Estimate;
  }[];
}

const slides = 10;
const bins = 10;
const trees = 100;

/**
 * Applies a method. `unit` are the coordinates of the design by input, `values` what was run, both
 * in the rows of `outcome`; NaN in the outcome is a failed row.
 */
export function measure(
  method: Exclude<SensitivityMethod, "flip" | "oat">,
  unit: Table,
  values: Table,
  outcome: Float64Array,
  secondOrder: boolean,
  resampling: Resampling,
): Measured {
  switch (method) {
    case "sobol": {
      const found = sobolIndices(outcome, unit.columns.size, secondOrder, resampling);
      const measures = found.first.map((first, index) => ({ first, total: found.total[index] }));
      return { measures, pairs: found.second };
    }
    case "morris":
      return {
        measures: morrisEffects(unit, outcome, resampling).map((effects) => ({ ...effects })),
        pairs: [],
      };
    default:
      return { measures: fromData(method, values, outcome, resampling), pairs: [] };
  }
}

function fromData(
  method: "pawn" | "rsa" | "rbd-fast" | "extra-trees",
  values: Table,
  outcome: Float64Array,
  resampling: Resampling,
): Measured["measures"] {
  const finished = outcome.map((value) => Number(Number.isFinite(value)));
  const kept = (column: Float64Array): Float64Array =>
    column.filter((_, row) => finished[row] === 1);
  const inputs = [...values.columns.values()].map(kept);
  const known = kept(outcome);
  const failed = outcome.length - known.length;
  switch (method) {
    case "pawn":
      return inputs.map((input) => ({ ...pawn(input, known, slides, failed, resampling) }));
    case "rbd-fast":
      return inputs.map((input) => ({ first: rbdFast(input, known, failed, resampling) }));
    case "extra-trees":
      return extraTreesScores(inputs, known, failed, { ...resampling, trees }).map((score) => ({
        score,
      }));
    case "rsa":
      return inputs.map((input) => regional(input, known, failed, resampling.level));
  }
}

function regional(input: Float64Array, outcome: Float64Array, failed: number, level: number) {
  const found = regionalSensitivity(input, outcome, bins);
  const most = (values: readonly number[]): number | null => {
    const known = values.filter(Number.isFinite);
    return known.length === 0 ? null : Math.max(...known);
  };
  const of = (value: number | null, name: string): Estimate => ({
    value,
    low: null,
    high: null,
    level,
    method: `${name}, the largest over ${bins} bins of the outcome`,
    n: outcome.length,
    failed,
  });
  return {
    largest: of(most(found.map(({ largest }) => largest)), "Kolmogorov–Smirnov"),
    squared: of(most(found.map(({ squared }) => squared)), "Cramér–von Mises"),
  };
}

/** Mean and standard deviation over what finished; null where there is too little. */
export function momentsOf(outcome: Float64Array) {
  const known = outcome.filter(Number.isFinite);
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    n: known.length,
    failed: outcome.length - known.length,
    mean: finite(mean(known)),
    deviation: finite(standardDeviation(known)),
  };
}
