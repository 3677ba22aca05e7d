import { z } from "zod";
import type { Diagnostic } from "#study/diagnostic";
import { diagnosticSchema, namedDiagnostic } from "./diagnostic-output.js";
import type { CheckedTarget } from "./check-target.js";
import type { Target } from "./target.js";

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
    diagnostics: z.array(diagnosticSchema),
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
  return {
    schema: "parley/check@1",
    file: target.nameOf(target.file),
    kind: checked.kind,
    ok: diagnostics.every((one) => one.severity !== "error"),
    coverage: checked.coverage,
    originals,
    diagnostics: diagnostics.map((one) => namedDiagnostic(one, target.nameOf)),
  };
}
