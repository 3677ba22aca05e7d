import type { Call, Expression } from "#study/expression";

import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { shared, unknown } from "../scope.js";
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
    const inputs = rest.map((argument, index) =>
      keep(`input ${index + 1}`, scope.resolve(argument, scope)),
    );
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
const average = ofQueue(({ amounts, sums, inputs: [quantity], ageOf, keep, call, scope }) => {
  warnOfEmpty(call, scope);
  const all = {
    op: "or",
    left: compare("lessOrEqual", quantity, constant(0)),
    right: compare("less", sums[0], quantity),
  } as const;
  const taken = amounts.map((amount, index) => {
    const within = notBelowZero(binary("subtract", quantity, sums[index + 1] ?? constant(0)));
    return keep("part", select(all, amount, binary("minimum", amount, within)));
  });
  const weighted = taken.map((part, index) => binary("multiply", part, constant(ageOf(index))));
  return meanOf(keep("sum of ages", balancedSum(weighted)), keep("sum", balancedSum(taken)));
});

/** QUEUE AGE IN RANGE(queue, youngest, oldest): how many are so old; :NA: is no bound. */
const inRange = ofQueue(({ amounts, inputs: [least, most], ageOf, scope }) => {
  // Ages are whole steps: those within a millionth of one are at the bound.
  const slack = scope.time.step * 1e-6;
  const unbounded = compare("equal", most, constant(notAvailable));
  return balancedSum(
    amounts.map((amount, index) => {
      const upper = compare("lessOrEqual", constant(ageOf(index) - slack), most);
      return select(
        {
          op: "and",
          left: compare("lessOrEqual", least, constant(ageOf(index) + slack)),
          right: { op: "or", left: unbounded, right: upper },
        },
        amount,
        constant(0),
      );
    }),
  );
});

/** QUEUE ATTRIB AVERAGE(queue, 0 or less): over all of the queue. Of a part of it nothing is published. */
const attributeAverage = ofQueue(({ amounts, attributes, keep, call, scope }) => {
  warnOfEmpty(call, scope);
  const whole = scope.startValue(scope.resolve(call.arguments[1], scope));
  if (whole === null || whole.varies || !(whole.value <= 0)) {
    scope.report({
      code: "unsupported-queue-quantity",
      severity: "error",
      message: `what ${call.name} gives for a part of the queue is not published`,
      place: call.arguments[1].place,
      help: "give −1, which is the average over the whole queue",
    });
    return unknown;
  }
  scope.fix(whole);
  const weighted = amounts.map((amount, index) => binary("multiply", amount, attributes[index]));
  return meanOf(
    keep("sum of attributes", balancedSum(weighted)),
    keep("sum", balancedSum(amounts)),
  );
}, true);

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

function meanOf(sum: Node, count: Node): Node {
  return select(compare("equal", count, constant(0)), constant(0), binary("divide", sum, count));
}

function warnOfEmpty({ name, place }: Call, { report }: Scope): void {
  report({
    code: "queue-empty",
    severity: "warning",
    message: `${name} is 0 here while the queue is empty; Vensim's Help does not say what it is then`,
    place,
  });
}

export const queueLooks: readonly (readonly [string, ArrayLowering])[] = [
  ["vensim.queue_age_oldest", oldest],
  ["vensim.queue_age_average", average],
  ["vensim.queue_age_in_range", inRange],
  ["vensim.queue_attrib_average", attributeAverage],
  ["vensim.queue_attrib_quantity", quantity],
];
