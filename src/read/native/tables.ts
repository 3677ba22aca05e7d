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

/** A graphical function or a series; x must not go back: two points at one x are a step. */
export function readTable(
  points: RawPoints,
  interpolation: GraphicalFunction["interpolation"],
  place: Place,
  report: Report,
): GraphicalFunction | undefined {
  const columns = columnsOf(points);
  if (columns === undefined || !isAscending(columns.x, "x", report, "with steps")) return undefined;
  return {
    interpolation,
    x: columns.x.map((leaf) => leaf.value),
    y: columns.y.map((leaf) => leaf.value),
    place,
  };
}

/** Tells the first number that is not above the one before it, or below it where there may be steps. */
export function isAscending(
  numbers: readonly Leaf<number>[],
  what: string,
  report: Report,
  steps: "with steps" | "without steps" = "without steps",
): boolean {
  const isStep = (value: number, last: number) => steps === "with steps" && value === last;
  const index = numbers.findIndex(({ value }, at) => {
    const last = numbers[at - 1]?.value ?? -Infinity;
    return value <= last && !isStep(value, last);
  });
  if (index < 0) return true;
  const [before, here] = [numbers[index - 1], numbers[index]];
  const wrong = here.value < before.value ? "lies below" : "does not lie above";
  const message = `Points stand in order of ${what}: ${here.text} ${wrong} ${before.text}.`;
  const related = [{ message: "The point before it.", place: before.place }];
  report.error("points-not-ascending", message, here.place, { related });
  return false;
}
