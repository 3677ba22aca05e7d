import { binary, compare, constant, select } from "../system.js";
import type { Node } from "../system.js";
import { shared } from "./scope.js";
import type { BuiltinCall, Lowering } from "./scope.js";
import { smoothChain } from "./states.js";

/**
 * The fractional change of the input per unit of time: (input − average) / (averaging time ·
 * average), where the average begins so that the trend at the start is the initial one; 0 where the
 * average is 0 (XMILE 1.0, section 3.5.3; the equations are Richardson and Pugh, Introduction to
 * System Dynamics Modeling, 1981).
 */
function trendOf(call: BuiltinCall, input: Node, averaging: Node, initial: Node): Node {
  const { name, place, scope } = call;
  const growth = binary("add", constant(1), binary("multiply", initial, averaging));
  const start = binary("divide", input, growth);
  const average = smoothChain({ name, place, scope, order: 1 }, input, averaging, start);
  const change = binary("subtract", input, average);
  const trend = binary("divide", change, binary("multiply", averaging, average));
  return select(compare("equal", average, constant(0)), constant(0), trend);
}

/** TREND(input, averaging time[, initial trend]). */
const trend: Lowering = (call) => {
  const [input, averaging, initial = constant(0)] = call.arguments;
  return trendOf(call, inputOf(call, input), averaging, initial);
};

/** FORCST(input, averaging time, horizon[, initial trend]): input · (1 + trend · horizon). */
const forecast: Lowering = (call) => {
  const [input, averaging, horizon, initial = constant(0)] = call.arguments;
  const now = inputOf(call, input);
  const growth = binary("multiply", trendOf(call, now, averaging, initial), horizon);
  return binary("multiply", now, binary("add", constant(1), growth));
};

function inputOf({ name, place, scope }: BuiltinCall, input: Node): Node {
  return shared(scope, `input of ${name}`, place, input);
}

export const trendLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["trend", trend],
  ["forcst", forecast],
]);
