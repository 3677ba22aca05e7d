import type { Node } from "../system.js";
import type { BuiltinCall } from "./scope.js";

/** A chain of more stages than this is a mistake rather than a model. */
const largestOrder = 1000;

/**
 * The whole number from `least` on that an argument is at the start, which shapes the system: its
 * constants cannot vary. An error and null if it is none, or if it changes over time.
 */
export function wholeNumberOf(
  { name, place, scope }: BuiltinCall,
  what: string,
  argument: Node,
  least = 1,
): number | null {
  const start = scope.startValue(argument);
  const whole = Math.round(start?.value ?? Number.NaN);
  const isWhole = start !== null && Math.abs(start.value - whole) < 1e-9;
  if (isWhole && !start.varies && whole >= least && whole <= largestOrder) {
    scope.fix(start);
    return whole;
  }
  const found =
    start === null
      ? "not known at the start"
      : start.varies
        ? "changing over time"
        : String(start.value);
  scope.report({
    code: "whole-number",
    severity: "error",
    message: `the ${what} of ${name} is ${found}`,
    place,
    help: `give a whole number from ${least} to ${largestOrder}, the same in all runs`,
  });
  return null;
}
