import type { BoxCount } from "./box.js";

/**
 * The lenient objective: the gain in density a row taken off or in (J. H. Friedman and N. I. Fisher
 * 1999, section 14.1; J. H. Kwakkel and M. Jaxa-Rozen 2016). A box without rows has density 0.
 */
export function objectiveOf(before: BoxCount, after: BoxCount): number {
  const rows = Math.abs(before.n - after.n);
  if (rows === 0) return 0;
  const density = after.n === 0 ? 0 : after.k / after.n;
  return (density - before.k / before.n) / rows;
}
