import { z } from "zod";
import type { Diagnostic } from "#study/diagnostic";
import { diagnosticSchema, namedDiagnostic, placeSchema } from "./diagnostic-output.js";
import type { CheckedTarget } from "./check-target.js";
import type { Target } from "./target.js";
import type { Use } from "./uses.js";

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
    uses: z
      .array(
        z
          .strictObject({
            kind: z.enum(["function", "construct"]),
            name: z.string(),
            count: z.int().min(1).describe("How often it is used."),
            supported: z.boolean().describe("False if one of the uses cannot be read or run."),
            place: placeSchema
              .nullable()
              .describe("Of the first use that is not supported, else of the first one."),
          })
          .meta({ id: "use" }),
      )
      .describe("The functions and constructs of the model."),
    usesComplete: z
      .boolean()
      .describe(
        "False if there is no model without errors to look through; then `uses` has only what is told not to be supported.",
      ),
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
  uses: readonly Use[],
): CheckOutput {
  return {
    schema: "parley/check@1",
    file: target.nameOf(target.file),
    kind: checked.kind,
    ok: diagnostics.every((one) => one.severity !== "error"),
    coverage: checked.coverage,
    originals,
    uses: uses.map(({ place, ...use }) => ({
      ...use,
      place: place === null ? null : { ...place, file: target.nameOf(place.file) },
    })),
    usesComplete: checked.model !== undefined,
    diagnostics: diagnostics.map((one) => namedDiagnostic(one, target.nameOf)),
  };
}
