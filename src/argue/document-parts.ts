import { z } from "zod";

import { estimate } from "#analyse/estimate-schema";

/** The parts that several sections of the argue document share. */

export const key = z
  .string()
  .describe("stable id: the name in lower case with underscores for spaces");

export const scale = z
  .enum(["amount", "share"])
  .describe("of the criterion, and so of leads; a share is a fraction of 1");

export const verdict = z.strictObject({
  scale,
  favoured: z.array(key).describe("the best policy and all that are tied with it, best first"),
  tie: z.boolean(),
  runnerUp: key.nullable(),
  lead: estimate.nullable().describe("of the best over the runner-up; positive is better"),
  mostOften: key.nullable().describe("the policy that is best in the largest share of futures"),
});

const answer = z.enum(["follows", "does not follow", "undecided", "untestable", "none"]);

export const conclusion = z.strictObject({
  answer: answer.describe("of all that is concluded together"),
  policies: z.array(key).describe("what the speaker argues for, best first"),
  against: z
    .array(z.strictObject({ policy: key, answer, reason: z.string() }))
    .describe("what the speaker argues against, each with its own answer"),
  claim: key.nullable(),
  reason: z.string(),
});

export type VerdictResult = z.infer<typeof verdict>;
export type ConclusionResult = z.infer<typeof conclusion>;

/** What a concession is of. */
export const premiseOrCriterion = z.string().describe('key of a premise, or "criterion"');
