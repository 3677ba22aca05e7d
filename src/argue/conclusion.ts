import type { Comparison } from "#analyse/comparison";
import type { Position, Study } from "#study/study";
import { clearlyBetter, type Standing } from "./standing.js";
import { holdsNothing } from "./trial.js";
import { count, inWords, withInterval } from "./words.js";

/** Whether what a speaker argues for follows from what the speaker holds. */
export interface ConclusionAnswer {
  readonly answer: "follows" | "does not follow" | "undecided" | "untestable" | "none";
  readonly reason: string;
}

/**
 * `follows`: the concluded policy is clearly better than every rival; in a ranking each than the
 * next. `does not follow`: some rival is clearly better; in a ranking, one that is ranked lower than
 * another. Clearly: the interval of the paired difference excludes 0. `untestable`: the position
 * holds nothing that is in the model, whether it argues for a policy or not. `none`: it holds
 * something, and argues for no policy.
 */
export function concludes(
  position: Position,
  study: Study,
  comparison: Comparison,
  standing: Standing,
  level: number,
): ConclusionAnswer {
  if (holdsNothing(position)) {
    return { answer: "untestable", reason: nothingHeld(position, study) };
  }
  if (position.concludes === null) {
    return { answer: "none", reason: "argues for no policy" };
  }
  if (standing.order.length === 0) {
    return { answer: "undecided", reason: "every future failed" };
  }
  const policies = [...study.policies.keys()];
  const ranked = position.concludes.policies.map((key) => policies.indexOf(key));
  const label = (index: number): string => study.policies.get(policies[index])?.label ?? "";
  const scale = comparesShares(position, study) ? "share" : "amount";
  const leadOf = (policy: number, rival: number): string =>
    withInterval(comparison.lead(policy, rival, level), scale);

  const { asserted, needed } = ordersOf(ranked, standing.order);
  const reversed = asserted
    .filter(([better, worse]) => clearlyBetter(comparison, worse, better, level))
    .sort((one, other) => standing.order.indexOf(one[1]) - standing.order.indexOf(other[1]));
  if (reversed.length > 0) {
    const [better, worse] = reversed[0];
    const reason = `with these premises ${label(worse)} is ahead of ${label(better)} by ${leadOf(worse, better)}`;
    return { answer: "does not follow", reason };
  }
  const open = needed.filter(([better, worse]) => !clearlyBetter(comparison, better, worse, level));
  if (open.length > 0) {
    const better = [...new Set(open.map(([policy]) => policy))];
    const reasons = better.map((policy) => {
      const rivals = open.filter(([first]) => first === policy).map(([, rival]) => label(rival));
      return `${label(policy)} is not clearly ahead of ${inWords(rivals, "and")}`;
    });
    return { answer: "undecided", reason: reasons.join("; ") };
  }
  if (needed.length === 0) {
    return { answer: "undecided", reason: "there is no other policy to compare it with" };
  }
  const [better, worse] = needed[0];
  return {
    answer: "follows",
    reason: `${label(better)} is ahead of ${label(worse)} by ${leadOf(better, worse)}`,
  };
}

/** Two policies by index, of which the first is said to be better. */
type Order = readonly [better: number, worse: number];

/**
 * What a conclusion asserts, nearest rivals first, and what of it suffices to make it follow: for
 * one policy that it beats every other, for a ranking that each beats the next.
 */
function ordersOf(
  ranked: readonly number[],
  standing: readonly number[],
): { readonly asserted: readonly Order[]; readonly needed: readonly Order[] } {
  if (ranked.length === 1) {
    const [first] = ranked;
    const all = standing.filter((rival) => rival !== first).map((rival): Order => [first, rival]);
    return { asserted: all, needed: all };
  }
  return {
    asserted: ranked.flatMap((better, at) =>
      ranked.slice(at + 1).map((worse): Order => [better, worse]),
    ),
    needed: ranked.slice(1).map((worse, at): Order => [ranked[at], worse]),
  };
}

function comparesShares(position: Position, study: Study): boolean {
  return (position.criterion ?? study.criterion).kind === "success";
}

function nothingHeld(position: Position, study: Study): string {
  const claims = [...study.claims.values()].filter(
    ({ document }) => document === position.document && document !== null,
  );
  const unmodelled = claims.filter((claim) => claim.unmodelled !== null);
  if (claims.length > 0 && unmodelled.length === claims.length) {
    const what = claims.length === 1 ? "its only claim is" : `its ${claims.length} claims are all`;
    return `nothing the model can test: ${what} unmodelled`;
  }
  const bound = claims.length - unmodelled.length;
  const rest = bound === 0 ? "" : `; ${count(bound, "claim")} bound to the model without a premise`;
  return `holds no premise that the model could test${rest}`;
}
