import { z } from "zod";
import { key } from "./document-parts.js";

const part = z.strictObject({
  kind: z.enum(["model", "premise", "position", "reading", "criterion", "policy", "outcome"]),
  key,
  name: z.string(),
  change: z.enum(["changed", "added", "removed"]),
});

const verdicts = z
  .array(z.strictObject({ position: key, favoured: z.array(key) }))
  .nullable()
  .describe("null where nobody recorded them");

const change = z.strictObject({
  date: z.string(),
  reason: z.string(),
  verdictInView: z.boolean().describe("whether the study had been argued before the change"),
  parts: z.array(part),
  before: verdicts,
  after: verdicts,
});

/** What was fixed before the study was first run, and what has been changed since. */
export const ledgerResult = z.strictObject({
  frozen: z
    .strictObject({ date: z.string(), file: z.string(), parts: z.int() })
    .nullable()
    .describe("null where the study was never frozen: nobody can tell what was changed"),
  changes: z.array(change).describe("since the freeze, in order"),
  unexplained: z.array(part).describe("changes since the freeze that the ledger does not list"),
  sentence: z.string(),
});

export type LedgerResult = z.infer<typeof ledgerResult>;
export type LedgerPart = z.infer<typeof part>;
