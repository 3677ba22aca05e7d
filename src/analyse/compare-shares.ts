import { Attempts, pairIndex, type Comparison } from "./comparison.js";
import type { Estimate } from "./estimate.js";
import { newcombeBounds, newcombeDoubt, type PairedCounts } from "./newcombe.js";
import { shareEstimate } from "./share.js";

/** Compares conditions, 1 where met and 0 where not, by how often they are met. */
export class ShareComparison implements Comparison {
  readonly #options: number;
  readonly #attempts: Attempts;
  readonly #met: Float64Array;
  /** For each pair: both met, only the first, only the second, neither. */
  readonly #counts: Float64Array;

  constructor(options: number) {
    this.#options = options;
    this.#attempts = new Attempts(options);
    this.#met = new Float64Array(options);
    this.#counts = new Float64Array(4 * ((options * (options - 1)) / 2));
  }

  add(values: Float64Array, active: readonly number[]): boolean {
    if (!this.#attempts.add(values, active)) return false;
    for (let at = 0; at < active.length; at++) {
      const option = active[at];
      if (values[option] !== 0) this.#met[option] += 1;
      for (let later = at + 1; later < active.length; later++) {
        const first = Math.min(option, active[later]);
        const second = Math.max(option, active[later]);
        const cell = (values[first] !== 0 ? 0 : 2) + (values[second] !== 0 ? 0 : 1);
        this.#counts[4 * pairIndex(first, second, this.#options) + cell] += 1;
      }
    }
    return true;
  }

  value(option: number, level: number): Estimate {
    const { finished } = this.#attempts;
    return shareEstimate(this.#met[option], finished[option], this.#attempts.failed(option), level);
  }

  best(option: number, level: number): Estimate {
    return this.value(option, level);
  }

  lead(option: number, rival: number, level: number): Estimate {
    const { n, failed } = this.#attempts.ofPair(option, rival);
    const method = "difference of paired shares, Newcombe 1998, method 10";
    const common = { level, method, n, failed };
    if (n === 0) return { value: null, low: null, high: null, ...common };
    const counts = this.#pair(option, rival);
    const value = (counts.onlyFirst - counts.onlySecond) / n;
    return { value, ...newcombeBounds(counts, level), ...common };
  }

  doubt(option: number, rival: number): number {
    const { n } = this.#attempts.ofPair(option, rival);
    return n === 0 ? 1 : newcombeDoubt(this.#pair(option, rival));
  }

  #pair(option: number, rival: number): PairedCounts {
    const swapped = option > rival;
    const first = swapped ? rival : option;
    const second = swapped ? option : rival;
    const from = 4 * pairIndex(first, second, this.#options);
    const [both, onlyFirst, onlySecond, neither] = this.#counts.subarray(from, from + 4);
    return swapped
      ? { both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither }
      : { both, onlyFirst, onlySecond, neither };
  }
}
