import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key, scale } from "./document-parts.js";

const kind = z.enum(["fact", "structure", "value"]).describe("value: the criterion included");

const agreement = z.strictObject({
  agreed: z.array(kind).describe("the kinds of premises on which both now hold the same"),
  on: key.describe("whose they are: the other takes them over, and what this one leaves open"),
  relation: z
    .enum(["ends", "remains", "undecided"])
    .describe("what becomes of the disagreement about the policy"),
  verdicts: z
    .array(
      z.strictObject({
        position: key,
        favoured: z.array(key).describe("best first"),
        scale,
        lead: estimate.nullable().describe("of the best over the runner-up"),
      }),
    )
    .describe("of the two, in the pair's order, each with the rest of their own premises"),
});

/** What two speakers who disagree on the policy disagree about: facts, structure, or values. */
export const apartResult = z.strictObject({
  pair: z.string().describe("its id in `pairs`"),
  differ: z
    .strictObject({
      fact: z.array(key),
      structure: z.array(key),
      value: z.array(key),
      criterion: z.boolean(),
    })
    .describe("premises that at least one of them holds, and not alike"),
  agreements: z.array(agreement),
  about: z
    .enum(["facts", "structure", "values", "facts and structure", "several", "undecided"])
    .describe(
      "the kind whose agreement ends it, on either's terms; several: only kinds together, or each by itself",
    ),
  remains: z
    .enum(["nothing", "a disagreement about values", "undecided"])
    .describe("once all that evidence could settle, facts and structure, is agreed"),
  sentence: z.string(),
});

export type AgreementResult = z.infer<typeof agreement>;
export type ApartResult = z.infer<typeof apartResult>;
