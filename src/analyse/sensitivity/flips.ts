import { wilsonInterval } from "#numeric/interval";
import { orderOf } from "#numeric/order";
import { estimateWith, halvesDeviations, type Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";

/** Whether knowing one input would change which option is best. */
export interface FlipChance {
  /** The share of futures in whose slice of the input another option is the best on average. */
  readonly chance: Estimate;
  /** The index of the option that is best on average over all futures. */
  readonly best: number;
  /** The other options that are best in some slice, with the middle values of these slices. */
  readonly flips: readonly { readonly option: number; readonly at: readonly number[] }[];
}

/**
 * P(argmax_d E[U_d | x] ≠ d*), from given data: the futures are put in order of the input and cut
 * into slices of about equally many (a slice a value where there are fewer values than slices), and
 * the option with the best mean of a slice is compared with the best one overall (M. Strong and J. E.
 * Oakley, "An efficient method for computing single-parameter partial expected value of perfect
 * information", 2013). The interval is from random halves of the futures, cut into slices anew, and no
 * narrower than Wilson's over the futures; slices
 * in which the best two are hardly apart make the chance too large, more so with many slices.
 *
 * utilities: an option each, more is better, without gaps.
 */
export function flipChance(
  input: Float64Array,
  utilities: readonly Float64Array[],
  slices: number,
  failed: number,
  resampling: Resampling,
): FlipChance {
  const n = input.length;
  const best = bestOf(utilities, orderOf(input));
  const { flipped, middles } = flippedIn(input, utilities, slices, best);
  const [deviation] = halvesDeviations(n, resampling, (rows) => {
    const taken = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
    const half = flippedIn(taken(input), utilities.map(taken), slices, best);
    return [half.flipped / rows.length];
  });
  const method = `share of futures in slices of the input with another best option, ${slices} slices, random halves`;
  const found = estimateWith(flipped / n, deviation, resampling.level, { method, n, failed });
  const { low, high } = found;
  // Where no half differs from another, the number of futures still bounds what can be told.
  const wilson = wilsonInterval(flipped, n, resampling.level);
  const chance = {
    ...found,
    low: low === null ? null : Math.max(0, Math.min(low, wilson.low)),
    high: high === null ? null : Math.min(1, Math.max(high, wilson.high)),
  };
  const flips = middles.flatMap((at, option) => (at.length === 0 ? [] : [{ option, at }]));
  return { chance, best, flips };
}

/** How many rows lie in slices with another best option than `best`, and these slices' middles. */
function flippedIn(
  input: Float64Array,
  utilities: readonly Float64Array[],
  slices: number,
  best: number,
): { readonly flipped: number; readonly middles: readonly number[][] } {
  const middles = utilities.map((): number[] => []);
  let flipped = 0;
  for (const slice of slicesOf(input, orderOf(input), slices)) {
    const here = bestOf(utilities, slice);
    if (here === best) continue;
    flipped += slice.length;
    middles[here].push(input[slice[Math.floor(slice.length / 2)]]);
  }
  return { flipped, middles };
}

/** Rows in order, cut between different values as near as can be to even. */
function slicesOf(input: Float64Array, order: Uint32Array, slices: number): readonly Uint32Array[] {
  const found: Uint32Array[] = [];
  let from = 0;
  for (let slice = 1; from < order.length; slice++) {
    let to = Math.max(from + 1, Math.round((slice * order.length) / slices));
    while (to < order.length && input[order[to]] === input[order[to - 1]]) to += 1;
    found.push(order.subarray(from, Math.min(to, order.length)));
    from = to;
    // A tie may have run over the next cuts.
    while (Math.round(((slice + 1) * order.length) / slices) <= from && from < order.length)
      slice++;
  }
  return found;
}

function bestOf(utilities: readonly Float64Array[], rows: Uint32Array): number {
  let best = 0;
  let most = -Infinity;
  for (const [option, values] of utilities.entries()) {
    let total = 0;
    for (const row of rows) total += values[row];
    if (total > most) {
      most = total;
      best = option;
    }
  }
  return best;
}
