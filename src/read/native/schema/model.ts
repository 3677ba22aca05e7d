import { z } from "zod";
import { count, nameText, quantity, text, unitText } from "./leaves.js";
import { variableSchema } from "./variable.js";

const names = z.array(nameText).meta({ title: "a list of names" });
const at = z.tuple([quantity, quantity]).meta({ title: "a place such as [120, 80]" });

export const timeSchema = z
  .strictObject({
    start: quantity.describe("The time at which a run starts."),
    stop: quantity.describe("The time at which a run stops."),
    end: nameText
      .optional()
      .describe("A variable: a single run ends where time reaches it; ensembles end at `stop`."),
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

const elements = names.min(1).meta({ title: "a list of elements" });

/** A list of elements, or a mapping that says more. */
export const dimensionSchema = z.union([
  elements,
  z
    .strictObject({
      elements: elements.optional().describe("The names of its elements, in order."),
      size: count.optional().describe("How many elements it has, instead of their names: 1, 2, 3 …"),
      "maps to": z
        .record(
          z.string(),
          z
            .record(z.string(), z.union([nameText, names]))
            .meta({ title: "the element that each element stands for" }),
        )
        .meta({ title: "dimensions, with what each element stands for" })
        .optional()
        .describe("By dimension: which of its elements each element stands for, or a list of them."),
    })
    .meta({ id: "dimension", title: "a dimension" }),
]);

const groupSchema = z.union([
  names,
  z
    .strictObject({
      doc: text.optional().describe("What belongs together here, in words."),
      members: names.describe("The variables of the group."),
    })
    .meta({ id: "group", title: "a group" }),
]);

export const nodeSchema = z.union([
  at,
  z
    .strictObject({
      at: at.describe("Where its centre stands: [x, y], y growing downwards."),
      pipe: z
        .array(at)
        .min(2)
        .meta({ title: "a list of corners such as [0, 80]" })
        .describe("Flows: the corners of the pipe, from its source to its end."),
    })
    .meta({ id: "node", title: "a place with a pipe" }),
]);

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
    "unit problems": z
      .enum(["errors", "warnings"])
      .meta({ title: "one of errors, warnings" })
      .optional()
      .describe("What units that do not agree are; default errors: then it does not run."),
    dimensions: z
      .record(z.string(), dimensionSchema)
      .meta({ title: "dimensions by name" })
      .optional()
      .describe("What variables may be arrayed over: `region: [north, south]`; subranges as well."),
    variables: z
      .record(z.string(), variableSchema)
      .meta({ title: "variables by name" })
      .describe("Everything that has a value: stocks, flows, auxiliaries, constants, tables, data."),
    groups: z
      .record(z.string(), groupSchema)
      .meta({ title: "groups by name" })
      .optional()
      .describe("Variables that belong together: `supply: [price, orders]`."),
    views: z
      .record(z.string(), z.record(z.string(), nodeSchema).meta({ title: "variables by name" }))
      .meta({ title: "views by name" })
      .optional()
      .describe("Diagrams: where variables stand, `price: [120, 80]`."),
  })
  .meta({ title: "a model" });
