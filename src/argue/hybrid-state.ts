import { OUT, type Contest } from "./answer.js";

/** Whose verdict a mix of two positions gives: that of one of them, or a third policy. */
export type HybridState = "one" | "other" | "third";

/** What the two favour, policies by index; no policy is in both. */
export interface Sides {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/** Whether a mix gives the verdict of a side. */
export interface Told {
  readonly gives: boolean;
  /** Against that answer, corrected for the two that there are, not for other questions. */
  readonly p: number;
}

/** The answers to both questions that are put to a mix; each is only so good as its `p`. */
export interface Judged {
  readonly one: Told;
  readonly other: Told;
}

/**
 * Asks of a mix whether it gives the verdict of the one, and whether that of the other, by one-sided
 * p-values of paired differences. Yes: each policy outside the verdict is worse than some policy of
 * it, an intersection-union test (Berger 1982) over the former, Bonferroni over the latter. No: each
 * policy of the verdict is worse than some policy outside, tested likewise. Twice the smaller of the
 * two counts.
 */
export function judge({ comparison, active }: Contest, sides: Sides, policies: number): Judged {
  const everybody = Array.from({ length: policies }, (_, policy) => policy);
  /** Against each of `beaten` being worse than some of `better`. */
  const doubt = (better: readonly number[], beaten: readonly number[]): number => {
    const running = better.filter((policy) => active.includes(policy));
    const rivals = beaten.filter((policy) => active.includes(policy));
    if (running.length === 0) return 1;
    const left = rivals.length < beaten.length ? OUT : 0;
    const doubts = rivals.map((rival) =>
      smallest(running.map((one) => comparison.doubt(one, rival))),
    );
    return Math.max(left, Math.min(1, better.length * largest(doubts)));
  };
  const told = (side: readonly number[]): Told => {
    const outside = everybody.filter((policy) => !side.includes(policy));
    const yes = doubt(side, outside);
    const no = side.length === 0 ? 1 : doubt(outside, side);
    return { gives: yes < no, p: Math.min(1, 2 * Math.min(yes, no)) };
  };
  return { one: told(sides.one), other: told(sides.other) };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), 1);
}
