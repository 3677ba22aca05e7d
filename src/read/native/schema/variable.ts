import { z } from "zod";
import { equationText, flag, nameText, quantity, rangeEnd, text, unitText } from "./leaves.js";

/** Points of a table: [x, y]. */
const point = z.tuple([quantity, quantity]).meta({ title: "a pair such as [0, 0.5]" });
const points = z.array(point).min(1).meta({ title: "a list of pairs such as [0, 0.5]" });
const names = z.array(nameText).meta({ title: "a list of names" });
const nameOrNames = z.union([nameText, names]);
const interval = z.tuple([quantity, quantity]).meta({ title: "a range such as [0, 1]" });

/** The keys that say what a definition is, of which it has exactly one. */
export const definitionKinds = [
  "stock",
  "flow",
  "aux",
  "constant",
  "table",
  "points",
  "data",
  "driven",
] as const;

const conveyor = z
  .strictObject({
    "transit time": equationText.describe("How long what enters stays on it, an equation."),
    capacity: equationText.optional().describe("The most that it holds; default no limit."),
    "inflow limit": equationText
      .optional()
      .describe("The most that enters per unit of time; default no limit."),
    sample: equationText
      .optional()
      .describe("Where this is not 0 the transit time is read anew; default every step."),
    arrest: equationText.optional().describe("Where this is not 0 nothing moves; default never."),
    discrete: flag.optional().describe("True for batches instead of a stream."),
    "batch integrity": flag
      .optional()
      .describe("True if batches from a queue enter whole or not at all."),
    "one at a time": flag
      .optional()
      .describe("False if several batches from a queue may enter in one step; default true."),
    "exponential leak": flag
      .optional()
      .describe("True if leakage is a share of what is there rather than of what entered."),
  })
  .meta({ id: "conveyor", title: "a conveyor" });

/** What stands beside the key that says what a definition is. */
const companions = {
  inflows: names.optional().describe("Stocks: the flows that fill it."),
  outflows: names.optional().describe("Stocks: the flows that drain it."),
  net: equationText
    .optional()
    .describe("Stocks: the net flow as one equation; then `inflows` and `outflows` are for show."),
  conveyor: conveyor.optional().describe("Stocks: what enters leaves after a transit time."),
  queue: flag.optional().describe("Stocks: true if what came first leaves first."),
  by: nameText.optional().describe("Driven flows: the conveyor or queue that sets it."),
  "leak fraction": equationText
    .optional()
    .describe("Leakage: the share of what entered that leaks, or, exponentially, per time."),
  "leak zone": interval
    .optional()
    .describe("Leakage: the part of the conveyor that leaks, from 0 to 1; default [0, 1]."),
  "leak integers": flag.optional().describe("Leakage: true if whole numbers leak only."),
  interpolation: z
    .enum(["continuous", "extrapolated", "discrete"])
    .meta({ title: "one of continuous, extrapolated, discrete" })
    .optional()
    .describe("Tables and data: how values between and beyond the points are found."),
  "input unit": unitText.optional().describe("Tables that others call: the unit of x."),
};

const words = {
  stock: "A stock: the equation of its initial value.",
  flow: "A flow: what goes in or out of a stock per time.",
  aux: "An auxiliary: computed anew at every time.",
  constant: "A constant: a number.",
  table: "A graphical function applied to this equation; its `points` stand beside it.",
  points: "Points [x, y] of a graphical function, x ascending; alone, others call it.",
  data: "A series over time: pairs [time, value], time ascending.",
  driven:
    "A flow that the conveyor or queue `by` sets: exit, leakage, queue or overflow, as what it is.",
};

const driven = z
  .enum(["exit", "leakage", "queue", "overflow"])
  .meta({ title: "one of exit, leakage, queue, overflow" });

const oneKind = [
  ...["stock", "flow", "aux", "constant", "table", "data", "driven"].map((key) => ({
    required: [key],
  })),
  { required: ["points"], not: { required: ["table"] } },
];

/** What holds for some elements of an arrayed variable. */
export const elementSchema = z
  .strictObject({
    stock: equationText.optional().describe(words.stock),
    flow: equationText.optional().describe(words.flow),
    aux: equationText.optional().describe(words.aux),
    constant: quantity.optional().describe(words.constant),
    table: equationText.optional().describe(words.table),
    points: points.optional().describe(words.points),
    data: points.optional().describe(words.data),
    driven: driven.optional().describe(words.driven),
    ...companions,
    except: nameOrNames
      .optional()
      .describe("Elements to which this does not apply: `north, young`, or a list of such."),
  })
  .meta({ id: "elements", title: "what some elements are", oneOf: oneKind });

/** One for all elements, or one for each of some: `north, young: …`. */
function perElement<Schema extends z.ZodType>(schema: Schema) {
  const each = z.record(z.string(), schema).meta({ title: "values by element" });
  return z.union([schema, each]);
}

export const variableSchema = z
  .strictObject({
    of: nameOrNames
      .optional()
      .describe("Arrays: the dimension over which it is arrayed, or a list of them."),
    stock: perElement(equationText).optional().describe(words.stock),
    flow: perElement(equationText).optional().describe(words.flow),
    aux: perElement(equationText).optional().describe(words.aux),
    constant: perElement(quantity).optional().describe(words.constant),
    table: equationText.optional().describe(words.table),
    points: perElement(points).optional().describe(words.points),
    data: perElement(points).optional().describe(words.data),
    driven: driven.optional().describe(words.driven),
    elements: z
      .record(z.string(), elementSchema)
      .meta({ title: "what each element is" })
      .optional()
      .describe("Arrays whose elements are of different kinds: what each is, by its subscripts."),
    ...companions,
    as: z
      .enum(["flow", "aux", "data"])
      .meta({ title: "one of flow, aux, data" })
      .optional()
      .describe("What a table, data or an array of different kinds is on the diagram."),
    "non-negative": flag.optional().describe("Stocks and flows: true if never below zero."),
    shared: flag
      .optional()
      .describe("Flows: true if several stocks list it, each of which counts all of it."),
    multiplier: equationText
      .optional()
      .describe("Flows whose unit changes on the way: what arrives is the flow times this."),
    unit: unitText.optional().describe("The unit, such as people/year; 1 for none."),
    doc: text.optional().describe("What it is, in words."),
    range: z
      .tuple([rangeEnd, rangeEnd])
      .meta({ title: "a range such as [0, 1]" })
      .optional()
      .describe("Its plausible range [low, high], [0, INF] without an upper end: a check only."),
    scale: interval.optional().describe("The axis on which its values are shown."),
    format: z
      .strictObject({
        precision: quantity
          .optional()
          .describe("The value of the last digit shown, such as 0.01; default as it fits."),
        "scale by": quantity
          .optional()
          .describe("Values are divided by this before they are shown: 1000 for thousands."),
        "display as": z
          .enum(["number", "currency", "percent"])
          .meta({ title: "one of number, currency, percent" })
          .optional()
          .describe("How a value is written; default as a number."),
        thousands: flag.optional().describe("True if thousands are set apart."),
      })
      .meta({ title: "how its values are written" })
      .optional()
      .describe("How its values are written for people."),
  })
  .meta({
    id: "variable",
    title: "a variable",
    oneOf: [...oneKind, { required: ["elements"] }],
  });
