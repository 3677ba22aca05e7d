import type { Estimate } from "./estimate.js";

/**
 * Options (policies) compared on common draws: in every future each option has one value, and what
 * is estimated is how far one option is ahead of another in the same future. `AmountComparison`
 * compares amounts by their mean, `ShareComparison` conditions by how often they are met.
 *
 * A future in which any of the options taken part has no value (NaN) is counted as failed and left
 * out of all of them, so that every mean is over the same futures.
 */
export interface Comparison {
  /**
   * One future: the values of all options by index. `active` are the options that were run; one
   * that is left out once must stay out, and keeps what it had. False if the future failed.
   */
  add(values: Float64Array, active: readonly number[]): boolean;
  /** The mean of an option's values, or the share of futures in which its condition is met. */
  value(option: number, level: number): Estimate;
  /**
   * The share of futures in which the option is the best; where several are level they share the
   * future equally. For conditions it is the share of futures in which the condition is met, which
   * need not add up to 1. With failed futures the interval is the worst case: it reaches from all
   * of them lost to all of them won.
   */
  best(option: number, level: number): Estimate;
  /** How far `option` is ahead of `rival` in the mean over common futures; positive is better. */
  lead(option: number, rival: number, level: number): Estimate;
  /**
   * One-sided p-value against "`option` is not better than `rival`": small where it clearly is.
   * Twice it is below 1 − level exactly where the interval of `lead` lies above 0.
   */
  doubt(option: number, rival: number): number;
}

/** How many futures an option was run in, and in how many of them every option had a value. */
export class Attempts {
  readonly attempted: Float64Array;
  readonly finished: Float64Array;

  constructor(options: number) {
    this.attempted = new Float64Array(options);
    this.finished = new Float64Array(options);
  }

  /** Counts a future; false if it failed. */
  add(values: Float64Array, active: readonly number[]): boolean {
    const finished = active.every((option) => !Number.isNaN(values[option]));
    for (const option of active) {
      this.attempted[option] += 1;
      if (finished) this.finished[option] += 1;
    }
    return finished;
  }

  failed(option: number): number {
    return this.attempted[option] - this.finished[option];
  }

  /** Futures that both finished, and failed ones of these. Options only ever drop out. */
  ofPair(option: number, rival: number): { readonly n: number; readonly failed: number } {
    const scarcer = this.attempted[option] < this.attempted[rival] ? option : rival;
    return { n: this.finished[scarcer], failed: this.failed(scarcer) };
  }
}

/** The index of the pair (first < second) in a list of all pairs of `options`. */
export function pairIndex(first: number, second: number, options: number): number {
  return first * options - (first * (first + 1)) / 2 + (second - first - 1);
}
