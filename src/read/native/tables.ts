import type { GraphicalFunction } from "#study/model";
import type { Place } from "#study/place";
import type { Leaf, Located } from "./located.js";
import type { Report } from "./report.js";
import type { elementSchema } from "./schema/variable.js";

export type RawPoints = NonNullable<Located<typeof elementSchema>["fields"]["points"]>;

/** Pairs as two columns; undefined if one could not be read. */
export function columnsOf(
  points: RawPoints,
): { readonly x: readonly Leaf<number>[]; readonly y: readonly Leaf<number>[] } | undefined {
  const x: Leaf<number>[] = [];
  const y: Leaf<number>[] = [];
  for (const point of points.items) {
    const [first, second] = point?.items ?? [];
    if (first === undefined || second === undefined) return undefined;
    x.push(first);
    y.push(second);
  }
  return { x, y };
}

/** A graphical function or a series; x must ascend, and a discrete one ends level. */
export function readTable(
  points: RawPoints,
  interpolation: GraphicalFunction["interpolation"],
  place: Place,
  report: Report,
): GraphicalFunction | undefined {
  const columns = columnsOf(points);
  if (columns === undefined || !isAscending(columns.x, "x", report)) return undefined;
  return {
    interpolation,
    x: columns.x.map((leaf) => leaf.value),
    y: columns.y.map((leaf) => leaf.value),
    place,
  };
}

/** Tells the first number that is not above the one before it. */
export function isAscending(
  numbers: readonly Leaf<number>[],
  what: string,
  report: Report,
): boolean {
  const index = numbers.findIndex((leaf, at) => at > 0 && leaf.value <= numbers[at - 1].value);
  if (index < 0) return true;
  const [before, here] = [numbers[index - 1], numbers[index]];
  const message = `Points stand in order of ${what}: ${here.text} does not lie above ${before.text}.`;
  const related = [{ message: "The point before it.", place: before.place }];
  report.error("points-not-ascending", message, here.place, { related });
  return false;
}
