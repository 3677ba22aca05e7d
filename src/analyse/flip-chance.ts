import { normalWidth } from "#numeric/interval";
import { halvesDeviations, type Resampling } from "./bootstrap.js";
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
  const fit = new CrossFit(basisOf(input));
  const { chance, choices } = flipChance(value, fit, failed, resampling.level);
  const [deviation] = halvesDeviations(input.length, resampling, (rows) => {
    const taken = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
    const half = new PartialValue(value.merits.map(taken));
    return [flippedShare(half.choices(new CrossFit(basisOf(taken(input)))), value.best)];
  });
  return { chance: withDeviation(chance, deviation, "random halves"), choices };
}

/** The same share with the deviation that taking the futures again gives, by `how`. */
export function withDeviation(chance: Estimate, deviation: number, how: string): Estimate {
  const { value, low, high, level } = chance;
  if (value === null || low === null || high === null || !Number.isFinite(deviation)) return chance;
  const reach = normalWidth(level) * deviation;
  return {
    ...chance,
    // Where nothing differs, the number of futures still bounds what can be told.
    low: Math.max(0, Math.min(low, value - reach)),
    high: Math.min(1, Math.max(high, value + reach)),
    method: `share of answers by regression, ${how}`,
  };
}

/** The share of choices that are not `best`. */
export function flippedShare(choices: Int32Array, best: number): number {
  return flipsIn(choices, best) / choices.length;
}

function flipsIn(choices: Int32Array, best: number): number {
  return choices.filter((choice) => choice !== best).length;
}
