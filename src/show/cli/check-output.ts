import { z } from "zod";
import type { Diagnostic } from "#study/diagnostic";
import type { CheckedTarget } from "./check-target.js";
import type { Target } from "./target.js";

const place = z
  .strictObject({
    file: z.string(),
    line: z.int().min(1).describe("From 1."),
    column: z.int().min(1).describe("From 1, in UTF-16 code units."),
    length: z.int().min(0).describe("In UTF-16 code units."),
  })
  .meta({ id: "place" });

const diagnostic = z
  .strictObject({
    code: z.string().describe("Stable and kebab-case."),
    severity: z.enum(["error", "warning", "note"]),
    message: z.string().describe("What is wrong."),
    help: z.string().optional().describe("What to write instead."),
    place: place.optional(),
    related: z.array(z.strictObject({ message: z.string(), place })).optional(),
  })
  .meta({ id: "diagnostic" });

/** What `parley check --json` prints. */
export const checkOutputSchema = z
  .strictObject({
    schema: z.literal("parley/check@1"),
    file: z.string(),
    kind: z.enum(["study", "model"]),
    ok: z.boolean().describe("True if there are no errors."),
    coverage: z
      .strictObject({
        claims: z.int(),
        bound: z.int(),
        unmodelled: z.int(),
        toBeBound: z.int(),
      })
      .nullable()
      .describe("What became of the claims; null where the study could not be read."),
    originals: z
      .strictObject({ documents: z.int(), claims: z.int(), agreeing: z.int() })
      .nullable()
      .describe("What became of `--original`; null without it."),
    diagnostics: z.array(diagnostic),
  })
  .meta({ title: "parley/check@1" });

export type CheckOutput = z.infer<typeof checkOutputSchema>;

/** How many documents, and claims in them, agree with the original that was given. */
export type OriginalCounts = CheckOutput["originals"];

export function checkOutput(
  target: Target,
  checked: CheckedTarget,
  originals: OriginalCounts,
  diagnostics: readonly Diagnostic[],
): CheckOutput {
  const named = (at: Diagnostic["place"] & object) => ({ ...at, file: target.nameOf(at.file) });
  return {
    schema: "parley/check@1",
    file: target.nameOf(target.file),
    kind: checked.kind,
    ok: diagnostics.every((one) => one.severity !== "error"),
    coverage: checked.coverage,
    originals,
    diagnostics: diagnostics.map(({ code, severity, message, help, place: at, related }) => ({
      code,
      severity,
      message,
      ...(help === undefined ? {} : { help }),
      ...(at === undefined ? {} : { place: named(at) }),
      ...(related === undefined
        ? {}
        : { related: related.map((other) => ({ ...other, place: named(other.place) })) }),
    })),
  };
}
