import type { Place } from "#study/place";

import { binary, compare, constant, select } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import { notBelowZero } from "../time.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** Amounts in a row, the front first; zeros are no batches. */
export type Batches = readonly Node[];

/** Where the hidden cells of a queue belong. */
export interface QueuePlace {
  readonly owner: string;
  readonly place: Place;
  readonly workshop: Workshop;
}

/** Batches with the sums from the front on: the last is all there is. */
export interface SummedBatches {
  readonly batches: Batches;
  readonly sums: readonly Node[];
}

export function summed(batches: Batches, queue: QueuePlace): SummedBatches {
  let sum: Node = constant(0);
  const sums = batches.map((batch, index) => {
    sum = index === 0 ? batch : hidden(queue, "sum of batches", binary("add", sum, batch));
    return sum;
  });
  return { batches, sums };
}

export function totalOf({ sums }: SummedBatches): Node {
  return sums.at(-1) ?? constant(0);
}

export function frontOf({ batches }: SummedBatches): Node {
  return batches.reduceRight(
    (rest: Node, batch) => select(isBatch(batch), batch, rest),
    constant(0),
  );
}

/** As many whole batches from the front as there is room for. */
export function wholeBatchesWithin({ sums }: SummedBatches, room: Node): Node {
  return sums.reduce(
    (most: Node, sum) => select(compare("lessOrEqual", sum, room), sum, most),
    constant(0),
  );
}

/** What is left when an amount is taken from the front. */
export function without(
  { batches, sums }: SummedBatches,
  amount: Node,
  queue: QueuePlace,
): Batches {
  return batches.map((batch, index) => {
    const left = notBelowZero(binary("subtract", sums[index], amount));
    return hidden(queue, "what is left of a batch", binary("minimum", batch, left));
  });
}

/**
 * Moves the batches up over those of them that are gone, and puts what has come behind them. `before`
 * are the batches before anything was taken, `left` the same ones after; `came` has its zeros left
 * out. What would have to stand behind the last place makes no number of the first.
 */
export function movedUp(before: Batches, left: Batches, came: Batches, queue: QueuePlace): Batches {
  const gone = countOf(
    before.map((batch, index) => ({
      op: "and",
      left: isBatch(batch),
      right: { op: "not", operand: isBatch(left[index]) },
    })),
    queue,
  );
  let moved = left;
  let rest = gone;
  for (let width = 1; width < left.length; width *= 2) {
    // The lowest bit of what is still to be moved by.
    const half = hidden(queue, "places", {
      op: "unary",
      name: "floor",
      operand: binary("divide", rest, constant(2)),
    });
    const odd = compare("less", binary("multiply", half, constant(2)), rest);
    const from = moved;
    moved = from.map((batch, index) =>
      hidden(queue, "batch that moves up", select(odd, from[index + width] ?? constant(0), batch)),
    );
    rest = half;
  }
  let taken = hidden(
    queue,
    "batches",
    binary("subtract", countOf(before.map(isBatch), queue), gone),
  );
  const added: Node[][] = left.map(() => []);
  for (const batch of came) {
    const place = taken;
    for (const [index, list] of added.entries()) {
      list.push(select(compare("equal", place, constant(index)), batch, constant(0)));
    }
    taken = hidden(queue, "batches", binary("add", place, numberOf(isBatch(batch))));
  }
  const tooMany = compare("less", constant(left.length), taken);
  return moved.map((batch, index) => {
    const next = balancedSum([batch, ...added[index]]);
    return index === 0 ? select(tooMany, constant(Number.NaN), next) : next;
  });
}

function isBatch(amount: Node): Truth {
  return compare("less", constant(0), amount);
}

function numberOf(truth: Truth): Node {
  return { op: "number", truth };
}

function countOf(truths: readonly Truth[], queue: QueuePlace): Node {
  return hidden(queue, "batches", balancedSum(truths.map(numberOf)));
}

export function hidden({ owner, place, workshop }: QueuePlace, name: string, node: Node): Node {
  return addCell(workshop, `${name} in ${owner}`, place, { kind: "formula", node });
}
