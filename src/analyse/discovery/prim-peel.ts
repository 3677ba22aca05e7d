import { orderOf } from "#numeric/order";
import { restrictedCount, withEnd, withLimit } from "./box.js";
import type { Box, BoxCount, Limit } from "./box.js";
import type { Cases, Input } from "./cases.js";
import { objectiveOf } from "./prim-objective.js";
import { primQuantile } from "./prim-quantile.js";

/** A box that is left after a peel, and what was taken off: from one end of an order, or a label. */
export interface Peel extends BoxCount {
  readonly box: Box;
  readonly input: number;
  /** The places [from, to) of the input's order that stay; null for a category. */
  readonly stay: readonly [number, number] | null;
}

/**
 * The rows of the box, in the order of each input. Each order is sorted once; a peel then cuts its
 * own order short and goes through the others once, so that a quantile is one look, and all peels
 * together cost rows × inputs / alpha.
 */
export class Peeler {
  readonly #inputs: readonly Input[];
  readonly #interest: Uint8Array;
  readonly #inside: Uint8Array;
  readonly #orders: Uint32Array[];
  /** Inputs as candidates are tried: numbers, then whole numbers, then categories. */
  readonly #sequence: readonly number[];
  rows: number;
  interest: number;

  constructor(cases: Cases, among?: Uint8Array) {
    this.#inputs = cases.inputs;
    this.#interest = cases.interest;
    this.#inside = among?.slice() ?? new Uint8Array(cases.interest.length).fill(1);
    const kept = (order: Uint32Array): Uint32Array =>
      among === undefined ? order : order.filter((row) => among[row] !== 0);
    this.#orders = cases.inputs.map(({ values }) => kept(orderOf(values)));
    const kinds = ["number", "integer", "category"] as const;
    this.#sequence = kinds.flatMap((kind) =>
      cases.inputs.flatMap((input, index) => (input.kind === kind ? [index] : [])),
    );
    this.rows = 0;
    this.interest = 0;
    for (let row = 0; row < this.#inside.length; row++) {
      if (this.#inside[row] === 0) continue;
      this.rows += 1;
      this.interest += cases.interest[row];
    }
  }

  /** The peel with the largest objective, if that is above 0 and anything is taken off. */
  best(box: Box, alpha: number): Peel | null {
    const before = { n: this.rows, k: this.interest };
    let best: Peel | null = null;
    let bestScore = 0;
    for (const input of this.#sequence) {
      for (const peel of this.#peels(box, input, alpha)) {
        if (peel.n === before.n) continue;
        const score = objectiveOf(before, peel);
        const fewer =
          best !== null &&
          score === bestScore &&
          restrictedCount(peel.box) < restrictedCount(best.box);
        if (score > bestScore || fewer) {
          best = peel;
          bestScore = score;
        }
      }
    }
    return best;
  }

