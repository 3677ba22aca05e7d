import type { Conveyor } from "#study/model";

import { binary, compare, constant, select } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import {
  frontOf,
  hidden,
  movedUp,
  summed,
  totalOf,
  wholeBatchesWithin,
  without,
} from "./batches.js";
import type { Batches, QueuePlace, SummedBatches } from "./batches.js";
import { arriving } from "./flow-ends.js";
import type { StockEnds } from "./flow-ends.js";
import type { FlowParts, Part } from "./parts.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** More batches than this at a time make no number of the queue. */
const mostBatches = 128;

/** Room that falls short of a batch by a rounding is enough for it. */
const rounding = 1 + 1e-9;

/** A flow out of a queue. */
export interface QueueOutflow {
  readonly cell: number;
  /** It carries only what all that are listed before it were refused. */
  readonly overflow: boolean;
  /** The conveyor that it enters; null where it enters a stock or leaves the model. */
  readonly into: Conveyor | null;
}

/** A queue whose outflows can be worked out one after another; then it is finished. */
export interface QueueBuild {
  /** A part for each outflow, whose bounds are what there is room for downstream. */
  readonly parts: readonly Part[];
  /** The cells on which what an outflow carries depends, whatever there is room for. */
  readonly needs: readonly (readonly number[])[];
  finish(): void;
}

/**
 * A queue (XMILE 1.0, section 3.7.3): what enters by a flow within a step is a batch (isee systems,
 * help, "Queue computation") and may leave in the same step. Stocks and clouds take all there is;
 * conveyors take the front batch or several, whole or in part, as there is room. An overflow carries
 * what all outflows before it were refused. Batches are told apart only where that matters.
 */
export function buildQueue(
  stock: StockEnds,
  outflows: readonly QueueOutflow[],
  parts: FlowParts,
  workshop: Workshop,
): QueueBuild {
  const { owner } = stock.scope;
  const { name, place, ...rule } = workshop.cells[stock.cell];
  if (rule.kind !== "stock") throw new Error(`"${owner}" is not a stock`);
  const queue: QueuePlace = { owner, place, workshop };
  const dt = constant(workshop.time.step);
  const apart = outflows.some(
    ({ into }) => into !== null && (into.oneAtATime || into.batchIntegrity),
  );
  const first = workshop.cells.length;
  const slots: Node[] = Array.from({ length: apart ? mostBatches : 1 }, (_, index) =>
    addCell(workshop, `batch ${index + 1} in ${owner}`, place, {
      kind: "memory",
      initial: index === 0 ? rule.initial : constant(0),
      next: constant(Number.NaN),
    }),
  );
  const came: readonly Node[] = stock.inflows.map((end) =>
    hidden(queue, "what enters", binary("multiply", arriving(end, end.node), dt)),
  );
  // Where batches are not told apart, all there is is one.
  const all: Batches = apart
    ? [...slots, ...came]
    : [hidden(queue, "all there is", balancedSum([...slots, ...came]))];
  let left = summed(all, queue);
  let refused: Truth | null = null;

  const give = (outflow: QueueOutflow, room: Node): Node => {
    const wanted = takenBy(outflow.into, left, null, queue);
    const amount = hidden(queue, "room", binary("multiply", room, dt));
    const most = outflow.into === null ? wanted : takenBy(outflow.into, left, amount, queue);
    const taken = outflow.overflow && refused !== null ? select(refused, most, constant(0)) : most;
    const carried = hidden(queue, "what leaves", taken);
    left = summed(without(left, carried, queue), queue);
    const short = compare("less", carried, wanted);
    refused = refused === null ? short : { op: "and", left: refused, right: short };
    return binary("divide", carried, dt);
  };
  const arrivals = stock.inflows.flatMap(({ node }) => (node.op === "cell" ? [node.cell] : []));
  workshop.cells[stock.cell] = { name, place, kind: "formula", node: balancedSum(slots) };
  return {
    parts: outflows.map((outflow) => parts.given(outflow.cell, (room) => give(outflow, room))),
    needs: outflows.map((_, index) => [
      ...arrivals,
      ...outflows.slice(0, index).map(({ cell }) => cell),
    ]),
    finish: () => {
      const next = apart
        ? movedUp(
            slots,
            left.batches.slice(0, slots.length),
            left.batches.slice(slots.length),
            queue,
          )
        : left.batches;
      for (const [index, node] of next.entries()) {
        const cell = workshop.cells[first + index];
        if (cell.kind === "memory") workshop.cells[first + index] = { ...cell, next: node };
      }
    },
  };
}

/** What goes into a conveyor that has room for so much, or for any amount; into a stock all goes. */
function takenBy(
  into: Conveyor | null,
  left: SummedBatches,
  room: Node | null,
  queue: QueuePlace,
): Node {
  if (into === null || !into.oneAtATime) {
    if (into === null || room === null) return totalOf(left);
    if (!into.batchIntegrity) return binary("minimum", totalOf(left), room);
    return wholeBatchesWithin(left, enough(room));
  }
  const front = hidden(queue, "front batch", frontOf(left));
  if (room === null) return front;
  if (!into.batchIntegrity) return binary("minimum", front, room);
  return select(compare("lessOrEqual", front, enough(room)), front, constant(0));
}

function enough(room: Node): Node {
  return binary("multiply", room, constant(rounding));
}
