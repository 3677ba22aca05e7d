import { z } from "zod";
import { quantity } from "./leaves.js";

const range = z.tuple([quantity, quantity]).meta({ title: "a range such as [0.2, 0.7]" });
const low = quantity.optional().describe("Nothing below it is possible.");
const high = quantity.optional().describe("Nothing above it is possible.");

/** A distribution that somebody supplies: exactly one of its keys. */
const distribution = z
  .strictObject({
    uniform: z
      .strictObject({ low: quantity, high: quantity })
      .meta({ id: "uniform", title: "a uniform distribution" })
      .optional(),
    triangular: z
      .strictObject({ low: quantity, mode: quantity, high: quantity })
      .meta({ id: "triangular", title: "a triangular distribution" })
      .optional(),
    normal: z
      .strictObject({
        mean: quantity,
        deviation: quantity.describe("The standard deviation."),
        low,
        high,
      })
      .meta({ id: "normal", title: "a normal distribution" })
      .optional(),
    lognormal: z
      .strictObject({
        median: quantity,
        "log deviation": quantity.describe("The standard deviation of the logarithm."),
      })
      .meta({ id: "lognormal", title: "a lognormal distribution" })
      .optional(),
    beta: z
      .strictObject({ alpha: quantity, beta: quantity, low, high })
      .meta({ id: "beta", title: "a beta distribution" })
      .optional(),
  })
  .meta({
    id: "distribution",
    title: "a distribution: one of uniform, triangular, normal, lognormal, beta",
    minProperties: 1,
    maxProperties: 1,
  });

/** What is possible for a premise, said by the premise itself. */
export const possibleKeys = {
  range: range.optional().describe("The whole range that anybody holds, [low, high]."),
  switch: z
    .tuple([quantity, quantity])
    .meta({ title: "the two states, [0, 1]" })
    .optional()
    .describe("A structural switch: [0, 1]."),
  integers: range.optional().describe("All whole numbers from … to …, [low, high]."),
  choices: z
    .record(z.string(), quantity)
    .meta({ title: "numbers by label" })
    .optional()
    .describe("The choices: label and the number it stands for in the model."),
  distribution: distribution.optional().describe("A distribution that somebody supplies."),
};

/** What a speaker holds about a premise. */
export const heldKeys = {
  value: quantity.optional().describe("Exactly this number."),
  range: range.optional().describe("Anything from … to …, [low, high], all alike."),
  switch: quantity.optional().describe("The state of the switch: 0 or 1."),
  integers: range.optional().describe("Whole numbers from … to …, [low, high]."),
  choice: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .meta({ title: "the label of a choice" })
    .optional()
    .describe("One of the premise's choices, by its label."),
  choices: z
    .record(z.string(), quantity)
    .meta({ title: "shares by label" })
    .optional()
    .describe("Several of the premise's choices, each with its share."),
  distribution: distribution.optional().describe("A distribution that somebody supplies."),
};
