import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key } from "./document-parts.js";

const change = z.strictObject({
  position: key,
  at: z.number().describe("the value of the constant"),
  favoured: z.array(key).describe("then, best first"),
  lead: estimate.nullable().describe("of the best over the old verdict"),
  confirmed: z.boolean().describe("clear in all futures, corrected for all that was confirmed"),
});

const choice = z.strictObject({
  key,
  name: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit: z.string().nullable(),
  changes: z.array(change),
});

const belief = z.strictObject({
  position: key,
  premise: key,
  name: z.string(),
  basis: z.enum(["added", "inferred"]),
  belief: z.string(),
  favoured: z.array(key).describe("with this premise left open instead"),
  changes: z.enum(["yes", "no", "undecided"]),
  lead: estimate.nullable(),
});

/** Whoever built the model, as one more speaker: which of their choices decide. */
export const modeller = z.strictObject({
  factor: z.number().describe("constants were moved by this part of their value, down and up"),
  constants: z.int().describe("constants that nobody disputes and that were moved"),
  positions: z.array(key).describe("whose verdicts were looked at"),
  screened: z.int().describe("moves of one constant under one position, on few futures"),
  screening: z.int().describe("futures of each of those"),
  suspected: z.int().describe("moves that seemed to change a verdict"),
  retried: z.int().describe("of which so many were run in more futures"),
  retries: z.int().describe("futures of each of those"),
  choices: z.array(choice).describe("those with a change, most changes first"),
  beliefs: z.array(belief).describe("added or inferred premises, each left open instead"),
  together: z
    .array(
      z.strictObject({
        position: key,
        favoured: z.array(key),
        same: z.boolean().describe("the verdict is that of the constants as they are"),
        lead: estimate.nullable(),
        best: estimate.describe("share of futures in which the old verdict is best"),
        futures: z.int(),
      }),
    )
    .describe("all constants drawn at once from their moved ranges"),
  statement: z.string(),
});

/** What is done with how many runs, and what is left to be asked for. */
export const plan = z.strictObject({
  parts: z.array(z.strictObject({ what: z.string(), runs: z.int().describe("at most, roughly") })),
  leftOut: z.array(z.strictObject({ what: z.string(), ask: z.string() })),
});

export type ModellerResult = z.infer<typeof modeller>;
export type PlanResult = z.infer<typeof plan>;
