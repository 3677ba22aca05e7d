import { z } from "zod";
import { count, flag, isoDate, nameText, sha256Text, text } from "./leaves.js";

/** What a study is made of, as far as a verdict hangs on it. */
const partKinds = [
  "model",
  "premise",
  "position",
  "reading",
  "criterion",
  "policy",
  "outcome",
] as const;

const kind = z.enum(partKinds).meta({ title: `one of ${partKinds.join(", ")}` });

/** frozen.yaml: what was fixed before the study was argued; `parley freeze` writes it. */
export const frozenSchema = z
  .strictObject({
    frozen: isoDate.describe("When."),
    "verdicts known": flag.describe("Whether somebody had argued the study before."),
    parts: z
      .array(
        z
          .strictObject({
            kind,
            name: nameText,
            says: text.describe("In words, for people."),
            sha256: sha256Text.describe("Of all that a verdict hangs on."),
          })
          .meta({ id: "frozen-part", title: "a part of the study" }),
      )
      .meta({ title: "a list of parts" }),
  })
  .meta({ title: "a frozen study" });

/** ledger.yaml: what became of it since; `parley freeze --change` and `parley argue` add to it. */
export const ledgerSchema = z
  .strictObject({
    entries: z
      .array(
        z
          .strictObject({
            date: isoDate.describe("When."),
            reason: text.optional().describe("Why something was changed; none where it was argued."),
            parts: z
              .array(
                z
                  .strictObject({
                    kind,
                    name: nameText,
                    change: z
                      .enum(["changed", "added", "removed"])
                      .meta({ title: "one of changed, added, removed" }),
                    was: text.optional().describe("In words."),
                    is: text.optional().describe("In words."),
                    sha256: sha256Text.optional().describe("Of what it is now."),
                  })
                  .meta({ id: "changed-part", title: "a part that was changed" }),
              )
              .meta({ title: "a list of changed parts" })
              .optional(),
            verdicts: z
              .record(
                z.string(),
                z.array(nameText).meta({ title: "a list of policies, best first" }),
              )
              .meta({ title: "favoured policies by position" })
              .optional()
              .describe("What every position's premises favour after it; several are a tie."),
            futures: count.optional().describe("Of every position under every policy."),
            seed: count.optional(),
          })
          .meta({ id: "ledger-entry", title: "an entry of the ledger" }),
      )
      .meta({ title: "a list of entries" }),
  })
  .meta({ title: "the ledger of a study" });
