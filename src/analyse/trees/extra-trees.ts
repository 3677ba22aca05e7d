import { createDraws } from "#numeric/draws";
import type { Draws } from "#numeric/draws";
import { streamOf } from "#numeric/hash";
import { mean, standardDeviation } from "#numeric/quantile";
import { estimateWith } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";

export interface ExtraTreesSettings {
  readonly trees: number;
  readonly seed: number | bigint;
  /** Confidence level of the intervals. */
  readonly level: number;
}

/**
 * Feature scores of extremely randomised trees (P. Geurts, D. Ernst and L. Wehenkel, Machine Learning
 * 63, 2006): what each input contributes to the fall of variance in the outcome, as shares that sum
 * to 1. For an outcome of 0 and 1 that is Gini's importance. A tree sees a bootstrap of the rows; a
 * node tries round(d/3) inputs at random thresholds, and leaves hold max(1, round(√(n/1000))) rows,
 * as in the EMA Workbench (M. Jaxa-Rozen and J. Kwakkel 2018). Categories enter by their codes.
 *
 * The interval is for the chance in the trees, not for that in the rows. Rows are complete: the
 * caller leaves failed ones out and says how many. All 0 where the outcome does not vary.
 */
export function extraTreesScores(
  inputs: readonly Float64Array[],
  outcome: ArrayLike<number>,
  failed: number,
  { trees, seed, level }: ExtraTreesSettings,
): readonly Estimate[] {
  const n = outcome.length;
  const grower = new Grower(inputs, outcome);
  const stream = streamOf("extra trees");
  const scores = Array.from({ length: trees }, (_, tree) =>
    grower.scores(createDraws(seed, stream, tree)),
  );
  return inputs.map((_, input) => {
    const values = scores.map((tree) => tree[input]);
    const deviation = standardDeviation(values) / Math.sqrt(trees);
    const method = `share of the fall in variance over ${trees} extra trees`;
    return estimateWith(mean(values), deviation, level, { method, n, failed });
  });
}

class Grower {
  readonly #inputs: readonly Float64Array[];
  readonly #outcome: ArrayLike<number>;
  readonly #tried: number;
  readonly #least: number;
  readonly #rows: Uint32Array;
  readonly #candidates: Uint32Array;

  constructor(inputs: readonly Float64Array[], outcome: ArrayLike<number>) {
    this.#inputs = inputs;
    this.#outcome = outcome;
    this.#tried = Math.max(1, Math.round(inputs.length / 3));
    this.#least = Math.max(1, Math.round(Math.sqrt(outcome.length / 1000)));
    this.#rows = new Uint32Array(outcome.length);
    this.#candidates = Uint32Array.from(inputs, (_, input) => input);
  }

  /** The shares of one tree, grown on a stack, since deep trees are no place for recursion. */
  scores(draws: Draws): Float64Array {
    const n = this.#rows.length;
    const falls = new Float64Array(this.#inputs.length);
    for (let place = 0; place < n; place++) this.#rows[place] = draws.below(n);
    const waiting: (readonly [number, number])[] = [[0, n]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [from, to] = next;
      const split = this.#split(from, to, draws);
      if (split === null) continue;
      falls[split.input] += split.fall;
      const middle = this.#part(from, to, split.input, split.at);
      waiting.push([from, middle], [middle, to]);
    }
    const total = falls.reduce((sum, fall) => sum + fall, 0);
    return total > 0 ? falls.map((fall) => fall / total) : falls;
  }

  /** The best of a few random splits of the rows at [from, to); `fall` is of the sum of squares. */
  #split(from: number, to: number, draws: Draws) {
    const n = to - from;
    if (n < 2 * this.#least) return null;
    const whole = this.#sums(from, to);
    const squares = whole.squares - (whole.sum * whole.sum) / n;
    if (!(squares > 1e-12 * whole.squares)) return null;
    let best: { input: number; at: number; fall: number } | null = null;
    let tried = 0;
    for (let place = 0; place < this.#candidates.length; place++) {
      if (tried >= this.#tried && best !== null) break;
      const other = place + draws.below(this.#candidates.length - place);
      const input = this.#candidates[other];
      this.#candidates[other] = this.#candidates[place];
      this.#candidates[place] = input;
      tried += 1;
      const [least, most] = this.#range(from, to, input);
      if (!(most > least)) continue;
      const drawn = least + (most - least) * draws.uniform();
      const at = drawn >= most ? least : drawn;
      const left = this.#below(from, to, input, at);
      const right = n - left.count;
      if (left.count < this.#least || right < this.#least) continue;
      const rest = whole.sum - left.sum;
      const fall =
        (left.sum * left.sum) / left.count + (rest * rest) / right - (whole.sum * whole.sum) / n;
      if (best === null || fall > best.fall) best = { input, at, fall };
    }
    return best;
  }

  #sums(from: number, to: number) {
    let sum = 0;
    let squares = 0;
    for (let place = from; place < to; place++) {
      const value = this.#outcome[this.#rows[place]];
      sum += value;
      squares += value * value;
    }
    return { sum, squares };
  }

  #range(from: number, to: number, input: number): readonly [number, number] {
    const values = this.#inputs[input];
    let least = Infinity;
    let most = -Infinity;
    for (let place = from; place < to; place++) {
      const value = values[this.#rows[place]];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return [least, most];
  }

  #below(from: number, to: number, input: number, at: number) {
    const values = this.#inputs[input];
    let count = 0;
    let sum = 0;
    for (let place = from; place < to; place++) {
      const row = this.#rows[place];
      if (values[row] > at) continue;
      count += 1;
      sum += this.#outcome[row];
    }
    return { count, sum };
  }

  /** Puts the rows at or below first, and says where the others begin. */
  #part(from: number, to: number, input: number, at: number): number {
    const values = this.#inputs[input];
    let middle = from;
    for (let place = from; place < to; place++) {
      const row = this.#rows[place];
      if (values[row] > at) continue;
      this.#rows[place] = this.#rows[middle];
      this.#rows[middle] = row;
      middle += 1;
    }
    return middle;
  }
}
