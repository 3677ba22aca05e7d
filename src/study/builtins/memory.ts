import type { RowText } from "./row.js";

/** XMILE 1.0, section 3.5.6. */
export const memoryRows: readonly RowText[] = [
  {
    name: "INIT",
    parameters: ["x: a"],
    unit: "a",
    doc: "The value of x at the start of the run.",
    example: "Fighters / INIT(Fighters)",
  },
  {
    name: "PREVIOUS",
    parameters: ["x: a", "initial: a"],
    unit: "a",
    doc: "The value of x one step ago, in the first step the initial value.",
    example: "PREVIOUS(price, 0)",
  },
];
