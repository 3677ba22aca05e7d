import type { Expression } from "#study/expression";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { delayLine } from "../delay-line.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, BuiltinCall, Scope } from "../scope.js";
import { namedTable } from "./named-table.js";
import { sharesOf } from "./profile.js";
import { steps } from "./piecewise.js";

/**
 * DELAY CONVEYOR(input, time, leak, initial profile, initial total, initial time): what comes off a
 * conveyor. In each step the share leak · TIME STEP of all that stays on it is lost, the new input
 * included (Vensim Help, "DELAY CONVEYOR": leakage = (total + TIME STEP · (input − output)) · leak).
 * What is on it at the start comes off along the profile, whose x are stretched to the initial time
 * and whose area to the total; each step gives out the area under its part (Modeling Guide,
 * "Initialization of Conveyors"). The times are constants.
 */
export const delayConveyor: ArrayLowering = (call, scope) => {
  const [input, time, leak, profile, total, firstTime] = call.arguments;
  const table = namedTable(call, profile, scope, "table");
  const resolved = (argument: Expression) => scope.resolve(argument, scope);
  const made: BuiltinCall = { name: call.name, arguments: [], place: call.place, scope };
  const length = wholeSteps(made, "conveyance time", resolved(time));
  const firstLength = wholeSteps(made, "initial conveyance time", resolved(firstTime));
  if (table === null || length === null || firstLength === null) return unknown;
  const shares = sharesOf(made, table.table, { count: firstLength, place: profile.place });
  if (shares === null) return unknown;
  const left = survivors(made, resolved(leak), length);
  const dt = constant(scope.time.step);
  const came = delayLine(
    made,
    left.put(resolved(input)),
    binary("multiply", constant(length), dt),
    constant(0),
  );
  const initial = scope.addState(`initial total of ${call.name}`, call.place, () => ({
    kind: "frozen",
    initial: resolved(total),
  }));
  const share = binary("multiply", initial, outOfTheFirst(scope, shares));
  const first = binary("divide", binary("multiply", share, left.since), dt);
  return binary("add", first, left.taken(came));
};

/** The share of what was there at the start that comes off in the present step. */
function outOfTheFirst({ time }: Scope, shares: readonly number[]): Node {
  const ends = [...shares, 0];
  const x = ends.map((_, step) => time.start + (step - 0.5) * time.step);
  return { op: "lookup", table: steps({ x, y: ends }), input: { op: "stepTime" } };
}

/** What is left of things on a conveyor of so many steps. */
interface Survivors {
  /** What is put on, in a form that the conveyor can keep; `taken` turns it back when it comes off. */
  put(input: Node): Node;
  taken(kept: Node): Node;
  /** The share of what has been there from the start. */
  readonly since: Node;
}

/**
 * With a leak that stays the same, a power of what a step leaves; with one that varies, the share
 * that is left since the start now, over that when it was put on.
 */
function survivors({ name, place, scope }: BuiltinCall, leak: Node, length: number): Survivors {
  const lost = binary("multiply", leak, constant(scope.time.step));
  const kept = binary("subtract", constant(1), lost);
  const since = scope.addState(`left in ${name}`, place, (cell) => ({
    kind: "memory",
    initial: constant(1),
    next: binary("multiply", { op: "cell", cell }, kept),
  }));
  const start = scope.startValue(leak);
  if (start !== null && !start.varies) {
    const all = scope.addState(`share left by ${name}`, place, () => ({
      kind: "frozen",
      initial: binary("power", kept, constant(length)),
    }));
    return { put: (input) => input, taken: (came) => binary("multiply", came, all), since };
  }
  return {
    put: (input) => binary("divide", input, since),
    taken: (came) => binary("multiply", came, since),
    since,
  };
}

/** The whole steps in a time that stays the same, at least one; null and a report otherwise. */
export function wholeSteps(call: BuiltinCall, what: string, time: Node): number | null {
  const { name, place, scope } = call;
  const start = scope.startValue(time);
  const found = Math.max(
    1,
    Math.floor((start?.value ?? Number.NaN) / scope.time.step + 0.5 + 1e-6),
  );
  if (start !== null && !start.varies && found <= mostSteps) {
    scope.fix(start);
    return found;
  }
  const told =
    start === null || start.varies ? "changes in the course of a run" : `is ${start.value}`;
  scope.report({
    code: "unsupported-delay-time",
    severity: "error",
    message: `the ${what} of ${name} ${told}`,
    place,
    help: `give a constant of at most ${mostSteps} steps: how Vensim moves what is under way when the time changes is not published; DELAY MATERIAL takes a time that varies`,
  });
  return null;
}

/** A delay of more steps is a mistake rather than a model. */
const mostSteps = 10_000;
