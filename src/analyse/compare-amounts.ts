import { Attempts, pairIndex, type Comparison } from "./comparison.js";
import type { Estimate } from "./estimate.js";
import { Moments } from "./moments.js";
import { shareEstimate } from "./share.js";
import { studentInterval, studentTail } from "./student.js";

/** Compares amounts by their mean; see `Comparison`. */
export class AmountComparison implements Comparison {
  readonly #options: number;
  readonly #better: 1 | -1;
  readonly #attempts: Attempts;
  readonly #values: readonly Moments[];
  /** For each pair, first minus second. */
  readonly #differences: readonly Moments[];
  readonly #wins: Float64Array;

  constructor(options: number, better: "less" | "more") {
    this.#options = options;
    this.#better = better === "more" ? 1 : -1;
    this.#attempts = new Attempts(options);
    this.#values = Array.from({ length: options }, () => new Moments());
    const pairs = (options * (options - 1)) / 2;
    this.#differences = Array.from({ length: pairs }, () => new Moments());
    this.#wins = new Float64Array(options);
  }

  add(values: Float64Array, active: readonly number[]): boolean {
    if (!this.#attempts.add(values, active)) return false;
    let top = -Infinity;
    let level = 0;
    for (const option of active) {
      this.#values[option].add(values[option]);
      const merit = values[option] * this.#better;
      if (merit > top) {
        top = merit;
        level = 1;
      } else if (merit === top) level += 1;
    }
    for (let at = 0; at < active.length; at++) {
      const option = active[at];
      if (values[option] * this.#better === top) this.#wins[option] += 1 / level;
      for (let later = at + 1; later < active.length; later++) {
        const rival = active[later];
        const pair = pairIndex(Math.min(option, rival), Math.max(option, rival), this.#options);
        const sign = option < rival ? 1 : -1;
        this.#differences[pair].add(sign * (values[option] - values[rival]));
      }
    }
    return true;
  }

  value(option: number, level: number): Estimate {
    const failed = this.#attempts.failed(option);
    return meanEstimate(this.#values[option], 1, level, failed, "mean, Student's t");
  }

  best(option: number, level: number): Estimate {
    const { finished } = this.#attempts;
    return shareEstimate(
      this.#wins[option],
      finished[option],
      this.#attempts.failed(option),
      level,
    );
  }

  lead(option: number, rival: number, level: number): Estimate {
    const { failed } = this.#attempts.ofPair(option, rival);
    const sign = this.#sign(option, rival);
    const method = "mean of paired differences, Student's t";
    return meanEstimate(this.#difference(option, rival), sign, level, failed, method);
  }

  doubt(option: number, rival: number): number {
    const difference = this.#difference(option, rival);
    if (difference.count < 2) return 1;
    const mean = this.#sign(option, rival) * difference.mean;
    const error = difference.standardDeviation / Math.sqrt(difference.count);
    // Every future shows the same difference: the lead is exact.
    if (error === 0) return mean > 0 ? 0 : 1;
    return studentTail(mean / error, difference.count - 1);
  }

  #difference(option: number, rival: number): Moments {
    const [first, second] = option < rival ? [option, rival] : [rival, option];
    return this.#differences[pairIndex(first, second, this.#options)];
  }

  #sign(option: number, rival: number): 1 | -1 {
    return option < rival === (this.#better === 1) ? 1 : -1;
  }
}

/** A mean of amounts with its interval by Student's t; `sign` −1 turns it round. */
export function meanEstimate(
  moments: Moments,
  sign: 1 | -1,
  level: number,
  failed: number,
  method: string,
): Estimate {
  const n = moments.count;
  const common = { level, method, n, failed };
  if (n === 0) return { value: null, low: null, high: null, ...common };
  const value = sign * moments.mean + 0;
  if (n === 1) return { value, low: null, high: null, ...common };
  const { low, high } = studentInterval(value, moments.standardDeviation, n, level);
  return { value, low, high, ...common };
}
