import { z } from "zod";
import { equationText, flag, nameText, quantity, text, unitText } from "./leaves.js";

/** Points of a table: [x, y]. */
const point = z.tuple([quantity, quantity]).meta({ title: "a pair such as [0, 0.5]" });
const points = z.array(point).min(1).meta({ title: "a list of pairs such as [0, 0.5]" });
const names = z.array(nameText).meta({ title: "a list of names" });

export const timeSchema = z
  .strictObject({
    start: quantity.describe("The time at which a run starts."),
    stop: quantity.describe("The time at which a run stops."),
    step: quantity.describe("The time step (dt): a number, or a quotient such as 1/32."),
    save: quantity.optional().describe("Every how much time a run is saved; default each step."),
    unit: unitText.optional().describe("The unit of time, such as year."),
    method: z
      .enum(["euler", "rk2", "rk4"])
      .meta({ title: "one of euler, rk2, rk4" })
      .optional()
      .describe("How stocks are integrated; default euler."),
  })
  .meta({ id: "time", title: "the time settings" });

/** The keys of which a variable has exactly one; `points` also stands beside `table`. */
export const variableKinds = [
  "stock",
  "flow",
  "aux",
  "constant",
  "table",
  "points",
  "data",
] as const;

export const variableSchema = z
  .strictObject({
    stock: equationText.optional().describe("A stock: the equation of its initial value."),
    flow: equationText.optional().describe("A flow: what goes in or out of a stock per time."),
    aux: equationText.optional().describe("An auxiliary: computed anew at every time."),
    constant: quantity.optional().describe("A constant: a number."),
    table: equationText
      .optional()
      .describe("A graphical function applied to this equation; its `points` stand beside it."),
    points: points
      .optional()
      .describe("Points [x, y] of a graphical function, x ascending; alone, others call it."),
    data: points.optional().describe("A series over time: pairs [time, value], time ascending."),
    inflows: names.optional().describe("Stocks: the flows that fill it."),
    outflows: names.optional().describe("Stocks: the flows that drain it."),
    unit: unitText.optional().describe("The unit, such as people/year; 1 for none."),
    "input unit": unitText.optional().describe("Tables that others call: the unit of x."),
    doc: text.optional().describe("What it is, in words."),
    range: z
      .tuple([quantity, quantity])
      .meta({ title: "a range such as [0, 1]" })
      .optional()
      .describe("Its plausible range [low, high]: a check, not a premise."),
    "non-negative": flag.optional().describe("Flows: true if it is never below zero."),
    interpolation: z
      .enum(["continuous", "extrapolated", "discrete"])
      .meta({ title: "one of continuous, extrapolated, discrete" })
      .optional()
      .describe("Tables and data: how values between and beyond the points are found."),
  })
  .meta({
    id: "variable",
    title: "a variable",
    oneOf: [
      ...["stock", "flow", "aux", "constant", "table", "data"].map((key) => ({ required: [key] })),
      { required: ["points"], not: { required: ["table"] } },
    ],
  });

/** A model file; see docs/format.md. */
export const modelSchema = z
  .strictObject({
    name: text.optional().describe("What the model is called."),
    doc: text.optional().describe("What the model is about."),
    time: timeSchema.describe("From when to when, in which steps."),
    units: z
      .record(z.string(), unitText)
      .meta({ title: "aliases of units" })
      .optional()
      .describe("Aliases of units: `person: people`."),
    variables: z
      .record(z.string(), variableSchema)
      .meta({ title: "variables by name" })
      .describe("Everything that has a value: stocks, flows, auxiliaries, constants, tables, data."),
  })
  .meta({ title: "a model" });

