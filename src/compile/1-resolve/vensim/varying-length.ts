import { binary, unary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import type { BuiltinCall, Scope } from "../scope.js";

/** Whether a node keeps its value at the start for the whole of a run. */
export function staysSame(node: Node, scope: Scope): boolean {
  const start = scope.startValue(node);
  return start !== null && !start.varies;
}

/** How many steps something that varies can reach back. */
export interface Slots {
  readonly steps: number;
  /** Whether a run has no more, so that none is missing whatever the length becomes. */
  readonly wholeRun: boolean;
}

/**
 * How many steps have to be kept of a delay whose length in steps varies, at least `least`: as many
 * as it can reach, by what the model says, or as many as a run has. Null and a report if that is too
 * much.
 */
export function slotsFor(
  call: BuiltinCall,
  what: string,
  lengthInSteps: Node,
  least: number,
): Slots | null {
  const { name, place, scope } = call;
  const rounded = unary("floor", binary("add", lengthInSteps, constant(1 - 1e-9)));
  const most = scope.mostOf(rounded);
  const ofRun = Math.max(least, scope.time.steps + 1);
  // Below one step there is no delay, and what is no number has no bound.
  const bounded = Math.max(least, most.value, 1) + 1;
  if (bounded < ofRun) {
    if (bounded <= mostSlots) {
      scope.fix({ value: bounded, constants: most.constants, varies: false });
      return { steps: bounded, wholeRun: false };
    }
  } else if (ofRun <= mostSlots) return { steps: ofRun, wholeRun: true };
  const reach = Math.min(bounded, ofRun);
  scope.report({
    code: "unsupported-delay-time",
    severity: "error",
    message: `the ${what} of ${name} varies, and for all that is known reaches ${reach} steps back`,
    place,
    help: `it may reach ${mostSlots}: state the most that it can be, as MIN(…, 10), by a table, or by the range of its variable, or take a longer TIME STEP`,
  });
  return null;
}

/** Each slot is several cells of the model. */
const mostSlots = 4000;
