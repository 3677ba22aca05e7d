import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key } from "./document-parts.js";

/** All positions taken together, each with an explicit weight. */
export const pooled = z.strictObject({
  weights: z.array(z.strictObject({ position: key, weight: z.number() })),
  rule: z.string().describe("how the weights came about, in words"),
  favoured: z.array(key).describe("the best policy and all that are tied with it, best first"),
  tie: z.boolean(),
  runnerUp: key.nullable(),
  lead: estimate.nullable(),
  policies: z.array(
    z.strictObject({
      policy: key,
      criterion: estimate,
      best: estimate.describe(
        "share of futures, weighted, in which none is better and not all are alike",
      ),
      regret: estimate.describe("mean distance from the best policy of each future"),
      worstRegret: z
        .strictObject({ position: key, value: estimate })
        .describe("the largest distance of its mean from the best mean, over positions"),
    }),
  ),
  minimax: z.array(key).describe("the policies with the smallest of the largest distances"),
  valueOfKnowingWhoIsRight: estimate.describe("EVPI over positions, in the criterion's unit"),
  criteria: z
    .string()
    .nullable()
    .describe("why positions were left out, if their criterion is another; else null"),
});

/** Where everybody would do the same. */
export const agreement = z.strictObject({
  positions: z.array(key).describe("compared; those that repeat others are left out"),
  all: estimate.describe(
    "share of futures in which the same policy is among the best for all, and not all policies are alike",
  ),
  policies: z
    .array(z.strictObject({ policy: key, share: estimate }))
    .describe("on which they agree, as shares of all futures"),
  pairs: z.array(z.strictObject({ positions: z.tuple([key, key]), share: estimate })),
  learned: z
    .array(
      z.strictObject({
        premise: key,
        positions: z.array(key).describe("that believe the same about it, so that they can learn"),
        share: estimate.describe("of answers after which all of these favour the same policy"),
        now: z.boolean().describe("whether they favour the same policy before"),
      }),
    )
    .describe("premises that some believe alike: what an answer would do to their agreement"),
});

export type PooledResult = z.infer<typeof pooled>;
export type AgreementResult = z.infer<typeof agreement>;
