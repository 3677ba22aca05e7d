import type { Builtin } from "./row.js";
import { vensimArithmetic } from "./vensim-arithmetic.js";
import { vensimArrays } from "./vensim-arrays.js";
import { vensimDelays } from "./vensim-delays.js";
import { vensimQueues } from "./vensim-queues.js";
import { vensimRandom } from "./vensim-random.js";
import { vensimTables } from "./vensim-tables.js";

/**
 * Vensim's functions whose meaning XMILE does not have, or has under the same name with another
 * one. Meanings follow the Vensim Help, section "Functions". What means the same is read as
 * XMILE's: ABS, ARCCOS, ARCSIN, ARCTAN, COS, EXP, LN, MAX, MIN, SIN, SQRT, STEP, TAN, DELAY1(I),
 * DELAY3(I), SMOOTH(I), SMOOTH3(I) and INITIAL.
 */
export const vensimBuiltins: readonly Builtin[] = [
  ...vensimArithmetic,
  ...vensimDelays,
  ...vensimQueues,
  ...vensimTables,
  ...vensimArrays,
  ...vensimRandom,
];
