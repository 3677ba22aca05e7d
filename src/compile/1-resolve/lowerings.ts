import { elementaryLowerings } from "./elementary.js";
import type { Lowering } from "./scope.js";
import { stateLowerings } from "./states.js";
import { timeLowerings } from "./time.js";
import { vensimArithmeticLowerings } from "./vensim/arithmetic.js";
import { vensimDelayLowerings } from "./vensim/delays.js";

/** All builtins of numbers by key, a map a family; those over arrays are in arrays.ts. */
export const lowerings: ReadonlyMap<string, Lowering> = new Map([
  ...elementaryLowerings,
  ...timeLowerings,
  ...stateLowerings,
  ...vensimArithmeticLowerings,
  ...vensimDelayLowerings,
]);
