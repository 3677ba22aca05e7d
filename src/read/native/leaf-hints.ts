import { z } from "zod";
import { nearestName } from "#study/near-miss";
import { isoDate, quantity, rangeEnd } from "./schema/leaves.js";

/** What to write instead of a value that a leaf of the format does not take. */
export function hintForLeaf(schema: z.ZodType, key: string, written: string): string | undefined {
  if (schema instanceof z.ZodEnum) {
    const near = nearestName(written, schema.options.map(String));
    return near === undefined ? undefined : `Did you mean \`${near}\`?`;
  }
  if (schema instanceof z.ZodBoolean) {
    if (/^(yes|on|y)$/i.test(written)) return "Write `true`.";
    if (/^(no|off|n)$/i.test(written)) return "Write `false`.";
    return undefined;
  }
  if (schema.meta()?.title === isoDate.meta()?.title) {
    return "The year comes first: 2009, 2009-12 or 2009-12-21.";
  }
  const title = schema.meta()?.title;
  const isNumber = title === quantity.meta()?.title || title === rangeEnd.meta()?.title;
  return isNumber ? hintForNumber(key, written) : undefined;
}

function hintForNumber(key: string, written: string): string | undefined {
  const bare = written.trim();
  if (/^[-+]?\d{1,3}([,_'\u00a0 ]\d{3})+(\.\d+)?$/.test(bare)) {
    return `Write ${bare.replace(/[,_'\u00a0 ]/g, "")}, without anything between the digits.`;
  }
  if (/^[-+]?\d+,\d+$/.test(bare)) return `Write ${bare.replace(",", ".")}, with a point.`;
  if (/^[-+]?[\d.]+ ?%$/.test(bare)) {
    return `Write ${Number(bare.replace(/ ?%/, "")) / 100}, a fraction instead of a percentage.`;
  }
  if (/^[-+]?\.?inf(inity)?$|^\.?nan$/i.test(bare)) return "Only finite numbers can stand here.";
  if (/^[^/]*\/\s*[-+]?0*\.?0*$/.test(bare)) return "A quotient by zero is no number.";
  if (/^\d[\d.]*\s+\p{L}/u.test(bare)) return "The unit stands on a line of its own, `unit: …`.";
  if (key === "constant") {
    return "A constant is a number; what is computed from other variables is an `aux`.";
  }
  return undefined;
}
