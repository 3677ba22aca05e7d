import type { Place } from "#study/place";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { delayLine } from "../delay-line.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, BuiltinCall, Scope } from "../scope.js";
import { namedTable } from "./named-table.js";
import { movingBelt } from "./moving-belt.js";
import type { MovingBelt } from "./moving-belt.js";
import { sharesOf } from "./profile.js";
import { steps } from "./piecewise.js";
import { slotsFor, staysSame } from "./varying-length.js";

/**
 * DELAY CONVEYOR(input, time, leak, initial profile, initial total, initial time): what comes off a
 * conveyor. In each step the share leak · TIME STEP of all that stays on it is lost, the new input
 * included (Vensim Help, "DELAY CONVEYOR": leakage = (total + TIME STEP · (input − output)) · leak).
 * What is on it at the start comes off along the profile, whose x are stretched to the initial time
 * and whose area to the total; each step gives out the area under its part (Modeling Guide,
 * "Initialization of Conveyors"). With times that stay the same it is a delay line of whole steps.
 */
export const delayConveyor: ArrayLowering = (call, scope) => {
  const [input, time, leak, , total, firstTime] = call.arguments.map((argument, index) =>
    index === profileIndex ? unknown : scope.resolve(argument, scope),
  );
  const table = namedTable(call, call.arguments[profileIndex], scope, "table");
  if (table === null) return unknown;
  const made: BuiltinCall = { name: call.name, arguments: [], place: call.place, scope };
  const parts = { input, time, leak, profile: table.table, total, firstTime };
  const { place } = call.arguments[profileIndex];
  return staysSame(time, scope) && staysSame(firstTime, scope)
    ? steadyBelt(made, parts, place)
    : varyingBelt(made, parts, place);
};

const profileIndex = 3;

type BeltParts = Pick<MovingBelt, "input" | "time" | "leak" | "profile" | "total" | "firstTime">;

function varyingBelt(call: BuiltinCall, parts: BeltParts, profilePlace: Place): Node {
  const { name, place, scope } = call;
  if (sharesOf(call, parts.profile, { count: 1, place: profilePlace }) === null) return unknown;
  const inSteps = binary("divide", parts.time, constant(scope.time.step));
  const length = slotsFor(call, "conveyance time", inSteps, 1);
  return length === null ? unknown : movingBelt({ name, place, scope, ...parts, ...length });
}

function steadyBelt(
  call: BuiltinCall,
  { input, time, leak, profile, total, firstTime }: BeltParts,
  profilePlace: Place,
): Node {
  const { scope } = call;
  const length = wholeSteps(call, "conveyance time", time);
  const firstLength = wholeSteps(call, "initial conveyance time", firstTime);
  if (length === null || firstLength === null) return unknown;
  const shares = sharesOf(call, profile, { count: firstLength, place: profilePlace });
  if (shares === null) return unknown;
  const left = survivors(call, leak, length);
  const dt = constant(scope.time.step);
  const came = delayLine(
    call,
    left.put(input),
    binary("multiply", constant(length), dt),
    constant(0),
  );
  const initial = scope.addState(`initial total of ${call.name}`, call.place, () => ({
    kind: "frozen",
    initial: total,
  }));
  const share = binary("multiply", initial, outOfTheFirst(scope, shares));
  const first = binary("divide", binary("multiply", share, left.since), dt);
  return binary("add", first, left.taken(came));
}

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
function wholeSteps(call: BuiltinCall, what: string, time: Node): number | null {
  const { name, place, scope } = call;
  const start = scope.startValue(time);
  const found = Math.max(
    1,
    Math.floor((start?.value ?? Number.NaN) / scope.time.step + 0.5 + 1e-6),
  );
  if (start !== null && found <= mostSteps) {
    scope.fix(start);
    return found;
  }
  scope.report({
    code: "unsupported-delay-time",
    severity: "error",
    message: `the ${what} of ${name} is ${start?.value}`,
    place,
    help: `give one of at most ${mostSteps} steps, or take a longer TIME STEP`,
  });
  return null;
}

/** A delay of more steps is a mistake rather than a model. */
const mostSteps = 10_000;
