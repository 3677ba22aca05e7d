import { z } from "zod";

/** What `parley envelope --json` prints. */

export const envelopeSchemaName = "parley/envelope@1";

export const envelopeDocument = z
  .strictObject({
    schema: z.literal(envelopeSchemaName),
    study: z.string(),
    position: z.string().nullable().describe("Whose premises; null for the whole ranges."),
    variable: z.string(),
    unit: z.string().nullable(),
    timeUnit: z.string().nullable(),
    seed: z.int(),
    futures: z.int(),
    low: z.number().describe("The share of futures below the band."),
    high: z.number().describe("The share of futures below its upper end."),
    times: z.array(z.number()),
    policies: z.array(
      z.strictObject({
        key: z.string(),
        label: z.string(),
        failed: z.int().describe("Futures without a number at some time; left out."),
        lower: z.array(z.number().nullable()).describe("By time."),
        middle: z.array(z.number().nullable()).describe("The median, by time."),
        upper: z.array(z.number().nullable()),
      }),
    ),
  })
  .meta({ title: envelopeSchemaName });

export type EnvelopeDocument = z.infer<typeof envelopeDocument>;