  /** Carries out a peel that `best` gave. */
  take({ box, input, stay, n, k }: Peel): void {
    const own = this.#orders[input];
    const limit = box[input];
    const leaves =
      stay === null ? own.filter((row) => !allows(limit, this.#value(input, row))) : null;
    if (stay === null) leaves?.forEach((row) => (this.#inside[row] = 0));
    else {
      for (let place = 0; place < stay[0]; place++) this.#inside[own[place]] = 0;
      for (let place = stay[1]; place < own.length; place++) this.#inside[own[place]] = 0;
    }
    for (const [index, order] of this.#orders.entries()) {
      this.#orders[index] =
        index === input && stay !== null ? order.subarray(...stay) : this.#remaining(order, n);
    }
    this.rows = n;
    this.interest = k;
  }

  #remaining(order: Uint32Array, n: number): Uint32Array {
    // In place: nobody else looks at the order.
    let kept = 0;
    for (let place = 0; place < order.length; place++) {
      const row = order[place];
      order[kept] = row;
      kept += this.#inside[row];
    }
    return order.subarray(0, n);
  }

  #peels(box: Box, input: number, alpha: number): readonly Peel[] {
    const { kind } = this.#inputs[input];
    if (kind === "category") return this.#categoryPeels(box, input);
    return kind === "number"
      ? [this.#numberPeel(box, input, alpha, "high"), this.#numberPeel(box, input, alpha, "low")]
      : [this.#integerPeel(box, input, alpha, "high"), this.#integerPeel(box, input, alpha, "low")];
  }

  #numberPeel(box: Box, input: number, alpha: number, side: "low" | "high"): Peel {
    const end = this.#quantile(input, side === "low" ? alpha : 1 - alpha);
    return this.#endPeel(box, input, side, end);
  }

  /** The quantile cut to a whole number; where that is the end already, the next value inside. */
  #integerPeel(box: Box, input: number, alpha: number, side: "low" | "high"): Peel {
    const order = this.#orders[input];
    const at = (place: number): number => this.#value(input, order[place]);
    const outermost = side === "low" ? at(0) : at(order.length - 1);
    const limit = box[input];
    const current = (limit?.kind === "range" ? limit[side] : null) ?? outermost;
    const cut = Math.trunc(this.#quantile(input, side === "low" ? alpha : 1 - alpha));
    const strictly = cut === current;
    const inside = (value: number): boolean =>
      side === "low"
        ? strictly
          ? value > cut
          : value >= cut
        : strictly
          ? value < cut
          : value <= cut;
    let end: number | null = null;
    if (side === "low") {
      for (let place = 0; place < order.length && end === null; place++) {
        if (inside(at(place))) end = at(place);
      }
    } else {
      for (let place = order.length - 1; place >= 0 && end === null; place--) {
        if (inside(at(place))) end = at(place);
      }
    }
    // Nothing would stay: that is no peel.
    return this.#endPeel(box, input, side, end ?? outermost);
  }

  #endPeel(box: Box, input: number, side: "low" | "high", end: number): Peel {
    const order = this.#orders[input];
    let gone = 0;
    let interestGone = 0;
    if (side === "low") {
      while (gone < order.length && this.#value(input, order[gone]) < end) {
        interestGone += this.#interest[order[gone]];
        gone += 1;
      }
    } else {
      let place = order.length - 1;
      while (place >= 0 && this.#value(input, order[place]) > end) {
        interestGone += this.#interest[order[place]];
        gone += 1;
        place -= 1;
      }
    }
    return {
      box: gone === 0 ? box : withEnd(box, input, side, end),
      n: this.rows - gone,
      k: this.interest - interestGone,
      input,
      stay: side === "low" ? [gone, order.length] : [0, order.length - gone],
    };
  }

  #categoryPeels(box: Box, input: number): readonly Peel[] {
    const order = this.#orders[input];
    const one = this.#inputs[input];
    if (one.kind !== "category") return [];
    const limit = box[input];
    const allowed = limit?.kind === "subset" ? limit.allowed : one.labels.map(() => true);
    if (allowed.filter(Boolean).length < 2) return [];
    const counts = allowed.map(() => ({ n: 0, k: 0 }));
    for (const row of order) {
      const count = counts[this.#value(input, row)];
      count.n += 1;
      count.k += this.#interest[row];
    }
    return allowed.flatMap((is, label) => {
      if (!is) return [];
      const next = allowed.map((other, index) => other && index !== label);
      return [
        {
          box: withLimit(box, input, { kind: "subset", allowed: next }),
          n: this.rows - counts[label].n,
          k: this.interest - counts[label].k,
          input,
          stay: null,
        },
      ];
    });
  }

  #quantile(input: number, share: number): number {
    const order = this.#orders[input];
    return primQuantile(order.length, (place) => this.#value(input, order[place]), share);
  }

  #value(input: number, row: number): number {
    return this.#inputs[input].values[row];
  }
}

function allows(limit: Limit | null, label: number): boolean {
  return limit === null || limit.kind !== "subset" || limit.allowed[label];
}
