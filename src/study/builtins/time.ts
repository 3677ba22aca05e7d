import type { RowText } from "./row.js";

/** XMILE 1.0, section 3.5.5. */
export const timeRows: readonly RowText[] = [
  {
    name: "TIME",
    parameters: [],
    unit: "time",
    doc: "The current time.",
    example: "MAX(0, TIME - start of withdrawal)",
  },
  {
    name: "DT",
    parameters: [],
    unit: "time",
    doc: "The time step of the integration.",
    example: "Stock / DT",
  },
  {
    name: "STARTTIME",
    parameters: [],
    unit: "time",
    doc: "The time at which a run starts.",
    example: "TIME - STARTTIME",
  },
  {
    name: "STOPTIME",
    parameters: [],
    unit: "time",
    doc: "The time at which a run stops.",
    example: "STOPTIME - TIME",
  },
];
