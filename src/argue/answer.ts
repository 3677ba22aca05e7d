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
 * procedure (Holm 1979) over the family.
 */
export function answerAll(
  comparisons: readonly Comparison[],
  favoured: readonly number[],
  policies: number,
  risk: number,
): readonly Tested[] {
  const doubts = comparisons.map((comparison) => doubtsOf(comparison, favoured, policies));
  const adjusted = holm(doubts.map(({ flips, holds }) => Math.min(1, 2 * Math.min(flips, holds))));
  return doubts.map(({ flips, holds }, at) => {
    const p = adjusted[at];
    if (p > risk) return { answer: "undecided", p };
    return { answer: flips < holds ? "flips" : "holds", p };
  });
}

/** One-sided p-values of the two possible answers. */
export function doubtsOf(
  comparison: Comparison,
  favoured: readonly number[],
  policies: number,
): { readonly flips: number; readonly holds: number } {
  const all = Array.from({ length: policies }, (_, policy) => policy);
  const candidates = favoured.length === 1 ? all.filter((policy) => policy !== favoured[0]) : all;
  if (candidates.length === 0 || favoured.length === 0) return { flips: 1, holds: 1 };
  const takesOver = candidates.map((policy) =>
    largest(favoured.filter((old) => old !== policy).map((old) => comparison.doubt(policy, old))),
  );
  const flips = Math.min(1, candidates.length * Math.min(...takesOver));
  const holds =
    favoured.length === 1
      ? largest(candidates.map((rival) => comparison.doubt(favoured[0], rival)))
      : 1;
  return { flips, holds };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/**
 * The policies worth running on: what was favoured, and every rival that is not out of the running.
 * Out is whoever is worse than all that was favoured at a p-value so small that it survives the
 * correction for any number of sets that is ever tried.
 */
export function stillRunning(
  comparison: Comparison,
  favoured: readonly number[],
  active: readonly number[],
): readonly number[] {
  const out = 1e-7;
  return active.filter(
    (policy) =>
      favoured.includes(policy) || favoured.some((old) => comparison.doubt(old, policy) > out),
  );
}
