import { Moments } from "#analyse/moments";
import type { Position, Study } from "#study/study";
import type { Trial } from "./trial.js";

/** In fewer futures than these nothing is said. */
const LEAST_ROWS = 40;

/** How far what a speaker concludes is ahead, in any part of the futures that were run. */
export interface ConclusionAhead {
  readonly rows: number;
  /**
   * The smallest of the leads that the conclusion needs, in the futures that are inside all of
   * `parts` (1 inside, 0 not, one a row).
   */
  leadIn(parts: readonly Uint8Array[]): LeadInPart;
}

export interface LeadInPart {
  /**
   * The mean lead over its standard deviation: below 0 where the conclusion fails, −Infinity where
   * too few futures are left. Times the root of a number of futures, it is in standard errors.
   */
  readonly perFuture: number;
  readonly futures: number;
}

/** A lead that is the same in every future. */
const NEVER_OTHERWISE = 1e9;

/**
 * What a conclusion needs, as `concludes` has it: that the policy argued for beats every other, in a
 * ranking each the next, and that some policy which is not argued against beats each that is. Which
 * one that is differs from part to part: the one with the best mean there.
 */
export function conclusionAhead(
  { concludes }: Position,
  trial: Trial,
  study: Study,
): ConclusionAhead {
  const policies = [...study.policies.keys()];
  const indices = (keys: readonly string[]): readonly number[] =>
    keys.map((key) => policies.indexOf(key));
  const argued = indices(concludes?.policies ?? []);
  const against = indices(concludes?.against ?? []);
  const all = policies.map((_, policy) => policy);
  const needed =
    argued.length === 1
      ? all.filter((rival) => rival !== argued[0]).map((rival) => [argued[0], rival])
      : argued.slice(1).map((worse, at) => [argued[at], worse]);
  const others = all.filter((policy) => !against.includes(policy));
  const scores = all.map((policy) => trial.scores(policy));
  const sign = trial.scorer.better === "more" ? 1 : -1;
  const rows = Math.min(...scores.map(({ length }) => length));

  const lead = (better: number, worse: number, within: readonly number[]): number => {
    const moments = new Moments();
    for (const row of within) moments.add(sign * (scores[better][row] - scores[worse][row]));
    const { mean, standardDeviation } = moments;
    return standardDeviation === 0 ? Math.sign(mean) * NEVER_OTHERWISE : mean / standardDeviation;
  };
  const bestOfOthers = (within: readonly number[]): number => {
    const total = (policy: number): number =>
      within.reduce((sum, row) => sum + sign * scores[policy][row], 0);
    const totals = new Map(others.map((policy) => [policy, total(policy)]));
    return others.reduce((best, policy) =>
      totals.get(policy)! > totals.get(best)! ? policy : best,
    );
  };
  return {
    rows,
    leadIn: (parts) => {
      const within: number[] = [];
      for (let row = 0; row < rows; row++) {
        if (parts.some((part) => part[row] === 0)) continue;
        if (scores.some((score) => Number.isNaN(score[row]))) continue;
        within.push(row);
      }
      const futures = within.length;
      const impossible = against.length > 0 && others.length === 0;
      if (futures < LEAST_ROWS || impossible) return { perFuture: -Infinity, futures };
      const best = against.length === 0 ? -1 : bestOfOthers(within);
      const pairs = [...needed, ...against.map((policy) => [best, policy])];
      if (pairs.length === 0) return { perFuture: -Infinity, futures };
      const leads = pairs.map(([better, worse]) => lead(better, worse, within));
      return { perFuture: Math.min(...leads), futures };
    },
  };
}
