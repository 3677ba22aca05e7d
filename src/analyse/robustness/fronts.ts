/**
 * How near a set of compromises comes to a reference set; every objective is to be made small. Points
 * are scaled so that the reference set spans 0 to 1 in each objective (E. Zitzler et al.,
 * "Performance assessment of multiobjective optimizers", IEEE Transactions on Evolutionary
 * Computation 7, 2003).
 */
export type Point = readonly number[];

/** The share of the unit cube that the set dominates, exactly, by slicing the last objective. */
export function hypervolume(set: readonly Point[], reference: readonly Point[]): number {
  const inside = scaled(set, reference).filter((point) => point.every((value) => value < 1));
  return volume(inside.map((point) => point.map((value) => Math.max(0, value))));
}

/** Mean distance from the points of the set to the nearest of the reference. */
export function generationalDistance(set: readonly Point[], reference: readonly Point[]): number {
  return meanNearest(scaled(set, reference), scaled(reference, reference));
}

/** Mean distance from the points of the reference to the nearest of the set. */
export function invertedGenerationalDistance(
  set: readonly Point[],
  reference: readonly Point[],
): number {
  return meanNearest(scaled(reference, reference), scaled(set, reference));
}

/** The least amount by which the set must be bettered to dominate all of the reference. */
export function additiveEpsilon(set: readonly Point[], reference: readonly Point[]): number {
  const points = scaled(set, reference);
  const shortfalls = scaled(reference, reference).map((target) =>
    Math.min(
      ...points.map((point) => Math.max(...point.map((value, index) => value - target[index]))),
    ),
  );
  return Math.max(...shortfalls);
}

function scaled(set: readonly Point[], reference: readonly Point[]): readonly Point[] {
  const objectives = reference[0]?.length ?? 0;
  const ends = Array.from({ length: objectives }, (_, index) => {
    const values = reference.map((point) => point[index]);
    const low = Math.min(...values);
    const high = Math.max(...values);
    return { low, width: high > low ? high - low : 1 };
  });
  return set.map((point) =>
    point.map((value, index) => (value - ends[index].low) / ends[index].width),
  );
}

function meanNearest(from: readonly Point[], to: readonly Point[]): number {
  const distances = from.map((one) => Math.min(...to.map((other) => distance(one, other))));
  return distances.reduce((total, each) => total + each, 0) / distances.length;
}

function distance(one: Point, other: Point): number {
  return Math.sqrt(one.reduce((total, value, index) => total + square(value - other[index]), 0));
}

function square(value: number): number {
  return value * value;
}

/** Between two values of the last objective, the points at or below the lower one dominate. */
function volume(points: readonly Point[]): number {
  if (points.length === 0) return 0;
  const last = points[0].length - 1;
  if (last === 0) return 1 - Math.min(...points.map(([value]) => value));
  const levels = [...new Set(points.map((point) => point[last]))].toSorted((a, b) => a - b);
  return levels.reduce((total, level, index) => {
    const height = (levels[index + 1] ?? 1) - level;
    const below = points.filter((point) => point[last] <= level);
    return total + height * volume(below.map((point) => point.slice(0, last)));
  }, 0);
}
