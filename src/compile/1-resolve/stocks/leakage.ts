import type { Leakage } from "#study/model";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";

/** How strongly each slat leaks, from the exit to the entrance; for one flow. */
export interface LeakWeights {
  /** By slat: the share of it that lies in the zone, 0 to 1. */
  readonly inZone: readonly number[];
  /** By slat: the share of the whole leakage of a batch that leaks there, of linear leakage. */
  readonly shares: readonly number[];
}

/**
 * A zone from `from` to `to`, as shares of the length from the entrance, over so many slats: a slat
 * that lies in it in part leaks in part. A zone of no length leaks nowhere.
 */
export function leakWeights({ zone }: Leakage, slats: number): LeakWeights {
  const [from, to] = zone;
  const inZone = Array.from({ length: slats }, (_, index) => {
    const fromEntrance = slats - 1 - index;
    const start = Math.max(from * slats, fromEntrance);
    const end = Math.min(to * slats, fromEntrance + 1);
    return Math.max(0, end - start);
  });
  const total = inZone.reduce((sum, weight) => sum + weight, 0);
  const shares = inZone.map((weight) => (total === 0 ? 0 : weight / total));
  return { inZone, shares };
}

/** How much of the step of that age, of so many steps, lies in the zone: 0 to 1. */
export function shareInZone([from, to]: readonly [number, number], age: number, steps: Node): Node {
  const start = binary("maximum", binary("multiply", constant(from), steps), constant(age - 1));
  const end = binary("minimum", binary("multiply", constant(to), steps), constant(age));
  return notBelowZero(binary("subtract", end, start));
}

/** How many steps the zone takes. */
export function zoneLength([from, to]: readonly [number, number], steps: Node): Node {
  return binary("multiply", constant(to - from), steps);
}
