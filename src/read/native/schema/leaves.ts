import { z } from "zod";

/*
 * The leaves of the format: what stands at the end of a key, on one line or as a block. YAML's own
 * guesses about numbers, dates and truth values are switched off, so that every leaf comes as the
 * text that was written; the number types are here for the JSON Schema, since editors do guess.
 *
 * `title` finishes the sentence "here should stand …".
 */

const decimal = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
const quantityPattern = new RegExp(`^\\s*${decimal}\\s*(/\\s*${decimal}\\s*)?$`);

/** A number, or the quotient of two. */
export const quantity = z
  .union([z.number(), z.string().regex(quantityPattern)])
  .transform(valueOfQuantity)
  .refine((value) => Number.isFinite(value))
  .meta({ title: "a number, or a quotient of two such as 1/32" });

const endPattern = /^\s*[-+]?inf\s*$/i;

/** An end of a range, which may be open. */
export const rangeEnd = z
  .union([
    z.number(),
    z.string().regex(new RegExp(`${quantityPattern.source}|${endPattern.source}`, "i")),
  ])
  .transform((written) =>
    typeof written === "string" && endPattern.test(written)
      ? Number(written.toLowerCase().replace("inf", "Infinity"))
      : valueOfQuantity(written),
  )
  .refine((value) => !Number.isNaN(value))
  .meta({ title: "a number, or INF for a range that has no end" });

/** Words of any kind. */
export const text = z
  .union([z.string().min(1), z.number()])
  .transform(String)
  .meta({ title: "text" });

/** The name of something, as people write it. */
export const nameText = z
  .union([z.string().min(1), z.number()])
  .transform(String)
  .meta({ title: "a name" });

/** A unit such as people/year, or 1. */
export const unitText = z
  .union([z.string().min(1), z.number()])
  .transform(String)
  .meta({ title: "a unit such as people/year, or 1" });

export const equationText = z
  .union([z.string().min(1), z.number()])
  .transform(String)
  .meta({ title: "an equation" });

/** A number, or the name of a value premise. */
export const weight = z
  .union([z.number(), z.string().min(1)])
  .transform((value) =>
    typeof value === "string" && quantityPattern.test(value) ? valueOfQuantity(value) : value,
  )
  .meta({ title: "a number, or the name of a value premise" });

export const isoDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .meta({ title: "a date such as 2009-12-21" });

export const sha256Text = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ title: "a SHA-256 hash, 64 hexadecimal digits in lower case" });

export const count = z
  .union([z.number().int().min(0), z.string().regex(/^\d{1,15}$/)])
  .transform(Number)
  .meta({ title: "a count: 0, 1, 2 …" });

export const flag = z.boolean().meta({ title: "true or false" });

/** A file in the study's folder. */
export const fileName = z.string().min(1).meta({ title: "a file in the study's folder" });

/** The value of what matches `quantityPattern`. */
function valueOfQuantity(written: number | string): number {
  if (typeof written === "number") return written;
  const [numerator, denominator] = written.split("/");
  return denominator === undefined ? Number(numerator) : Number(numerator) / Number(denominator);
}
