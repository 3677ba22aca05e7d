import type { Estimate } from "./estimate.js";
import { studentQuantile } from "./student.js";

/** Futures are left out in so many blocks, future k in block k mod this. */
export const JACKKNIFE_BLOCKS = 20;

/**
 * A figure with the interval that leaving out a block at a time gives (the delete-a-group jackknife:
 * Quenouille 1956, Kott 2001), Student's t with one degree of freedom fewer than blocks. It covers
 * the sampling of futures and nothing else. Null ends where a part is not finite.
 */
export function jackknifeEstimate(
  whole: number,
  parts: readonly number[],
  level: number,
  method: string,
  counts: { readonly n: number; readonly failed: number },
): Estimate {
  const deviation = jackknifeDeviation(parts);
  const reach = studentQuantile(level, parts.length - 1) * deviation;
  const value = Number.isFinite(whole) ? whole : null;
  const known = value !== null && Number.isFinite(reach);
  return {
    value,
    low: known ? whole - reach : null,
    high: known ? whole + reach : null,
    level,
    method: `${method}; jackknife over ${parts.length} blocks of futures`,
    ...counts,
  };
}

/** The standard error of a figure from its values with each block left out. */
export function jackknifeDeviation(parts: readonly number[]): number {
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const squares = parts.reduce((sum, part) => sum + (part - mean) * (part - mean), 0);
  return Math.sqrt((squares * (parts.length - 1)) / parts.length);
}
