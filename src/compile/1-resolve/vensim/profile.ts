import type { Place } from "#study/place";

import type { BuiltinCall } from "../scope.js";
import type { Points } from "./named-table.js";

/**
 * The shares of the area under a profile that lie in so many equal parts of it, from its first to its
 * last x. Null and a report where it is no density.
 */
export function sharesOf(
  call: BuiltinCall,
  { x, y }: Points,
  { count, place }: { readonly count: number; readonly place: Place },
): readonly number[] | null {
  const width = x[x.length - 1] - x[0];
  const areas = Array.from({ length: count }, (_, part) =>
    areaBetween({ x, y }, x[0] + (width * part) / count, x[0] + (width * (part + 1)) / count),
  );
  const whole = areas.reduce((sum, area) => sum + area, 0);
  if (isDensity(call, y, whole, place)) return areas.map((area) => area / whole);
  return null;
}

/** Whether a profile is nowhere below 0 and has an area; a report where not. */
export function isDensity(
  { name, scope }: BuiltinCall,
  heights: readonly number[],
  whole: number,
  place: Place,
): boolean {
  if (heights.every((height) => height >= 0) && whole > 0) return true;
  scope.report({
    code: "density",
    severity: "error",
    message: `the profile of ${name} ${whole > 0 ? "is below 0 somewhere" : "has no area under it"}`,
    place,
    help: "give points that are nowhere below 0, and above it somewhere",
  });
  return false;
}

/** The area under the lines through the points. */
function areaBetween(points: Points, from: number, to: number): number {
  let area = 0;
  for (const [start, end, height, slope] of linesOf(points)) {
    const low = Math.max(from, start);
    const high = Math.min(to, end);
    if (low < high) area += (high - low) * (height + slope * ((low + high) / 2 - start));
  }
  return area;
}

/** Each line between two points: where it begins and ends, its first height and its slope. */
export function linesOf({ x, y }: Points): readonly (readonly [number, number, number, number])[] {
  return [...x.keys()].slice(1).flatMap((index) => {
    const width = x[index] - x[index - 1];
    if (!(width > 0)) return [];
    return [[x[index - 1], x[index], y[index - 1], (y[index] - y[index - 1]) / width] as const];
  });
}
