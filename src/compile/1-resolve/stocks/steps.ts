import type { TimeSettings } from "#study/model";

import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";

/** The number of the present step, from 0 on: a whole number. */
export function stepNumber({ start, step }: TimeSettings): Node {
  const since = binary("subtract", { op: "stepTime" }, constant(start));
  const steps = binary("divide", since, constant(step));
  return unary("floor", binary("add", steps, constant(0.5)));
}

/** How many steps a unit of time has, or null if that is no whole number. */
export function stepsInUnit({ step }: TimeSettings): number | null {
  const steps = Math.round(1 / step);
  return steps >= 1 && Math.abs(steps * step - 1) < 1e-9 ? steps : null;
}
