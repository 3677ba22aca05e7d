import type { RowText } from "./row.js";

/** XMILE 1.0, sections 3.3.1 (MOD) and 3.5.1; ROUND and SAFEDIV are common extensions of it. */
export const arithmeticRows: readonly RowText[] = [
  {
    name: "ABS",
    parameters: ["x: a"],
    unit: "a",
    doc: "The magnitude of x.",
    example: "ABS(Balance)",
  },
  {
    name: "MIN",
    parameters: ["x: a", "...y: a"],
    unit: "a",
    doc: "The smallest of the numbers; of the elements, where one is an array.",
    example: "MIN(demand, capacity)",
  },
  {
    name: "MAX",
    parameters: ["x: a", "...y: a"],
    unit: "a",
    doc: "The largest of the numbers; of the elements, where one is an array.",
    example: "MAX(0, gap)",
  },
  {
    name: "INT",
    parameters: ["x: a"],
    unit: "a",
    doc: "The largest integer that is not above x; INT(-1.5) is -2.",
    example: "INT(boats)",
  },
  {
    name: "ROUND",
    parameters: ["x: a"],
    unit: "a",
    doc: "The integer nearest to x; halves go away from zero, ROUND(2.5) is 3.",
    example: "ROUND(boats)",
  },
  {
    name: "MOD",
    parameters: ["x: a", "divisor: a"],
    unit: "a",
    doc: "The floored remainder, with the sign of the divisor; also written x mod divisor.",
    example: "MOD(TIME, 12)",
  },
  {
    name: "SAFEDIV",
    parameters: ["x: a", "y: b", "if zero?: a/b"],
    unit: "a/b",
    doc: "x / y, and where y is zero the third argument, which is 0 if left out.",
    example: "SAFEDIV(dead, strikes, 0)",
  },
];
