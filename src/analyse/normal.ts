import { exp } from "#numeric/elementary/exp";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

const ROOT_OF_TWO_PI = 2.5066282746310002;

/** The density of the standard normal distribution. */
export function normalDensity(deviate: number): number {
  return exp(createNumberArithmetic(), -0.5 * deviate * deviate) / ROOT_OF_TWO_PI;
}

/**
 * The chance that a standard normal variable exceeds `deviate`, to about 13 digits also far out.
 * Abramowitz and Stegun 1964: the series 26.2.11 near the middle, the continued fraction 26.2.14
 * beyond.
 */
export function normalTail(deviate: number): number {
  if (Number.isNaN(deviate)) return NaN;
  if (deviate < 0) return 1 - normalTail(-deviate);
  const density = normalDensity(deviate);
  if (density === 0) return 0;
  if (deviate > 2.5) {
    let fraction = deviate;
    for (let term = 120; term >= 1; term--) fraction = deviate + term / fraction;
    return density / fraction;
  }
  let term = deviate;
  let sum = deviate;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (deviate * deviate) / odd;
    sum += term;
  }
  return 0.5 - density * sum;
}

/** The inverse of the normal distribution function at `share`, 0 < share < 1, by halving. */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`no normal quantile at ${share}`);
  if (share < 0.5) return -normalQuantile(1 - share);
  const tail = 1 - share;
  let low = 0;
  let high = 40;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
