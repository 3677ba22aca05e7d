import type { Contest } from "./answer.js";

/** Whose verdict a mix of two positions gives: that of one of them, or a third policy. */
export type HybridState = "one" | "other" | "third";

/** What the two favour, policies by index; no policy is in both. */
export interface Sides {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/**
 * So sure it must be that a policy is worse than another before it is left out of a mix. It counts
 * as a doubt in every later answer and is multiplied by the number of mixes, of which there may be
 * thousands: 1e-5, which does for concessions, would leave all of these undecided.
 */
export const HYBRID_OUT = 1e-9;

export interface Judged {
  /** The state with the smallest p-value; what it says is only so good as `p`. */
  readonly state: HybridState;
  /** Against its being in that state, corrected for the three states, not for other hybrids. */
  readonly p: number;
}

/**
 * Tests each state by one-sided p-values of paired differences. `one`: each policy that it does not
 * favour is worse than some that it does, an intersection-union test (Berger 1982) over the former,
 * Bonferroni over the latter; `other` likewise; `third`: some policy that neither favours is better
 * than all that they do. Three times the smallest counts.
 */
export function judge({ comparison, active }: Contest, sides: Sides, policies: number): Judged {
  const beats = (
    candidates: readonly number[],
    beaten: readonly number[],
    each: boolean,
  ): number => {
    const running = candidates.filter((policy) => active.includes(policy));
    const rivals = beaten.filter((policy) => active.includes(policy));
    if (running.length === 0) return 1;
    const left = rivals.length < beaten.length ? HYBRID_OUT : 0;
    const doubts = each
      ? largest(rivals.map((rival) => smallest(running.map((one) => comparison.doubt(one, rival)))))
      : smallest(
          running.map((one) => largest(rivals.map((rival) => comparison.doubt(one, rival)))),
        );
    return Math.max(left, Math.min(1, candidates.length * doubts));
  };
  const everybody = Array.from({ length: policies }, (_, policy) => policy);
  const outside = (side: readonly number[]): readonly number[] =>
    everybody.filter((policy) => !side.includes(policy));
  const both = [...sides.one, ...sides.other];
  const third = outside(both);
  const doubts: readonly (readonly [HybridState, number])[] = [
    ["one", beats(sides.one, outside(sides.one), true)],
    ["other", beats(sides.other, outside(sides.other), true)],
    ["third", third.length === 0 ? 1 : beats(third, both, false)],
  ];
  const [state, doubt] = doubts.reduce((best, next) => (next[1] < best[1] ? next : best));
  return { state, p: Math.min(1, 3 * doubt) };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), 1);
}
