import { normalWidth, type Interval } from "#numeric/interval";
import { normalCdf } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

/** Futures in which two conditions are met: both, only one of them, neither. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/**
 * Interval of the difference of two paired shares, first minus second: square-and-add of the two
 * Wilson intervals with a corrected phi for their correlation (Newcombe 1998, Statistics in
 * Medicine 17, 2635–2650, method 10). It does not shrink to a point where no future tells the two
 * apart.
 */
export function newcombeBounds(counts: PairedCounts, level: number): Interval {
  const deviate = normalWidth(level);
  return { low: lowerBound(counts, deviate), high: -lowerBound(swap(counts), deviate) + 0 };
}

/**
 * One-sided p-value against "the first is not met more often", by inverting the interval: the
 * normal tail beyond the deviate at which its lower bound reaches 0.
 */
export function newcombeDoubt(counts: PairedCounts): number {
  if (counts.onlyFirst <= counts.onlySecond) return 1;
  let low = 0;
  let high = 40;
  if (lowerBound(counts, high) > 0) return tailBeyond(high);
  // The bound falls as the deviate grows; 60 halvings of 40 end below one unit in the last place.
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (lowerBound(counts, middle) > 0) low = middle;
    else high = middle;
  }
  return tailBeyond(low);
}

function tailBeyond(deviate: number): number {
  return normalCdf(createNumberArithmetic(), -deviate);
}

function lowerBound(counts: PairedCounts, deviate: number): number {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  const firstBelow = wilsonDistance(both + onlyFirst, n, deviate, -1);
  const secondAbove = wilsonDistance(both + onlySecond, n, deviate, 1);
  const correlation = correctedPhi(counts, n);
  const square =
    firstBelow * firstBelow -
    2 * correlation * firstBelow * secondAbove +
    secondAbove * secondAbove;
  return (onlyFirst - onlySecond) / n - Math.sqrt(Math.max(0, square));
}

/** How far the Wilson bound on one side is from the observed share; not negative. */
function wilsonDistance(met: number, n: number, deviate: number, side: 1 | -1): number {
  const share = met / n;
  const square = deviate * deviate;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const reach =
    (deviate * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))) / (1 + square / n);
  return Math.max(0, side * (centre + side * reach - share));
}

/** Pearson's phi, its numerator reduced by n/2 where positive but not below 0; 0 on an empty margin. */
function correctedPhi(counts: PairedCounts, n: number): number {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const margins =
    (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (margins === 0) return 0;
  const product = both * neither - onlyFirst * onlySecond;
  const corrected = product > 0 ? Math.max(0, product - n / 2) : product;
  return corrected / Math.sqrt(margins);
}

function swap(counts: PairedCounts): PairedCounts {
  return { ...counts, onlyFirst: counts.onlySecond, onlySecond: counts.onlyFirst };
}
