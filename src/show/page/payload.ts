import type { ArgueDocument } from "#argue/document";
import type { Place } from "#study/place";
import type { Study } from "#study/study";

/** What a page is made of: spliced into a published file as JSON, or fetched from `parley open`. */
export interface Payload {
  /** Of Parley. */
  readonly version: string;
  /** `model`: a model file without an argument, in a study of its own making (`modelStudy`). */
  readonly kind: "study" | "model";
  readonly study: Study;
  /** The argument as it was computed for the page; null where there is none to be computed. */
  readonly document: ArgueDocument | null;
  /** What `parley check` had to say besides errors. */
  readonly warnings: readonly string[];
}

/** Places in files that a page does not have. */
const nowhere: Place = { file: "", line: 1, column: 1, length: 1 };

/**
 * A payload as JSON. Maps become `{"$map": [[key, value], …]}`, numbers that JSON lacks become
 * `{"$number": "Infinity"}`, and places, of which there is one for every word of an equation, 0.
 * `<` is written as `\u003c`, so that the text may stand in a script element.
 */
export function freeze(payload: Payload): string {
  const shown = { ...payload, document: shortened(payload.document) };
  return JSON.stringify(shown, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
    return isPlace(value) ? 0 : value;
  })
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** Findings in five digits: more than a page shows, and half the bytes of all. */
function shortened(document: Payload["document"]): Payload["document"] {
  if (document === null) return null;
  const { seed } = document;
  const text = JSON.stringify(document, (_, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value,
  );
  return { ...(JSON.parse(text) as NonNullable<Payload["document"]>), seed };
}

/** What `freeze` wrote, every place being nowhere. */
export function thaw(text: string): Payload {
  return thawed(JSON.parse(text)) as Payload;
}

/** In place: the reviver of `JSON.parse` takes four times as long. */
function thawed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) {
      if (typeof one === "object") value[at] = thawed(one);
    }
    return value;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record)) {
    const one = record[key];
    if (typeof one === "object") record[key] = thawed(one);
    else if (one === 0 && (key === "place" || key === "unitPlace")) record[key] = nowhere;
  }
  if (Array.isArray(record["$map"])) return new Map(record["$map"] as [unknown, unknown][]);
  return typeof record["$number"] === "string" ? Number(record["$number"]) : value;
}

function isPlace(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 4 &&
    "file" in value &&
    "line" in value &&
    "column" in value &&
    "length" in value
  );
}
