import type { Call, Expression } from "#study/expression";

import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { shared, sharedInputs, unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { balancedSum } from "../stocks/sums.js";
import { notBelowZero } from "../time.js";
import { notAvailable } from "./arithmetic.js";
import { folded } from "./data.js";
import { queueIn } from "./queue-slots.js";
import type { QueueSlots } from "./queue-slots.js";

/** A look into a queue; `inputs` are the further arguments, shared. */
interface Look extends QueueSlots {
  readonly inputs: readonly Node[];
  readonly scope: Scope;
  readonly call: Call;
  /** How old a part is. */
  ageOf(index: number): number;
  keep(label: string, node: Node): Node;
}

/** A function of (queue, …), with or without attributes. */
function ofQueue(make: (look: Look) => Node, withAttributes = false): ArrayLowering {
  return (call, scope) => {
    const [name, ...rest] = call.arguments;
    const node = name.kind === "reference" ? scope.resolve(name, scope) : unknown;
    const slots = node.op === "cell" ? queueIn(node.cell, scope) : null;
    if (slots === null || (withAttributes && slots.attributes.length === 0)) {
      return noQueue(call, name, withAttributes, scope);
    }
    const keep = (label: string, kept: Node) =>
      shared(scope, `${label} of ${call.name}`, call.place, kept);
    const inputs = sharedInputs(rest, call, scope);
    const ageOf = (index: number) => (index + 1) * scope.time.step;
    return make({ ...slots, inputs, scope, call, ageOf, keep });
  };
}

function noQueue(call: Call, name: Expression, withAttributes: boolean, scope: Scope): Node {
  const wanted = withAttributes ? "QUEUE FIFO ATTRIB" : "QUEUE FIFO or QUEUE FIFO ATTRIB";
  scope.report({
    code: "queue-wanted",
    severity: "error",
    message: `${call.name} wants the name of a variable whose equation is ${wanted}`,
    place: name.place,
    help: "define a queue with it, and name that variable here",
  });
  return unknown;
}

/** QUEUE AGE OLDEST(queue): how old the oldest is. */
const oldest = ofQueue(({ amounts, ageOf, call, scope }) => {
  warnOfEmpty(call, scope);
  return folded(
    "maximum",
    amounts.map((amount, index) =>
      select(compare("notEqual", amount, constant(0)), constant(ageOf(index)), constant(0)),
    ),
  );
});

/** QUEUE AGE AVERAGE(queue, quantity): of the oldest so many; of all for 0 or less, or too many. */
const average = ofQueue((look) => {
  const { ageOf, call, scope } = look;
  warnOfEmpty(call, scope);
  return meanOf(look, oldestParts(look), (index) => constant(ageOf(index)));
});

/** What of each part is among the oldest so many: all for 0 or less, or for more than there are. */
function oldestParts({ amounts, sums, inputs: [quantity], keep }: Look): readonly Node[] {
  const all = {
    op: "or",
    left: compare("lessOrEqual", quantity, constant(0)),
    right: compare("less", sums[0], quantity),
  } as const;
  return amounts.map((amount, index) => {
    const within = notBelowZero(binary("subtract", quantity, sums[index + 1] ?? constant(0)));
    return keep("part", select(all, amount, binary("minimum", amount, within)));
  });
}

/** QUEUE AGE IN RANGE(queue, youngest, oldest): how many are so old; :NA: is no bound. */
const inRange = ofQueue((look) => {
  const { ageOf, scope } = look;
  // Ages are whole steps: those within a millionth of one are at the bound.
  const slack = scope.time.step * 1e-6;
  return amountWithin(look, (index) => ({
    atLeast: constant(ageOf(index) + slack),
    atMost: constant(ageOf(index) - slack),
  }));
});

/** How many have something between the two inputs, bounds included; :NA: is no bound. */
function amountWithin(
  { amounts, inputs: [least, most] }: Look,
  of: (index: number) => { readonly atLeast: Node; readonly atMost: Node },
): Node {
  const unbounded = compare("equal", most, constant(notAvailable));
  return balancedSum(
    amounts.map((amount, index) => {
      const { atLeast, atMost } = of(index);
      const upper = compare("lessOrEqual", atMost, most);
      return select(
        {
          op: "and",
          // :NA: is far below everything.
          left: compare("lessOrEqual", least, atLeast),
          right: { op: "or", left: unbounded, right: upper },
        },
        amount,
        constant(0),
      );
    }),
  );
}

/**
 * QUEUE ATTRIB AVERAGE(queue, quantity): over the oldest so many, as QUEUE AGE AVERAGE; over all for
 * 0 or less (Vensim Help, "Queues with Attributes"), or for more than there are.
 */
const attributeAverage = ofQueue((look) => {
  warnOfEmpty(look.call, look.scope);
  return meanOf(look, oldestParts(look), (index) => look.attributes[index]);
}, true);

/**
 * QUEUE ATTRIB MAX(queue, quantity) and QUEUE ATTRIB MIN: the largest and the least attribute among
 * the oldest so many, among all for 0 or less or for more than there are. What has left is not there.
 */
function attributeExtreme(name: "maximum" | "minimum"): ArrayLowering {
  const nobody = name === "maximum" ? -Infinity : Infinity;
  return ofQueue((look) => {
    warnOfEmpty(look.call, look.scope);
    const { attributes, keep } = look;
    const present = oldestParts(look).map((part, index) =>
      select(compare("notEqual", part, constant(0)), attributes[index], constant(nobody)),
    );
    const extreme = keep(name, folded(name, present));
    return select(compare("equal", extreme, constant(nobody)), constant(0), extreme);
  }, true);
}

/** QUEUE ATTRIB IN RANGE(queue, least, most): how many have an attribute between the two. */
const attributeInRange = ofQueue(
  (look) =>
    amountWithin(look, (index) => ({
      atLeast: look.attributes[index],
      atMost: look.attributes[index],
    })),
  true,
);

/**
 * QUEUE ATTRIB QUANTITY(queue, total): how many of the oldest have attributes that add up to the total,
 * the last of them in part; all there are where that is not enough.
 */
const quantity = ofQueue(({ amounts, attributes, inputs: [total], keep }) => {
  let left = total;
  const taken = amounts
    .map((amount, index) => {
      return { amount, weight: keep("weight", binary("multiply", amount, attributes[index])) };
    })
    .toReversed()
    .map(({ amount, weight }) => {
      const room = left;
      left = keep("room", binary("subtract", room, weight));
      const share = binary("divide", notBelowZero(room), weight);
      return select(
        compare("lessOrEqual", weight, room),
        amount,
        binary("multiply", amount, share),
      );
    });
  return balancedSum(taken);
}, true);

/** The mean of something over parts of a queue; 0 where there are none. */
function meanOf({ keep }: Look, parts: readonly Node[], of: (index: number) => Node): Node {
  const weighted = parts.map((part, index) => binary("multiply", part, of(index)));
  const sum = keep("weighted sum", balancedSum(weighted));
  const count = keep("sum", balancedSum(parts));
  return select(compare("equal", count, constant(0)), constant(0), binary("divide", sum, count));
}

function warnOfEmpty({ name, place }: Call, { report }: Scope): void {
  report({
    code: "queue-empty",
    severity: "warning",
    message: `${name} is 0 here while the queue is empty; in Vensim it may be something else`,
    place,
  });
}

export const queueLooks: readonly (readonly [string, ArrayLowering])[] = [
  ["vensim.queue_age_oldest", oldest],
  ["vensim.queue_age_average", average],
  ["vensim.queue_age_in_range", inRange],
  ["vensim.queue_attrib_average", attributeAverage],
  ["vensim.queue_attrib_max", attributeExtreme("maximum")],
  ["vensim.queue_attrib_min", attributeExtreme("minimum")],
  ["vensim.queue_attrib_in_range", attributeInRange],
  ["vensim.queue_attrib_quantity", quantity],
];
