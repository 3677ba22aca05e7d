import { z } from "zod";
import { conclusion, key, verdict } from "./document-parts.js";

const reading = z.strictObject({
  key: key.describe('"main" for the premises as the position has them'),
  label: z.string(),
  why: z.string().nullable().describe("what in the words speaks for it; null for the main one"),
  premises: z
    .array(
      z.strictObject({
        premise: key,
        name: z.string(),
        main: z.string().describe("held in the main reading, in words; the whole range if open"),
        read: z.string().describe("held in this one"),
      }),
    )
    .describe("where it differs from the main reading"),
  verdict,
  conclusion,
  answer: z
    .enum(["main", "flips", "holds", "undecided"])
    .describe("whether the main reading's verdict changes if the words are read so"),
  p: z.number().nullable().describe("of that answer, adjusted for all readings of the position"),
});

/** A position that can be read in several ways, with the verdict of each and across them. */
export const readingsOfPosition = z.strictObject({
  position: key,
  readings: z.array(reading).describe("the main one first"),
  across: z.strictObject({
    answer: z
      .enum(["decides", "may decide", "does not decide"])
      .describe("the reading is the crux, or may be one, or it does not matter"),
    deciding: z.array(key).describe("keys of the readings that flip the main one's verdict"),
    favouredByAll: z.array(key).describe("policies that are favoured however the words are read"),
    favouredBySome: z.array(key),
    conclusion: z
      .enum([
        "follows",
        "does not follow",
        "depends on the reading",
        "undecided",
        "untestable",
        "none",
      ])
      .describe("follows: under every reading; does not follow: under none"),
    sentence: z.string(),
  }),
});

export type ReadingResult = z.infer<typeof reading>;
export type ReadingsResult = z.infer<typeof readingsOfPosition>;
