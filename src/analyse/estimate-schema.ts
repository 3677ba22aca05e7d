import { z } from "zod";

/** An `Estimate` as every `--json` has it. */
export const estimate = z
  .strictObject({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    level: z.number().describe("confidence level of low to high"),
    method: z.string(),
    n: z.int().describe("futures it rests on, or rows of a table"),
    failed: z.int().describe("further ones that failed"),
  })
  .describe("a number with its interval; null where it cannot be had")
  .meta({ id: "estimate" });
