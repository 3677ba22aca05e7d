import { z } from "zod";
import { estimate } from "#analyse/estimate-schema";
import { key } from "./document-parts.js";

const observedPoint = z.strictObject({
  time: z.number(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  bound: z.enum(["at least", "at most"]).nullable(),
  deviation: z.number().nullable().describe("of figure and model together; null: not weighed by"),
  source: z.string(),
  scored: z.boolean().describe("false before the time from which positions are scored"),
});

const series = z.strictObject({
  key,
  name: z.string(),
  variable: key,
  quantity: key,
  unit: z.string().nullable(),
  notScored: z
    .string()
    .nullable()
    .describe("why positions are not scored by it; null where they are"),
  points: z.array(observedPoint),
});

const quantity = z.strictObject({
  key,
  name: z.string(),
  times: z.int().describe("at which there is a figure to score by"),
  weighed: z.boolean().describe("false where a figure has no error: scored, and not weighed by"),
});

const foreseen = z.strictObject({
  quantity: key,
  time: z.number(),
  low: z.number().describe("5 % of the futures lie below"),
  median: z.number(),
  high: z.number().describe("5 % lie above"),
  crps: z.number().describe("continuous ranked probability score, in the unit of the series"),
});

const posterior = z.strictObject({
  premise: key,
  prior: z.strictObject({ low: z.number(), median: z.number(), high: z.number() }),
  posterior: z.strictObject({ low: z.number(), median: z.number(), high: z.number() }),
  narrowed: z.number().describe("1 − spread after / spread before (5 % to 95 %)"),
});

const score = z.strictObject({
  position: key,
  sameAs: key.nullable(),
  foreseen: z.array(foreseen),
  relative: estimate.describe(
    "CRPS over that of everything left open, mean over quantities; below 1 is better",
  ),
  byQuantity: z.array(z.strictObject({ quantity: key, relative: estimate })),
  inBand: z
    .strictObject({ of: z.int(), within: z.int() })
    .describe("quantities and times of which a source lies within its 5 % to 95 %"),
  logLikelihood: estimate.describe(
    "log of the mean likelihood of what was observed, less that of everything left open",
  ),
  effective: z
    .number()
    .nullable()
    .describe(
      "effective sample size of the futures weighted by likelihood; null if none is weighed",
    ),
  reliable: z
    .boolean()
    .describe("false where so few futures carry the weight that nothing rests on it"),
  posterior: z.array(posterior).describe("of the premises that are in the model"),
});

const settled = z.strictObject({
  premise: key,
  name: z.string(),
  pair: z.string().describe("id of the pair of positions that differ on it"),
  crux: z.boolean().describe("whether conceding it alone flips one of the two"),
  sides: z
    .array(z.strictObject({ position: key, belief: z.string().nullable() }))
    .describe("in the pair's order; null: left open, which is taken as the whole range"),
  answer: z.enum(["settled", "leans", "cannot discriminate", "a value judgement"]),
  towards: key.nullable().describe("the position whose range the evidence bears out better"),
  factor: estimate
    .nullable()
    .describe("Bayes factor of the better borne out range over the other, the rest left open"),
});

/** Positions scored by what was observed after the texts were written. */
export const hindcastResult = z.strictObject({
  policy: key.describe("the policy that was in fact followed"),
  from: z.number().describe("the first time that is scored"),
  futures: z.int(),
  failed: z.int(),
  series: z.array(series),
  quantities: z.array(quantity).describe("what is scored; sources on one are alternatives"),
  scores: z.array(score).describe("every position, in the study's order"),
  open: score.describe("everything left open: what scores are relative to"),
  ranking: z
    .array(z.array(key))
    .describe(
      "positions that hold premises, by relative CRPS, best first; who cannot be told apart together",
    ),
  settles: z
    .array(settled)
    .describe("disputed premises, and whether the evidence tells them apart"),
  warnings: z.array(z.string()),
  sentences: z.array(z.string()),
});

export type HindcastResult = z.infer<typeof hindcastResult>;
export type HindcastSeries = z.infer<typeof series>;
export type HindcastScore = z.infer<typeof score>;
export type ForeseenResult = z.infer<typeof foreseen>;
export type PosteriorResult = z.infer<typeof posterior>;
export type SettledResult = z.infer<typeof settled>;
