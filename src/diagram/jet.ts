import type { Interval } from "./interval.js";

/**
 * What an expression is, and how it changes with one of the variables in it: both as intervals, for
 * all values at once that the variables may take. With values that are single numbers it is the
 * number and its derivative.
 */
export interface Jet {
  readonly value: Interval;
  readonly slope: Interval;
}

/** What is known of the variables. */
export interface Surroundings {
  /** What a variable may be. */
  valueOf(key: string): Interval;
  /** The points of a table, if the variable is one. */
  tableOf(key: string): { readonly x: readonly number[]; readonly y: readonly number[] } | null;
  readonly time: Interval;
  readonly step: number;
}
