import { z } from "zod";
import { argueDocument } from "#argue/document";
import { jsonSchemas } from "#read/native/schema/json-schema";
import { growthSchema } from "#store/growth";
import { manifestSchema } from "#store/manifest";
import { planSchema } from "#store/plan";
import { discoverDocument } from "#analyse/discovery/document";
import { envelopeDocument } from "#analyse/envelope-document";
import { regretDocument } from "#analyse/robustness/document";
import { sensitivityDocument } from "#analyse/sensitivity/document";
import { checkOutputSchema } from "./check-output.js";
import { claimsOutputSchema } from "./claims-output.js";
import { convertOutputSchema } from "./convert.js";
import { diagramOutputSchema } from "./diagram.js";
import { exploredSchema, querySchema, statusSchema, verifiedSchema } from "./ensemble-output.js";

/**
 * Everything under `schema/` by file name: the file formats, and what commands print with `--json`.
 * Written by `npm run schema`.
 */
export function allJsonSchemas(): ReadonlyMap<string, unknown> {
  return new Map([
    ...jsonSchemas(),
    ["check.schema.json", z.toJSONSchema(checkOutputSchema)],
    ["convert.schema.json", z.toJSONSchema(convertOutputSchema)],
    ["diagram.schema.json", z.toJSONSchema(diagramOutputSchema)],
    ["discover.schema.json", z.toJSONSchema(discoverDocument)],
    ["sensitivity.schema.json", z.toJSONSchema(sensitivityDocument)],
    ["envelope.schema.json", z.toJSONSchema(envelopeDocument)],
    ["regret.schema.json", z.toJSONSchema(regretDocument)],
    ["argue.schema.json", z.toJSONSchema(argueDocument)],
    ["claims.schema.json", z.toJSONSchema(claimsOutputSchema)],
    ["plan.schema.json", z.toJSONSchema(planSchema)],
    ["growth.schema.json", z.toJSONSchema(growthSchema)],
    ["manifest.schema.json", z.toJSONSchema(manifestSchema)],
    ["explored.schema.json", z.toJSONSchema(exploredSchema)],
    ["status.schema.json", z.toJSONSchema(statusSchema)],
    ["verified.schema.json", z.toJSONSchema(verifiedSchema)],
    ["query.schema.json", z.toJSONSchema(querySchema)],
  ]);
}
