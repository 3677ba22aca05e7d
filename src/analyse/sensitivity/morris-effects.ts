import { mean, standardDeviation } from "#numeric/quantile";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { bootstrapDeviations, estimateWith } from "../bootstrap.js";
import type { Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";

export interface MorrisEffects {
  /** Mean of the sizes of the elementary effects: how much the input matters (μ*). */
  readonly size: Estimate;
  /** Mean of the effects: which way it acts (μ). */
  readonly direction: Estimate;
  /** Standard deviation of the effects, n − 1 below: curvature and interactions (σ). */
  readonly spread: Estimate;
}

/**
 * Elementary effects from a Morris design (`sample/design/morris`): the difference of the outcome
 * over the step of one coordinate, in units of the outcome a unit of the cube (M. D. Morris,
 * Technometrics 33, 1991; μ* of F. Campolongo, J. Cariboni and A. Saltelli 2007). Intervals from
 * resamples of the effects. An effect that touches a row without a finite outcome is left out and
 * counted as failed.
 *
 * unit: the design, inputs + 1 rows a trajectory; outcomes: in its rows. By the order of the columns.
 */
export function morrisEffects(
  unit: Table,
  outcomes: Float64Array,
  resampling: Resampling,
): readonly MorrisEffects[] {
  const points = unit.columns.size + 1;
  if (unit.rows % points !== 0 || outcomes.length !== unit.rows) {
    throw new RangeError(`${outcomes.length} rows are no trajectories of ${points} points`);
  }
  return [...unit.columns.keys()].map((key) => {
    const coordinate = column(unit, key);
    const effects: number[] = [];
    let failed = 0;
    for (let row = 0; row + 1 < unit.rows; row++) {
      const step = coordinate[row + 1] - coordinate[row];
      if ((row + 1) % points === 0 || step === 0) continue;
      const effect = (outcomes[row + 1] - outcomes[row]) / step;
      if (Number.isFinite(effect)) effects.push(effect);
      else failed += 1;
    }
    return effectsOf(Float64Array.from(effects), failed, resampling);
  });
}

function effectsOf(effects: Float64Array, failed: number, resampling: Resampling): MorrisEffects {
  const n = effects.length;
  const values = statisticsOf(effects);
  const deviations =
    n < 2
      ? [NaN, NaN, NaN]
      : bootstrapDeviations(n, resampling, (chosen) =>
          statisticsOf(Float64Array.from(chosen, (row) => effects[row])),
        );
  const [size, direction, spread] = [
    "mean size of elementary effects",
    "mean of elementary effects",
    "standard deviation of elementary effects",
  ].map((method, index) =>
    estimateWith(values[index], deviations[index], resampling.level, {
      method: `${method}; bootstrap`,
      n,
      failed,
    }),
  );
  return { size, direction, spread };
}

function statisticsOf(effects: Float64Array): readonly number[] {
  return [mean(effects.map(Math.abs)), mean(effects), standardDeviation(effects)];
}
