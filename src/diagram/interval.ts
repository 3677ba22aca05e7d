/** The numbers from `low` to `high`; an end may be infinite, and `low` ≤ `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const everything: Interval = { low: -Infinity, high: Infinity };
export const zero: Interval = { low: 0, high: 0 };
export const one: Interval = { low: 1, high: 1 };
export const notNegative: Interval = { low: 0, high: Infinity };
export const notPositive: Interval = { low: -Infinity, high: 0 };

export function point(value: number): Interval {
  return Number.isNaN(value) ? everything : { low: value, high: value };
}

export function interval(low: number, high: number): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? everything : { low, high };
}

export function add(a: Interval, b: Interval): Interval {
  return interval(a.low + b.low, a.high + b.high);
}

export function negate(a: Interval): Interval {
  return { low: -a.high, high: -a.low };
}

export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b));
}

export function multiply(a: Interval, b: Interval): Interval {
  const products = [
    product(a.low, b.low),
    product(a.low, b.high),
    product(a.high, b.low),
    product(a.high, b.high),
  ];
  return interval(Math.min(...products), Math.max(...products));
}

/** An end at 0 holds against one at infinity: what is bounded away from neither is between them. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** 1/a; where 0 lies at an end, that end goes to infinity. */
export function reciprocal(a: Interval): Interval {
  if (a.low === 0 && a.high === 0) return everything;
  if (a.low < 0 && a.high > 0) return everything;
  const low = a.high === 0 ? -Infinity : 1 / a.high;
  const high = a.low === 0 ? Infinity : 1 / a.low;
  return interval(low, high);
}

export function hull(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

export function isZero(a: Interval): boolean {
  return a.low === 0 && a.high === 0;
}

/** The image under a function that does not fall. */
export function rising(a: Interval, f: (x: number) => number): Interval {
  return interval(f(a.low), f(a.high));
}
