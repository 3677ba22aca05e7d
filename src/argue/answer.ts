import { holm } from "#numeric/interval";
import type { Comparison } from "#analyse/comparison";

/**
 * Whether a concession changes the verdict of whoever makes it.
 *
 * `flips`: a policy is clearly better than what was favoured (where several were tied: than all
 * others of them, so that the tie is settled or left). `holds`: what was favoured is clearly better
 * than every rival. `undecided`: neither can be said; a tie that stays a tie is undecided too.
 */
export type Answer = "flips" | "holds" | "undecided";

export interface Tested {
  readonly answer: Answer;
  /** Adjusted for the number of sets tried; at most 1 − level where the answer is not `undecided`. */
  readonly p: number;
}

/**
 * Answers for a family of concessions together: the chance that any of them is wrongly `flips` or
 * wrongly `holds` is at most `risk`.
 *
 * For each, `flips` is tested by the smallest p-value over the policies that might have taken over,
 * times their number (Bonferroni), and `holds` by the largest p-value over the rivals (an
 * intersection-union test, Berger 1982); twice the smaller of the two goes into Holm's step-down
 * procedure (Holm 1979) over the family. Of what is looked at more than once, `partOf` gives the part
 * of the chance of error that its present look may cost (see `looksAt`).
 */
export function answerAll(
  contests: readonly Contest[],
  favoured: readonly number[],
  policies: number,
  risk: number,
  partOf: (contest: number) => number = () => 1,
): readonly Tested[] {
  const doubts = contests.map((contest) => doubtsOf(contest, favoured, policies));
  const adjusted = holm(
    doubts.map(({ flips, holds }, at) => Math.min(1, (2 * Math.min(flips, holds)) / partOf(at))),
  );
  return doubts.map(({ flips, holds }, at) => {
    const p = adjusted[at];
    if (p > risk) return { answer: "undecided", p };
    return { answer: flips < holds ? "flips" : "holds", p };
  });
}

/** Policies compared under one set of premises. */
export interface Contest {
  readonly comparison: Comparison;
  /** The policies that are still run, by index; whoever is missing is clearly worse than one of them. */
  readonly active: readonly number[];
}

/**
 * So sure it must be that a policy is worse than another before it is left out. It counts as a doubt
 * in every later answer and is multiplied by the number of concessions or mixes, of which there may be
 * thousands.
 */
export const OUT = 1e-9;

/**
 * One-sided p-values of the two possible answers. A policy that is no longer run still counts: in
 * the correction, and with the doubt at which it was left out.
 */
export function doubtsOf(
  { comparison, active }: Contest,
  favoured: readonly number[],
  policies: number,
): { readonly flips: number; readonly holds: number } {
  const old = favoured.length === 1 ? favoured[0] : null;
  if (favoured.length === 0 || policies < 2) return { flips: 1, holds: 1 };
  const candidates = active.filter((policy) => policy !== old);
  const takesOver = candidates.map((policy) =>
    largest(
      favoured
        .filter((beaten) => beaten !== policy)
        .map((beaten) => comparison.doubt(policy, beaten)),
    ),
  );
  const tried = old === null ? policies : policies - 1;
  const flips = Math.min(1, tried * Math.min(1, ...takesOver));
  if (old === null) return { flips, holds: 1 };
  const left = active.length < policies ? OUT : 0;
  const holds = Math.max(left, largest(candidates.map((rival) => comparison.doubt(old, rival))));
  return { flips, holds };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/**
 * The policies worth running on: what was favoured, and every rival that is not out of the running.
 * Out is whoever is worse than another that is run, at a p-value so small that a wrong one is not
 * to be expected among thousands of sets. If that is every rival, the nearest stays, to tell how far
 * it is behind.
 */
export function stillRunning(
  { comparison, active }: Contest,
  favoured: readonly number[],
): readonly number[] {
  const kept = active.filter(
    (policy) =>
      favoured.includes(policy) ||
      active.every((rival) => rival === policy || comparison.doubt(rival, policy) > OUT),
  );
  if (kept.length !== 1) return kept;
  const [old] = kept;
  const lead = (policy: number): number => comparison.lead(old, policy, 0.95).value ?? 0;
  const rivals = active
    .filter((policy) => policy !== old)
    .sort((one, other) => lead(one) - lead(other));
  return active.filter((policy) => policy === old || policy === rivals[0]);
}
