import { z } from "zod";

import { estimate } from "../estimate-schema.js";

/** What `parley discover --json` prints, and `discover` returns. */

export const discoverSchemaName = "parley/discover@1";

const share = z.number().min(0).max(1);

const counted = {
  n: z.int().describe("Rows in the box."),
  k: z.int().describe("Those of them that are of interest."),
  coverage: share.describe("Of all rows of interest, the share in the box."),
  density: share.describe("Of the rows in the box, the share of interest."),
  mass: share.describe("Of all rows, the share in the box."),
};

const limit = z
  .strictObject({
    input: z.string(),
    low: z.number().nullable().describe("The least value inside; null for no limit."),
    high: z.number().nullable().describe("The largest value inside; null for no limit."),
    labels: z.array(z.string()).nullable().describe("Of a category: the labels inside."),
  })
  .meta({ id: "limit" });

const entry = z
  .strictObject({
    id: z.int(),
    ...counted,
    restricted: z.int().describe("How many inputs it restricts."),
    limits: z.array(limit),
  })
  .meta({ id: "box-on-the-way" });

const restriction = z
  .strictObject({
    input: z.string(),
    side: z.enum(["low", "high", "subset"]),
    quasiP: share.describe("The chance of as many rows of interest if it did not matter."),
    without: z.strictObject(counted).describe("The box without this restriction."),
  })
  .meta({ id: "restriction" });

const foundBox = z
  .strictObject({
    trajectory: z.array(entry).describe("From the whole to the last box pasted."),
    chosen: z.int().describe("The id of the box below."),
    limits: z.array(limit),
    n: z.int(),
    k: z.int(),
    failed: z.int().describe("Failed rows whose inputs lie in the box."),
    coverage: estimate,
    density: estimate,
    mass: share,
    restrictions: z.array(restriction),
    reproducibility: z
      .strictObject({
        resamples: z.int(),
        inputs: z.array(
          z.strictObject({
            input: z.string(),
            byCoverage: share.describe("Of the random halves, the share that restricts it again."),
            byDensity: share,
          }),
        ),
        heldOutDensity: estimate,
        heldOutCoverage: estimate,
      })
      .nullable()
      .describe("Null where it was not asked for, as for later boxes."),
  })
  .meta({ id: "box" });

const leaf = z.strictObject({ ...counted, limits: z.array(limit) }).meta({ id: "leaf" });

const model = z
  .strictObject({
    inputs: z.array(z.string()).describe("In the order in which they were taken up."),
    intercept: z.number(),
    weights: z.array(z.array(z.number())).describe("On inputs scaled to 0 to 1; a label each."),
    bic: z.number(),
    separated: z.boolean(),
    threshold: z.number().describe("Of the modelled chance; rows above it are in."),
    ...counted,
  })
  .meta({ id: "logistic-model" });

export const discoverDocument = z
  .strictObject({
    schema: z.literal(discoverSchemaName),
    source: z.string(),
    condition: z.string(),
    method: z.enum(["prim", "cart", "logit"]),
    rows: z.int().describe("With an outcome and all inputs."),
    interest: z.int().describe("Of them, those that meet the condition."),
    failed: z.int().describe("Rows of which the condition cannot be told: failed futures, gaps."),
    incomplete: z.int().describe("Rows left out because an input has no value."),
    inputs: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(["number", "integer", "category"]),
        low: z.number().nullable(),
        high: z.number().nullable(),
        labels: z.array(z.string()).nullable(),
      }),
    ),
    settings: z.strictObject({
      peelAlpha: z.number(),
      pasteAlpha: z.number(),
      leastMass: z.number(),
      seed: z.int(),
    }),
    boxes: z.array(foundBox).describe("Of PRIM: one after the other, each in what is left."),
    tree: z
      .strictObject({ nodes: z.int(), leaves: z.array(leaf).describe("The densest first.") })
      .nullable()
      .describe("Of CART."),
    models: z.array(model).describe("Of logistic discovery: an input more each."),
  })
  .meta({ title: discoverSchemaName });

export type DiscoverDocument = z.infer<typeof discoverDocument>;
export type FoundBox = z.infer<typeof foundBox>;
export type BoxLimit = z.infer<typeof limit>;
