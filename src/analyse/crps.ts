/** What is known of an observed number: it lies from `low` to `high`; equal ends are a figure. */
export interface ObservedRange {
  /** −Infinity where only an upper end is known. */
  readonly low: number;
  /** Infinity where only a lower end is known. */
  readonly high: number;
}

/**
 * The continuous ranked probability score of an ensemble against what was observed, in the unit of
 * the values; less is better, and 0 is a forecast that was sure and right.
 *
 * For a figure y it is ∫ (F(x) − 1{x ≥ y})² dx = E|X − y| − ½ E|X − X′|, F being the ensemble's
 * distribution (Gneiting and Raftery 2007, section 4.2, equations 20 and 21). Where only an interval
 * or a bound is known the integral leaves out the x of which nobody knows on which side of the truth
 * they lie, which keeps the score proper (weighted by a threshold: Gneiting and Ranjan 2011; of
 * censored times: Avati and others 2020).
 *
 * `sorted`: values in ascending order, finite, at least one.
 */
export function continuousRankedScore(
  sorted: ArrayLike<number>,
  { low, high }: ObservedRange,
): number {
  const count = sorted.length;
  if (count === 0) return NaN;
  // Beyond the ensemble F is 0 on the left and 1 on the right.
  let score = Math.max(0, sorted[0] - high) + Math.max(0, low - sorted[count - 1]);
  for (let at = 0; at + 1 < count; at++) {
    const from = sorted[at];
    const to = sorted[at + 1];
    const share = (at + 1) / count;
    const below = Math.min(to, low) - from;
    if (below > 0) score += below * share * share;
    const above = to - Math.max(from, high);
    if (above > 0) score += above * (1 - share) * (1 - share);
  }
  return score;
}
