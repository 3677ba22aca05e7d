import { z } from "zod";

/** The parts that several sections of the argue document share. */

export const key = z
  .string()
  .describe("stable id: the name in lower case with underscores for spaces");

export const estimate = z
  .strictObject({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    level: z.number().describe("confidence level of low to high"),
    method: z.string(),
    n: z.int().describe("futures it rests on"),
    failed: z.int().describe("further futures that failed"),
  })
  .describe("a number with its interval; null where it cannot be had")
  .meta({ id: "estimate" });

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
