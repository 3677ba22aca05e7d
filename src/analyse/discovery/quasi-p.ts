import { betaCdf, createBeta } from "#numeric/beta";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { countIn, restrictionsOf, withoutRestriction } from "./box.js";
import type { Box, Restriction } from "./box.js";
import type { Cases } from "./cases.js";

/** What a box would be without one of its restrictions. */
export interface RestrictionWorth extends Restriction {
  /**
   * The chance that as many rows of interest or more fell into the box if the restriction did not
   * matter: P(K ≥ k) where K is binomial over the n rows of the box, with the density of the box
   * without it. Not a p-value proper, since the restriction was chosen with the rows in view (B. P.
   * Bryant and R. J. Lempert 2010, section 2.3).
   */
  readonly quasiP: number;
  /** The box without it: rows, and rows of interest. */
  readonly without: { readonly n: number; readonly k: number };
}

/** For each restriction of a box, in the order of `restrictionsOf`. */
export function restrictionWorths(
  cases: Cases,
  box: Box,
  among?: Uint8Array,
): readonly RestrictionWorth[] {
  const { n, k } = countIn(box, cases, among);
  return restrictionsOf(box).map((restriction) => {
    const without = countIn(withoutRestriction(box, restriction), cases, among);
    return { ...restriction, without, quasiP: binomialTail(k, n, without.k / without.n) };
  });
}

/** P(K ≥ k) for K binomial with n trials: the incomplete beta function (Abramowitz and Stegun 26.5.24). */
function binomialTail(k: number, n: number, share: number): number {
  if (k <= 0) return 1;
  if (share >= 1) return 1;
  if (!(share > 0)) return 0;
  const arithmetic = createNumberArithmetic();
  return betaCdf(arithmetic, createBeta(arithmetic, k, n - k + 1), share);
}
