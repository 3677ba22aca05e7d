import { z } from "zod";
import { modelSchema } from "./model.js";
import { frozenSchema, ledgerSchema } from "./record.js";
import { studySchema } from "./study.js";

/** The JSON Schemas of the file formats by file name, for editors that complete and check. */
export function jsonSchemas(): ReadonlyMap<string, unknown> {
  return new Map([
    ["study.schema.json", toJsonSchema(studySchema)],
    ["model.schema.json", toJsonSchema(modelSchema)],
    ["frozen.schema.json", toJsonSchema(frozenSchema)],
    ["ledger.schema.json", toJsonSchema(ledgerSchema)],
  ]);
}

/** Draft 7 is what YAML editors read; `input` is what stands in the file. */
function toJsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { target: "draft-7", io: "input" });
}
