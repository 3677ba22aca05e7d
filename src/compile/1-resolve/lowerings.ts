import { elementaryLowerings } from "./elementary.js";
import { reductions } from "./arrays.js";
import { delayLowerings } from "./delays.js";
import { iseeArithmeticLowerings } from "./isee/arithmetic.js";
import { iseeMemoryLowerings } from "./isee/memory.js";
import { iseeRandomLowerings } from "./isee/random.js";
import { iseeStatisticsLowerings } from "./isee/statistics.js";
import { iseeTableLowerings } from "./isee/tables.js";
import { rank } from "./rank.js";
import type { ArrayLowering, Lowering } from "./scope.js";
import { stateLowerings } from "./states.js";
import { timeLowerings } from "./time.js";
import { transpose } from "./transpose.js";
import { trendLowerings } from "./trends.js";
import { allocationLowerings, allocationOfNumbers } from "./vensim/allocation.js";
import { vensimArithmeticLowerings } from "./vensim/arithmetic.js";
import { dataLowerings } from "./vensim/data.js";
import { delayConveyor } from "./vensim/delay-conveyor.js";
import { delayProfile } from "./vensim/delay-profile.js";
import { vensimDelayLowerings } from "./vensim/delays.js";
import { discreteDelayLowerings } from "./vensim/discrete-delays.js";
import { findZero } from "./vensim/find-zero.js";
import { invertMatrix } from "./vensim/matrix.js";
import { pinkNoise } from "./vensim/pink-noise.js";
import { presentValueLowerings } from "./vensim/present-value.js";
import { queueFifo, queueFifoAttrib } from "./vensim/queue-fifo.js";
import { queueLooks } from "./vensim/queue-looks.js";
import { randomLookup } from "./vensim/random-table.js";
import { randomLowerings } from "./vensim/random.js";
import { shiftIfTrue } from "./vensim/shift-if-true.js";
import { simultaneous } from "./vensim/simultaneous.js";
import { tableLowerings } from "./vensim/tables.js";
import { vectorLookup } from "./vensim/vector-lookup.js";
import { vectorSelect } from "./vensim/vector-select.js";
import { vectorLowerings } from "./vensim/vectors.js";

/** The builtins of numbers by key, a map a family. */
export const lowerings: ReadonlyMap<string, Lowering> = new Map([
  ...elementaryLowerings,
  ...timeLowerings,
  ...stateLowerings,
  ...delayLowerings,
  ...trendLowerings,
  ...iseeArithmeticLowerings,
  ...iseeMemoryLowerings,
  ...iseeRandomLowerings,
  ...iseeStatisticsLowerings,
  ...vensimArithmeticLowerings,
  ...vensimDelayLowerings,
  ...discreteDelayLowerings,
  ...presentValueLowerings,
  ...randomLowerings,
  ["vensim.random_pink_noise", pinkNoise],
  ["vensim.simultaneous", simultaneous],
  ...allocationOfNumbers,
]);

/** The builtins over arrays, which resolve their arguments themselves. */
export const arrayLowerings: ReadonlyMap<string, ArrayLowering> = new Map([
  ...reductions,
  ...iseeTableLowerings,
  ["rank", rank],
  ["transpose", transpose],
  ...vectorLowerings,
  ...allocationLowerings,
  ...tableLowerings,
  ...dataLowerings,
  ["vensim.delay_conveyor", delayConveyor],
  ["vensim.delay_profile", delayProfile],
  ["vensim.queue_fifo", queueFifo],
  ["vensim.queue_fifo_attrib", queueFifoAttrib],
  ...queueLooks,
  ["vensim.shift_if_true", shiftIfTrue],
  ["vensim.find_zero", findZero],
  ["vensim.vector_select", vectorSelect],
  ["vensim.vector_lookup", vectorLookup],
  ["vensim.random_lookup", randomLookup],
  ["vensim.invert_matrix", invertMatrix],
]);
