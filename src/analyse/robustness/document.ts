import { z } from "zod";

/** What `parley regret --json` prints. */

export const regretSchemaName = "parley/regret@1";

const number = z.number().nullable();

export const regretDocument = z
  .strictObject({
    schema: z.literal(regretSchemaName),
    study: z.string(),
    position: z.string().nullable().describe("Whose premises; null for the whole ranges."),
    measure: z.string().describe("`criterion`, or the key of an outcome."),
    better: z.enum(["less", "more"]),
    futures: z.int().describe("In which every policy finished."),
    failed: z.int().describe("In which some policy did not; left out of all of them."),
    seed: z.int(),
    enough: number.describe("What counts as good enough; null where nobody said."),
    optimism: z.number().describe("Of Hurwicz: the weight of the best future."),
    policies: z
      .array(
        z.strictObject({
          key: z.string(),
          label: z.string(),
          mean: number.describe("Laplace: every future counts the same."),
          worst: number,
          percentile90: number.describe("What nine futures in ten reach."),
          hurwicz: number,
          meanVariance: number.describe("The mean made worse by spread."),
          maximumRegret: number.describe("The least of these is the minimax choice."),
          meanRegret: number,
          regret90: number.describe("The 90th percentile of regret."),
          satisficing: number.describe("The share of futures that are good enough."),
          deviationFromBase: number.describe(
            "R1: the 90th percentile of |(value − base) / base|, base where every premise is at its middle.",
          ),
          deviationFromBest: number.describe(
            "R2: the 90th percentile of |(value − best) / value|.",
          ),
        }),
      )
      .describe("In the order of the study."),
    choices: z
      .array(z.strictObject({ metric: z.string(), policies: z.array(z.string()) }))
      .describe("Which policy each metric prefers; several where they are level."),
  })
  .meta({ title: regretSchemaName });

export type RegretDocument = z.infer<typeof regretDocument>;
