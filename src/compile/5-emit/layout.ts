import { parameterCount } from "./module.js";

/** Locals of the kernel, after its parameters. */
export const local = {
  parameters: 0,
  results: 1,
  series: 2,
  stride: 3,
  lanes: 4,
  /** Bytes from the start of a row to the present futures. */
  offset: parameterCount,
  step: parameterCount + 1,
  stage: parameterCount + 2,
  halves: parameterCount + 3,
  saved: parameterCount + 4,
  time: parameterCount + 5,
  stepTime: parameterCount + 6,
  weight: parameterCount + 7,
  ahead: parameterCount + 8,
  scratch: parameterCount + 9,
  due: parameterCount + 10,
  values: parameterCount + 11,
} as const;
export const integerLocals = 5;
export const fixedVectorLocals = 6;
/** Two futures. */
export const vectorBytes = 16;
