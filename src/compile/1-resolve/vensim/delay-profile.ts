import type { Place } from "#study/place";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, BuiltinCall, Scope } from "../scope.js";
import { sumOf } from "../subscripts.js";
import { namedTable } from "./named-table.js";
import type { Points } from "./named-table.js";
import { steps } from "./piecewise.js";
import { isDensity, linesOf } from "./profile.js";
import { slotsFor, staysSame } from "./varying-length.js";
import { shortest, varyingProfile } from "./varying-profile.js";
import type { VaryingProfile } from "./varying-profile.js";

/**
 * DELAY PROFILE(profile, input, delay, initial, growth): each input comes out spread over time with
 * the shape of the profile, from x = 0 on, stretched so that its mean is the delay; all of it comes
 * out, at the earliest a step later (Vensim Help, "DELAY PROFILE"). What lies between two steps is
 * shared by both so that the mean stays. Before the start the input grew at the rate given, to what
 * makes the initial value come out then.
 */
export const delayProfile: ArrayLowering = (call, scope) => {
  const [profile, ...others] = call.arguments;
  const table = namedTable(call, profile, scope, "table");
  if (table === null) return unknown;
  const made: BuiltinCall = { name: call.name, arguments: [], place: call.place, scope };
  const points = fromZero(table.table);
  const [whole, moment] = momentsOf(points, 0, Infinity);
  if (!isDensity(made, points.y, whole, profile.place)) return unknown;
  const [input, delay, initial, growth] = others.map((argument) => scope.resolve(argument, scope));
  const shape: Shape = { points, whole, moment, place: profile.place };
  const parts = { input, delay, initial, growth };
  return staysSame(delay, scope) && staysSame(growth, scope)
    ? steadyProfile(made, shape, parts)
    : spreadByOwnDelay(made, shape, parts);
};

/** A profile with its area, and the integral of x over it. */
interface Shape {
  readonly points: Points;
  readonly whole: number;
  readonly moment: number;
  readonly place: Place;
}

type ProfileParts = Pick<VaryingProfile, "input" | "delay" | "initial" | "growth">;

/** A profile begins at x = 0, or before: then that is its beginning. */
function fromZero({ x, y }: Points): Points {
  const first = Math.min(0, x[0]);
  const from = x.map((at) => at - first);
  return from[0] > 0 ? { x: [0, from[0], ...from], y: [0, 0, ...y] } : { x: from, y };
}

function spreadByOwnDelay(
  call: BuiltinCall,
  { points, whole, moment }: Shape,
  { delay, ...parts }: ProfileParts,
): Node {
  const { name, place, scope } = call;
  const mean = moment / (whole * points.x[points.x.length - 1]);
  const inSteps = binary("divide", delay, constant(scope.time.step));
  const width = binary("multiply", inSteps, constant(1 / mean));
  // What came before the start is spread by the first delay, however short the run.
  const atStart = Math.ceil((scope.startValue(width)?.value ?? 0) - 1e-9) + 1;
  const length = slotsFor(call, "delay", width, Number.isNaN(atStart) ? 1 : atStart);
  if (length === null) return unknown;
  const profile = { name, place, scope, ...parts, profile: points, mean, delay: inSteps };
  return varyingProfile({ ...profile, ...length });
}

function steadyProfile(
  call: BuiltinCall,
  shape: Shape,
  { input, delay, initial, growth }: ProfileParts,
): Node {
  const { name, place, scope } = call;
  const length = scope.startValue(delay);
  const rate = scope.startValue(growth);
  if (length === null || rate === null) return unknown;
  for (const start of [length, rate]) scope.fix(start);
  const weights = weightsOf(call, shape, Math.max(length.value / scope.time.step, shortest));
  if (weights === null) return unknown;
  let before = input;
  const inputs = weights.slice(1).map((_, index) => {
    const next = before;
    before = scope.addState(`input ${index + 1} steps ago in ${name}`, place, () => ({
      kind: "memory",
      initial: constant(0),
      next,
    }));
    return before;
  });
  const spread = sumOf(
    inputs.map((node, index) => binary("multiply", constant(weights[index + 1]), node)),
  );
  const first = scope.addState(`initial value of ${name}`, place, () => ({
    kind: "frozen",
    initial,
  }));
  const growthInStep = 1 + rate.value * scope.time.step;
  return binary("add", binary("multiply", first, fromBefore(scope, weights, growthInStep)), spread);
}

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
  { points, whole, moment, place }: Shape,
  mean: number,
): readonly number[] | null {
  const stretch = (mean * whole) / moment;
  const last = Math.ceil(points.x[points.x.length - 1] * stretch);
  if (!(last <= mostSteps)) {
    call.scope.report({
      code: "unsupported-delay-time",
      severity: "error",
      message: Number.isNaN(mean)
        ? `the delay of ${call.name} is no number at the start`
        : `the profile of ${call.name} reaches ${last} steps back`,
      place: Number.isNaN(mean) ? call.place : place,
      help: Number.isNaN(mean)
        ? "give a time"
        : `give one that reaches at most ${mostSteps} steps, or a longer TIME STEP`,
    });
    return null;
  }
  const weights = Array.from({ length: Math.max(last, 1) + 1 }, () => 0);
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

/** Each step is a cell of the model. */
const mostSteps = 2000;
