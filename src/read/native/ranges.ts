import type { Leaf } from "./located.js";
import type { Report } from "./report.js";
import type { Place } from "#study/place";

/** A pair of numbers as the files have it. */
export interface RawRange {
  readonly place: Place;
  readonly items: readonly [Leaf<number> | undefined, Leaf<number> | undefined];
}

/** A range with its ends in order; undefined, and told, if it is turned round. */
export function readRange(
  raw: RawRange,
  report: Report,
): { readonly low: number; readonly high: number; readonly place: Place } | undefined {
  const [low, high] = raw.items;
  if (low === undefined || high === undefined) return undefined;
  const { line, column, file } = low.place;
  const sameLine = high.place.line === line;
  const length = sameLine ? high.place.column + high.place.length - column : low.place.length;
  const place = { file, line, column, length };
  const help = `Write [${high.text}, ${low.text}].`;
  if (!isOrdered(low, high, place, help, report)) return undefined;
  return { low: low.value, high: high.value, place };
}

/** Tells a pair whose first number lies above its second. */
export function isOrdered(
  low: Leaf<number>,
  high: Leaf<number>,
  place: Place,
  help: string,
  report: Report,
): boolean {
  if (low.value <= high.value) return true;
  const message = `This range is turned round: ${low.text} lies above ${high.text}.`;
  report.error("range-turned-round", message, place, { help });
  return false;
}
