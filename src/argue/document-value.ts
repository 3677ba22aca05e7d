import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key, premiseOrCriterion } from "./document-parts.js";

const group = z.strictObject({
  premises: z.array(premiseOrCriterion),
  value: estimate.describe("EVPPI, cross-fitted: in the unit of the criterion; may fall below 0"),
  nullHigh: z
    .number()
    .describe("95 % of the values that shuffled answers give lie below it, by the same method"),
  p: z.number().describe("share of shuffles with as large a value"),
  clear: z.boolean().describe("distinguishable from knowing nothing, at the document's level"),
  flips: estimate.describe("share of answers after which another policy would be favoured"),
});

const single = group.extend({
  switches: z
    .array(
      z.strictObject({
        at: estimate.describe("the value of the premise at which the favoured policy changes"),
        from: key,
        to: key,
      }),
    )
    .describe("switch values inside the range held, in ascending order"),
});

/** What knowing more would be worth to somebody who believes a set of premises. */
export const valueOfInformation = z.strictObject({
  of: z.string().describe('key of a position, or "pooled"'),
  policy: key.describe("favoured without knowing more"),
  futures: z.int(),
  evpi: estimate.describe("expected value of perfect information: mean regret of that policy"),
  singles: z.array(single).describe("largest first"),
  pairs: z.array(group).describe("pairs of premises worth clearly more than either alone"),
  pairsTried: z.int(),
  claims: z.array(group.extend({ claim: key })).describe("all premises that a claim is about"),
  speakers: z.array(group.extend({ position: key })).describe("all premises a speaker holds"),
});

export type ValueResult = z.infer<typeof valueOfInformation>;
export type GroupValueResult = z.infer<typeof group>;
export type SingleValueResult = z.infer<typeof single>;
