import { createDraws, permutation } from "#numeric/draws";
import { streamOf } from "#numeric/hash";
import { quantile } from "#numeric/quantile";
import type { Estimate } from "../estimate.js";
import { countIn } from "./box.js";
import { casesAt, interestOf, rowsOf } from "./cases.js";
import type { Cases } from "./cases.js";
import { findBox } from "./prim.js";
import type { PrimSettings, TrajectoryEntry } from "./prim.js";

/** Whether the same inputs would be restricted if other rows had been drawn. */
export interface Reproducibility {
  readonly resamples: number;
  /** For each input the share of resamples in which a box of like coverage restricts it. */
  readonly byCoverage: readonly number[];
  /** The same for a box of like density. */
  readonly byDensity: readonly number[];
  /** Density and coverage of the box of like coverage on the half that it was not found on. */
  readonly heldOut: { readonly density: Estimate; readonly coverage: Estimate };
}

/**
 * PRIM on random halves of the rows: which inputs the box restricts that is nearest in coverage, and
 * nearest in density, to the entry in question (B. P. Bryant and R. J. Lempert 2010, section 2.3),
 * and how dense it is on the other half, where it was not fitted. Intervals hold the middle share
 * `level` of the resamples.
 */
export function reproducibility(
  cases: Cases,
  entry: Pick<TrajectoryEntry, "coverage" | "density">,
  settings: PrimSettings,
  resamples = 10,
  seed: number | bigint = 1,
  level = 0.95,
): Reproducibility {
  const stream = streamOf("reproducibility");
  const rows = rowsOf(cases);
  const half = Math.floor(rows / 2);
  const byCoverage = cases.inputs.map(() => 0);
  const byDensity = cases.inputs.map(() => 0);
  const densities: number[] = [];
  const coverages: number[] = [];
  for (let run = 0; run < resamples; run++) {
    const order = permutation(rows, createDraws(seed, stream, run));
    const [fitted, held] = [order.slice(0, half).sort(), order.slice(half).sort()];
    const trajectory = findBox(casesAt(cases, fitted), settings);
    const likeCoverage = nearest(trajectory, "coverage", entry.coverage);
    tally(byCoverage, likeCoverage);
    tally(byDensity, nearest(trajectory, "density", entry.density));
    const other = casesAt(cases, held);
    const { n, k } = countIn(likeCoverage.box, other);
    const interest = interestOf(other);
    if (n > 0) densities.push(k / n);
    if (interest > 0) coverages.push(k / interest);
  }
  return {
    resamples,
    byCoverage: byCoverage.map((count) => count / resamples),
    byDensity: byDensity.map((count) => count / resamples),
    heldOut: { density: spreadOf(densities, level), coverage: spreadOf(coverages, level) },
  };
}

function nearest(
  trajectory: readonly TrajectoryEntry[],
  what: "coverage" | "density",
  value: number,
): TrajectoryEntry {
  // Of equally near ones that which is better in the other respect: many boxes cover everything.
  const other = what === "coverage" ? "density" : "coverage";
  return trajectory.reduce((best, entry) => {
    const closer = Math.abs(best[what] - value) - Math.abs(entry[what] - value);
    return closer > 0 || (closer === 0 && entry[other] > best[other]) ? entry : best;
  });
}

function tally(counts: number[], { box }: TrajectoryEntry): void {
  for (const [input, limit] of box.entries()) if (limit !== null) counts[input] += 1;
}

function spreadOf(values: readonly number[], level: number): Estimate {
  const n = values.length;
  const common = { level, method: "on the other half, middle of the resamples", n, failed: 0 };
  if (n === 0) return { value: null, low: null, high: null, ...common };
  const at = (share: number): number => quantile(values, share);
  return { value: at(0.5), low: at((1 - level) / 2), high: at((1 + level) / 2), ...common };
}
