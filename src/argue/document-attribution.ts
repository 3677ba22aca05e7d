import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key, premiseOrCriterion } from "./document-parts.js";

/** How large a part of the distance between two positions each premise is: explanation only. */
export const attribution = z.strictObject({
  method: z.enum(["exact", "sampled"]),
  policies: z
    .tuple([key, key])
    .describe("the distance is in the lead of the second over the first: other's over one's best"),
  gap: estimate.describe("the lead under the other's premises minus that under the one's"),
  shares: z
    .array(z.strictObject({ premise: premiseOrCriterion, value: estimate }))
    .describe("Shapley values, largest first; they add up to the gap"),
  interactions: z
    .array(
      z.strictObject({
        premises: z.tuple([premiseOrCriterion, premiseOrCriterion]),
        value: estimate,
      }),
    )
    .describe("Shapley interaction indices of pairs, largest first; empty where not computed"),
  hybrids: z.int(),
  permutations: z.int().nullable().describe("antithetic pairs sampled; null where exact"),
  futures: z.int(),
  statement: z.string(),
});

/**
 * How much of the distance a question would close if both took over the same answer to it. Listed
 * where there is a clear distance.
 */
export const question = z.strictObject({
  premise: premiseOrCriterion,
  name: z.string(),
  closes: estimate.describe(
    "share of the gap that closes if both hold half of what each holds now; negative: it widens",
  ),
});

export type AttributionResult = z.infer<typeof attribution>;
export type QuestionResult = z.infer<typeof question>;
