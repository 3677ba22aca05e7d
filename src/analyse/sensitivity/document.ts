import { z } from "zod";

import { estimate } from "../estimate-schema.js";

/** What `parley sensitivity --json` prints, and `sensitivity` returns. */

export const sensitivitySchemaName = "parley/sensitivity@1";

export const sensitivityMethods = [
  "sobol",
  "morris",
  "pawn",
  "rsa",
  "rbd-fast",
  "extra-trees",
  "oat",
  "flip",
] as const;

export type SensitivityMethod = (typeof sensitivityMethods)[number];

const input = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    measures: z
      .record(z.string(), estimate)
      .describe(
        "By name: first, total (sobol); size, direction, spread (morris); median, mean, maximum, minimum (pawn); largest, squared (rsa); first (rbd-fast); score (extra-trees); low, high (oat); chance (flip).",
      ),
    ends: z
      .tuple([z.number(), z.number()])
      .nullable()
      .describe("Of oat: the values of the premise at its low and its high end."),
    flips: z
      .array(z.strictObject({ policy: z.string(), low: z.number(), high: z.number() }))
      .describe("Of flip: where another policy is the best on average, by the input's values."),
  })
  .meta({ id: "input" });

const result = z
  .strictObject({
    policy: z.string().nullable().describe("Key; null where all policies are compared."),
    outcome: z.string().nullable().describe("Key; null for the criterion."),
    n: z.int().describe("Runs that finished."),
    failed: z.int().describe("Runs that did not."),
    cause: z.string().nullable().describe("Why the first failed."),
    mean: z.number().nullable(),
    deviation: z.number().nullable().describe("The standard deviation of the outcome."),
    middle: z.number().nullable().describe("Of oat: the outcome with every premise at its middle."),
    best: z.string().nullable().describe("Of flip: the policy that is the best on average."),
    inputs: z.array(input).describe("In the order of the study."),
    pairs: z
      .array(z.strictObject({ inputs: z.tuple([z.string(), z.string()]), second: estimate }))
      .describe("Of sobol with --second-order."),
  })
  .meta({ id: "result" });

export const sensitivityDocument = z
  .strictObject({
    schema: z.literal(sensitivitySchemaName),
    study: z.string(),
    position: z.string().nullable().describe("Whose premises; null for the whole ranges."),
    method: z.enum(sensitivityMethods),
    design: z.string().describe("How the premises were varied, in words."),
    base: z.int().describe("Base points, trajectories, or futures."),
    runs: z.int().describe("Of each policy."),
    seed: z.int(),
    level: z.number(),
    notes: z.array(z.string()).describe("What has to be known to read the numbers."),
    results: z.array(result),
  })
  .meta({ title: sensitivitySchemaName });

export type SensitivityDocument = z.infer<typeof sensitivityDocument>;
export type SensitivityResult = z.infer<typeof result>;
export type SensitivityInput = z.infer<typeof input>;
