import type { RowText } from "./row.js";

/** XMILE 1.0, section 3.5.4; what may be left out or added is Stella's ("Test input builtins"). */
export const testInputRows: readonly RowText[] = [
  {
    name: "STEP",
    parameters: ["height: a", "start: time"],
    unit: "a",
    doc: "0 before the start time, the height from then on.",
    example: "STEP(6, 2010)",
  },
  {
    name: "PULSE",
    parameters: ["magnitude: a", "first?: time", "interval?: time"],
    unit: "a/time",
    doc:
      "magnitude / DT during one step at the first time, and again after every interval; " +
      "without an interval, or with 0, only once. Without a first time, in every step (as in Stella).",
    example: "PULSE(20, 2012, 5)",
  },
  {
    name: "RAMP",
    parameters: ["slope: a", "start?: time", "end?: time"],
    unit: "a*time",
    doc:
      "0 before the start time (at the start of the run, if it is left out), from then on growing by " +
      "the slope per unit of time, up to the end time if there is one (as in Stella).",
    example: "RAMP(2, 2010)",
  },
];
