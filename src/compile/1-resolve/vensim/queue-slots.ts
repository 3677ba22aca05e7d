import type { Node } from "../../system.js";
import type { Scope } from "../scope.js";

/** What a queue is made of: amounts by age, the first a step old, each one step older. */
export interface QueueSlots {
  readonly amounts: readonly Node[];
  /** Of each slot on, to the oldest, what there is in all. */
  readonly sums: readonly Node[];
  /** What each has as its attribute; none of a queue without. */
  readonly attributes: readonly Node[];
}

/** Remembers what the queue in a cell is made of, for the functions that look into it. */
export function keepQueue(scope: Scope, { amounts, sums, attributes }: QueueSlots): void {
  scope.made.set(`amounts in ${scope.ownerCell}`, amounts);
  scope.made.set(`sums in ${scope.ownerCell}`, sums);
  scope.made.set(`attributes in ${scope.ownerCell}`, attributes);
}

/** What the queue in a cell is made of; null if there is no queue. */
export function queueIn(cell: number, scope: Scope): QueueSlots | null {
  // Whatever is in the cell is resolved by asking for its value.
  if (!scope.made.has(`amounts in ${cell}`)) scope.startValue({ op: "cell", cell });
  const amounts = scope.made.get(`amounts in ${cell}`);
  const sums = scope.made.get(`sums in ${cell}`);
  const attributes = scope.made.get(`attributes in ${cell}`);
  if (amounts === undefined || sums === undefined || attributes === undefined) return null;
  return { amounts, sums, attributes };
}
