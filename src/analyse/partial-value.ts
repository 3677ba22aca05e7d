import { normalCdf } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { CrossFit } from "./cross-fit.js";
import { argmax, bestOnAverage, meanOf, type Merits } from "./merits.js";
import type { Basis } from "./regression-basis.js";

/**
 * Expected value of partial perfect information of what a basis spans, from an ensemble that is
 * there: EVPPI(S) = E[max_d E(U_d | θ_S)] − max_d E[U_d], by regression of each incremental benefit on
 * θ_S (Strong, Oakley and Brennan 2014).
 */
export class PartialValue {
  readonly merits: Merits;
  /** The option that is best without knowing more. */
  readonly best: number;
  /** Merit of each other option over that of the best. */
  readonly #targets: readonly Float64Array[];
  readonly #others: readonly number[];
  readonly #straight: Int32Array;

  constructor(merits: Merits) {
    this.merits = merits;
    this.best = bestOnAverage(merits);
    this.#others = merits.flatMap((_, option) => (option === this.best ? [] : [option]));
    const best = merits[this.best];
    this.#targets = this.#others.map((option) => {
      const ahead = new Float64Array(best.length);
      for (let row = 0; row < ahead.length; row++) ahead[row] = merits[option][row] - best[row];
      return ahead;
    });
    this.#straight = Int32Array.from({ length: this.rows }, (_, row) => row);
  }

  get rows(): number {
    return this.merits[0]?.length ?? 0;
  }

  /**
   * The plug-in estimate: fitted to all rows, the mean of the row-wise maximum less the maximum of
   * the means. Biased upwards, since it picks what the noise favours.
   */
  plugIn(basis: Basis): number {
    const fitted = new CrossFit(basis).predictAll(this.#targets, this.#straight);
    let sum = 0;
    for (let row = 0; row < this.rows; row++) {
      let top = 0;
      for (const column of fitted) top = Math.max(top, column[row]);
      sum += top;
    }
    return sum / this.rows - Math.max(0, ...fitted.map(meanOf));
  }

  /**
   * The cross-fitted estimate, one value a row: what the option that the fit to the other half of
   * the rows advises brings there, over the option that is best on average in that other half. The
   * mean is without the upward bias, and may be negative. An order other than 0, 1, 2 … shuffles
   * what is to be known against what it is worth.
   */
  gains(fit: CrossFit, order: Int32Array = this.#straight): Float64Array {
    const fitted = fit.predict(this.#targets, order);
    const best = [this.#bestIn(1, order), this.#bestIn(0, order)];
    const gains = new Float64Array(order.length);
    for (let row = 0; row < order.length; row++) {
      const advised = this.#advised(fitted, row);
      const plain = best[row % 2];
      if (advised !== plain) {
        gains[row] = this.merits[advised][order[row]] - this.merits[plain][order[row]];
      }
    }
    return gains;
  }

  /** The option that would be chosen in each row, by the fit to all rows. */
  choices(fit: CrossFit): Int32Array {
    const fitted = fit.predictAll(this.#targets, this.#straight);
    const choices = new Int32Array(this.rows);
    for (let row = 0; row < choices.length; row++) choices[row] = this.#advised(fitted, row);
    return choices;
  }

  /** Values of knowing something that has nothing to do with it: of the basis, shuffled. */
  nullValues(fit: CrossFit, orders: readonly Int32Array[]): readonly number[] {
    return orders.map((order) => meanOf(this.gains(fit, order)));
  }

  #advised(fitted: readonly Float64Array[], row: number): number {
    let advised = this.best;
    let top = 0;
    for (let at = 0; at < fitted.length; at++) {
      if (fitted[at][row] > top) {
        top = fitted[at][row];
        advised = this.#others[at];
      }
    }
    return advised;
  }

  /** The option that is best on average in half of the rows. */
  #bestIn(half: number, order: Int32Array): number {
    return argmax(
      this.merits.map((column) => {
        let sum = 0;
        for (let row = half; row < order.length; row += 2) sum += column[order[row]];
        return sum;
      }),
    );
  }
}

/** How a value compares with those of shuffled answers. */
export interface AgainstNull {
  /** 95 % of the null values lie below or at it. */
  readonly high: number;
  readonly p: number;
}

/**
 * The share of null values that are as large, counting the value itself as one of them (Phipson and
 * Smyth 2010); where none is, the tail of a normal distribution with their mean and deviation if that
 * is smaller, since a count of n cannot go below 1/(n + 1).
 */
export function againstNull(value: number, nullValues: readonly number[]): AgainstNull {
  const count = nullValues.length;
  const sorted = [...nullValues].sort((one, other) => one - other);
  const high = sorted[Math.min(count - 1, Math.ceil(0.95 * count) - 1)] ?? 0;
  const asLarge = nullValues.filter((one) => one >= value).length;
  const counted = (asLarge + 1) / (count + 1);
  if (asLarge > 0 || count < 20) return { high, p: counted };
  const mean = meanOf(nullValues);
  let square = 0;
  for (const one of nullValues) square += ((one - mean) * (one - mean)) / (count - 1);
  const deviation = Math.sqrt(square);
  const tail =
    deviation === 0 ? 0 : normalCdf(createNumberArithmetic(), (mean - value) / deviation);
  return { high, p: Math.min(counted, tail) };
}

/** A value of a premise at which another option becomes the best. */
export interface SwitchValue {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Switch values: where, as the premise grows, the choice changes; halfway between the values of two
 * neighbouring rows. Changes that hold for less than the share `least` of the rows are passed over.
 */
export function switchesOf(
  values: Float64Array,
  choices: Int32Array,
  least = 0.01,
): readonly SwitchValue[] {
  const order = Array.from({ length: values.length }, (_, row) => row).sort(
    (one, other) => values[one] - values[other],
  );
  const runs: { choice: number; from: number; to: number }[] = [];
  for (const [at, row] of order.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.choice === choices[row]) last.to = at;
    else runs.push({ choice: choices[row], from: at, to: at });
  }
  const long = runs.filter(({ from, to }) => to - from + 1 >= least * values.length);
  const found: SwitchValue[] = [];
  for (const [at, run] of long.slice(1).entries()) {
    const before = long[at];
    if (before.choice === run.choice) continue;
    const low = values[order[before.to]];
    const high = values[order[run.from]];
    found.push({ at: low + (high - low) / 2, from: before.choice, to: run.choice });
  }
  return found;
}
