import type { Expression } from "#study/expression";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, BuiltinCall, Scope } from "../scope.js";
import { sumOf } from "../subscripts.js";
import { wholeSteps } from "./delay-conveyor.js";
import { namedTable } from "./named-table.js";
import type { Points } from "./named-table.js";
import { steps } from "./piecewise.js";
import { isDensity, linesOf } from "./profile.js";

/**
 * DELAY PROFILE(profile, input, delay, initial, growth): each input comes out spread over time with
 * the shape of the profile, from x = 0 on, stretched so that its mean is the delay; all of it comes
 * out, at the earliest a step later (Vensim Help, "DELAY PROFILE"). What lies between two steps is
 * shared by both so that the mean stays. Before the start the input grew at the rate given, to what
 * makes the initial value come out then.
 */
export const delayProfile: ArrayLowering = (call, scope) => {
  const [profile, input, delay, initial, growth] = call.arguments;
  const table = namedTable(call, profile, scope, "table");
  const made: BuiltinCall = { name: call.name, arguments: [], place: call.place, scope };
  const resolved = (argument: Expression) => scope.resolve(argument, scope);
  const length = wholeSteps(made, "delay", resolved(delay));
  const rate = constantOf(made, "initial growth", resolved(growth));
  if (table === null || length === null || rate === null) return unknown;
  const mean = (scope.startValue(resolved(delay))?.value ?? 0) / scope.time.step;
  const weights = weightsOf(made, table.table, mean, profile);
  if (weights === null) return unknown;
  let before = resolved(input);
  const inputs = weights.slice(1).map((_, index) => {
    const next = before;
    before = scope.addState(`input ${index + 1} steps ago in ${call.name}`, call.place, () => ({
      kind: "memory",
      initial: constant(0),
      next,
    }));
    return before;
  });
  const spread = sumOf(
    inputs.map((node, index) => binary("multiply", constant(weights[index + 1]), node)),
  );
  const first = scope.addState(`initial value of ${call.name}`, call.place, () => ({
    kind: "frozen",
    initial: resolved(initial),
  }));
  const growthInStep = 1 + rate * scope.time.step;
  return binary("add", binary("multiply", first, fromBefore(scope, weights, growthInStep)), spread);
};

/** What comes out of inputs before the start, where what comes out at the start is 1. */
function fromBefore({ time }: Scope, weights: readonly number[], growth: number): Node {
  // What the input was so many steps before the start, over what it would be then.
  const earlier = [1];
  for (let step = 1; step < weights.length; step++) earlier.push(earlier[step - 1] / growth);
  const at = (step: number) =>
    weights.reduce(
      (sum, weight, age) => (age > step ? sum + weight * earlier[age - step] : sum),
      0,
    );
  const values = weights.map((_, step) => at(step) / at(0));
  const x = values.map((_, step) => time.start + (step - 0.5) * time.step);
  return { op: "lookup", table: steps({ x, y: values }), input: { op: "stepTime" } };
}

/**
 * How much of an input comes out after so many steps. Each bit of the profile is shared by the two
 * whole steps around it, in inverse proportion to the distances.
 */
function weightsOf(
  call: BuiltinCall,
  { x, y }: Points,
  mean: number,
  profile: Expression,
): readonly number[] | null {
  const points = { x: x.map((at) => at - Math.min(0, x[0])), y };
  const [whole, moment] = momentsOf(points, 0, Infinity);
  if (!isDensity(call, y, whole, profile.place)) return null;
  const stretch = (mean * whole) / moment;
  const last = Math.ceil(points.x[x.length - 1] * stretch);
  if (last > mostSteps) {
    call.scope.report({
      code: "unsupported-delay-time",
      severity: "error",
      message: `the profile of ${call.name} reaches ${last} steps back`,
      place: profile.place,
      help: `give one that reaches at most ${mostSteps} steps, or a longer TIME STEP`,
    });
    return null;
  }
  const weights = Array.from({ length: last + 1 }, () => 0);
  for (let step = 0; step < last; step++) {
    const [area, at] = momentsOf(points, step / stretch, (step + 1) / stretch);
    const later = (at * stretch - step * area) / whole;
    weights[step] += area / whole - later;
    weights[step + 1] += later;
  }
  // What came in at this step is not known yet.
  weights[1] += weights[0];
  weights[0] = 0;
  return weights;
}

/** The area under the profile between two x, and the integral of x over it. */
function momentsOf(points: Points, from: number, to: number): readonly [number, number] {
  let area = 0;
  let moment = 0;
  for (const [start, end, height, slope] of linesOf(points)) {
    const low = Math.max(from, start);
    const high = Math.min(to, end);
    if (!(low < high)) continue;
    const level = height - slope * start;
    const squares = (high * high - low * low) / 2;
    const cubes = (high * high * high - low * low * low) / 3;
    area += level * (high - low) + slope * squares;
    moment += level * squares + slope * cubes;
  }
  return [area, moment];
}

function constantOf({ name, place, scope }: BuiltinCall, what: string, node: Node): number | null {
  const start = scope.startValue(node);
  if (start !== null && !start.varies) {
    scope.fix(start);
    return start.value;
  }
  scope.report({
    code: "unsupported-delay-time",
    severity: "error",
    message: `the ${what} of ${name} is not known at the start`,
    place,
    help: "give a constant",
  });
  return null;
}

/** Each step is a cell of the model. */
const mostSteps = 2000;
