import type { RowText } from "./row.js";

const delayParameters = ["input: a", "delay time: time", "initial?: a"];
const smoothParameters = ["input: a", "averaging time: time", "initial?: a"];
const initially = "it starts at the initial value, or else at the input's own.";

/** XMILE 1.0, section 3.5.3. */
export const delayRows: readonly RowText[] = [
  {
    name: "DELAY1",
    parameters: delayParameters,
    unit: "a",
    doc: `First-order material delay of the input; ${initially}`,
    example: "DELAY1(orders, shipping time)",
  },
  {
    name: "DELAY3",
    parameters: delayParameters,
    unit: "a",
    doc: `Third-order material delay of the input; ${initially}`,
    example: "DELAY3(orders, shipping time)",
  },
  {
    name: "SMTH1",
    parameters: smoothParameters,
    unit: "a",
    doc: `First-order exponential smoothing of the input; ${initially}`,
    example: "SMTH1(quality, perception time)",
  },
  {
    name: "SMTH3",
    parameters: smoothParameters,
    unit: "a",
    doc: `Third-order exponential smoothing of the input; ${initially}`,
    example: "SMTH3(quality, perception time)",
  },
];
