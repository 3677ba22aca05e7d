import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { Draws, unbounded } from "../random/draws.js";
import { normalBetween } from "../random/variates.js";
import type { Lowering } from "../scope.js";

/**
 * RANDOM PINK NOISE(mean, deviation, correlation time, stream): white noise that is smoothed over the
 * correlation time and made as much wider as smoothing narrows it, so that neither the time step nor
 * the correlation time changes the deviation (Vensim Help, "RANDOM PINK NOISE", after E. Anderson).
 * With a = TIME STEP / correlation time, each step adds a · (white − value), where white has the
 * deviation times √((2 − a) / a); steps that lie n apart are correlated by (1 − a)^n. The first value
 * is drawn as those that follow are distributed. A correlation time below half a step gives no number.
 */
export const pinkNoise: Lowering = (call) => {
  const [mean, deviation, correlationTime, stream] = call.arguments;
  const { name, place, scope } = call;
  const draws = new Draws(call, stream);
  const normal = () => normalBetween(unbounded, draws);
  const around = (distance: Node) => binary("add", mean, binary("multiply", deviation, distance));
  const part = draws.keep(
    "part of a step",
    binary("divide", constant(scope.time.step), correlationTime),
  );
  const wider = unary("squareRoot", binary("divide", binary("subtract", constant(2), part), part));
  const white = draws.keep("white noise", around(binary("multiply", normal(), wider)));
  const first = around(normal());
  return scope.addState(name, place, (cell) => ({
    kind: "memory",
    initial: first,
    next: binary(
      "add",
      { op: "cell", cell },
      binary("multiply", part, binary("subtract", white, { op: "cell", cell })),
    ),
  }));
};
