import { estimateWith, halvesDeviations, type Resampling } from "./bootstrap.js";
import { CrossFit } from "./cross-fit.js";
import type { Estimate } from "./estimate.js";
import { PartialValue } from "./partial-value.js";
import { basisOf } from "./regression-basis.js";
import { shareEstimate } from "./share.js";

/** Whether knowing something would change which option is best. */
export interface FlipChance {
  /** The share of futures for which the option that is then expected to be best is another one. */
  readonly chance: Estimate;
  /** By future, the option that would be chosen. */
  readonly choices: Int32Array;
}

/**
 * P(argmax_d E[U_d | θ_S] ≠ d*), what is expected by regression on what is to be known (M. Strong,
 * J. E. Oakley and A. Brennan, "Estimating multiparameter partial expected value of perfect
 * information from a probabilistic sensitivity analysis sample", 2014). The interval is Wilson's, of
 * the futures alone, as if the regression were the truth.
 */
export function flipChance(
  value: PartialValue,
  fit: CrossFit,
  failed: number,
  level: number,
): FlipChance {
  const choices = value.choices(fit);
  const flips = flipsIn(choices, value.best);
  const method = "share of answers by regression, Wilson";
  return { chance: { ...shareEstimate(flips, choices.length, failed, level), method }, choices };
}

/**
 * The same of one input, with the regression in doubt too: fitted anew to random halves of the
 * futures, an interval no narrower than Wilson's.
 */
export function flipChanceInHalves(
  input: Float64Array,
  value: PartialValue,
  failed: number,
  resampling: Resampling,
): FlipChance {
  const { level } = resampling;
  const { chance, choices } = flipChance(value, new CrossFit(basisOf(input)), failed, level);
  if (chance.value === null || chance.low === null || chance.high === null)
    return { chance, choices };
  const [deviation] = halvesDeviations(input.length, resampling, (rows) => {
    const taken = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
    const half = new PartialValue(value.merits.map(taken));
    return [flipsIn(half.choices(new CrossFit(basisOf(taken(input)))), value.best) / rows.length];
  });
  const { n } = chance;
  const method = "share of answers by regression, random halves";
  const found = estimateWith(chance.value, deviation, level, { method, n, failed });
  // Where no half differs from another, the number of futures still bounds what can be told.
  return {
    chance: {
      ...found,
      low: Math.max(0, Math.min(found.low ?? chance.low, chance.low)),
      high: Math.min(1, Math.max(found.high ?? chance.high, chance.high)),
    },
    choices,
  };
}

function flipsIn(choices: Int32Array, best: number): number {
  return choices.filter((choice) => choice !== best).length;
}
