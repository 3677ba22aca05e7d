import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key } from "./document-parts.js";

/** Mean regret of a policy under a position's premises. */
export const regret = z.strictObject({
  policy: key,
  regret: estimate.describe("mean distance from the best policy of each future"),
});

/** Over which values of one weight of the criterion a verdict holds, the others as they are. */
export const weightRange = z.strictObject({
  outcome: key,
  premise: key.nullable().describe("the premise that is the weight, if it is one"),
  now: z.string().describe("the weight as it is, in words"),
  low: estimate.describe("the verdict holds from here on; 0 where it holds down to nothing"),
  high: estimate
    .nullable()
    .describe("and up to here; null where no larger weight changes the verdict"),
  below: key.nullable().describe("the policy that takes over below `low`"),
  above: key.nullable().describe("and above `high`"),
});

const narrowed = z.strictObject({
  premise: key,
  name: z.string(),
  low: z.number(),
  high: z.number(),
  range: z.string().describe('in words: "above 0.42", "from 0.2 to 0.4", "mild"'),
  open: z.string().describe("the whole range that anybody holds"),
  share: z.number().describe("of the open premise that is left"),
  saidBy: z.array(key).describe("positions that hold the premise within this range"),
  deniedBy: z.array(key).describe("positions that hold it outside of this range"),
});

/** What would have to be added to what a speaker says for the conclusion to follow. */
export const unspoken = z.strictObject({
  conclusion: z.array(key).describe("what the speaker argues for, best first"),
  against: z.array(key).describe("what the speaker argues against; all of it has to follow"),
  sets: z
    .array(
      z.strictObject({
        premises: z.array(narrowed),
        ahead: key.describe(
          "the policy argued for; where nothing is, the best of those not argued against",
        ),
        over: key.describe(
          "its nearest rival; where nothing is argued for, the best of those argued against",
        ),
        lead: estimate.describe("in new futures, with the premises narrowed"),
        confirmed: z.boolean().describe("the conclusion follows in those futures"),
        words: z.string(),
      }),
    )
    .describe("smallest sets first; widest ranges first"),
  tried: z.strictObject({
    singles: z.int(),
    pairs: z.int(),
    triples: z.int(),
    searched: z.int().describe("futures in which ranges were looked for"),
    confirmed: z.int().describe("new futures in which they were tested"),
  }),
  statement: z.string(),
});

export type RegretResult = z.infer<typeof regret>;
export type WeightRangeResult = z.infer<typeof weightRange>;
export type UnspokenResult = z.infer<typeof unspoken>;
