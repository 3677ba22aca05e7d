import { z } from "zod";
import type { Diagnostic } from "#study/diagnostic";

export const placeSchema = z
  .strictObject({
    file: z.string(),
    line: z.int().min(1).describe("From 1."),
    column: z.int().min(1).describe("From 1, in UTF-16 code units."),
    length: z.int().min(0).describe("In UTF-16 code units."),
  })
  .meta({ id: "place" });

/** What is to be said about a file, as commands print it with `--json`. */
export const diagnosticSchema = z
  .strictObject({
    code: z.string().describe("Stable and kebab-case."),
    severity: z.enum(["error", "warning", "note"]),
    message: z.string().describe("What is wrong."),
    help: z.string().optional().describe("What to write instead."),
    place: placeSchema.optional(),
    related: z.array(z.strictObject({ message: z.string(), place: placeSchema })).optional(),
  })
  .meta({ id: "diagnostic" });

/** A diagnostic with files as the person who asked calls them. */
export function namedDiagnostic(
  { code, severity, message, help, place: at, related }: Diagnostic,
  nameOf: (file: string) => string,
): z.infer<typeof diagnosticSchema> {
  const named = (one: Diagnostic["place"] & object) => ({ ...one, file: nameOf(one.file) });
  return {
    code,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...(at === undefined ? {} : { place: named(at) }),
    ...(related === undefined
      ? {}
      : { related: related.map((other) => ({ ...other, place: named(other.place) })) }),
  };
}
