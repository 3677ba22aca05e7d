import { builtins } from "#study/builtins";

import { unknown } from "../scope.js";
import type { ArrayLowering } from "../scope.js";

/** A builtin that is known and not computed: an error that says why, never something near it. */
function unsupported(why: string, help: string): ArrayLowering {
  return (call, scope) => {
    const name = builtins.get(call.key)?.name ?? call.name;
    scope.report({
      code: "unsupported-function",
      severity: "error",
      message: `${name} is not supported: ${why}`,
      place: call.place,
      help,
    });
    return unknown;
  };
}

export const unsupportedFunctions: ReadonlyMap<string, ArrayLowering> = new Map([
  [
    "vensim.delay_conveyor",
    unsupported(
      "how Vensim cuts the initial profile and a change of speed into steps is not published",
      "use DELAY FIXED or DELAY MATERIAL, and a stock with an outflow for the leakage",
    ),
  ],
  [
    "vensim.delay_profile",
    unsupported(
      "how Vensim cuts the profile into steps is not published",
      "use DELAY N of an order that gives a similar shape, or a sum of delays",
    ),
  ],
]);
