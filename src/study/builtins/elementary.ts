import type { RowText } from "./row.js";

/** XMILE 1.0, section 3.5.1. Angles are in radians. */
export const elementaryRows: readonly RowText[] = [
  {
    name: "SQRT",
    parameters: ["x: a"],
    unit: "a^0.5",
    doc: "The square root of x; x is not negative.",
    example: "SQRT(area)",
  },
  {
    name: "EXP",
    parameters: ["x: 1"],
    unit: "1",
    doc: "e to the power of x.",
    example: "EXP(-age / lifetime)",
  },
  {
    name: "LN",
    parameters: ["x: 1"],
    unit: "1",
    doc: "The natural logarithm of x; x is above zero.",
    example: "LN(ratio)",
  },
  {
    name: "LOG10",
    parameters: ["x: 1"],
    unit: "1",
    doc: "The logarithm of x to base 10; x is above zero.",
    example: "LOG10(ratio)",
  },
  {
    name: "SIN",
    parameters: ["angle: 1"],
    unit: "1",
    doc: "The sine of an angle in radians.",
    example: "SIN(2 * PI * phase)",
  },
  {
    name: "COS",
    parameters: ["angle: 1"],
    unit: "1",
    doc: "The cosine of an angle in radians.",
    example: "COS(2 * PI * phase)",
  },
  {
    name: "TAN",
    parameters: ["angle: 1"],
    unit: "1",
    doc: "The tangent of an angle in radians.",
    example: "TAN(angle)",
  },
  {
    name: "ARCSIN",
    parameters: ["x: 1"],
    unit: "1",
    doc: "The angle between -PI/2 and PI/2 whose sine is x.",
    example: "ARCSIN(x)",
  },
  {
    name: "ARCCOS",
    parameters: ["x: 1"],
    unit: "1",
    doc: "The angle between 0 and PI whose cosine is x.",
    example: "ARCCOS(x)",
  },
  {
    name: "ARCTAN",
    parameters: ["x: 1"],
    unit: "1",
    doc: "The angle between -PI/2 and PI/2 whose tangent is x.",
    example: "ARCTAN(x)",
  },
  {
    name: "PI",
    parameters: [],
    unit: "1",
    doc: "The ratio of a circle's circumference to its diameter.",
    example: "2 * PI",
  },
  {
    name: "INF",
    parameters: [],
    unit: "a",
    doc: "Infinity, in whatever unit is wanted.",
    example: "MIN(limit, INF)",
  },
];
