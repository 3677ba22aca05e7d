import type { Comparison } from "#analyse/comparison";
import type { Position, Study } from "#study/study";
import type { ConclusionResult } from "./document-parts.js";
import { clearlyBetter, pairLevel, type Standing } from "./standing.js";
import { holdsNothing } from "./trial.js";
import { count, inWords, withInterval } from "./words.js";

type Answer = ConclusionResult["answer"];

/** Whether what a speaker argues for follows from what the speaker holds. */
export type ConclusionAnswer = Pick<ConclusionResult, "answer" | "reason" | "against">;

/**
 * `follows`: the concluded policy is clearly better than every rival; in a ranking each than the
 * next. `does not follow`: some rival is clearly better; in a ranking, one that is ranked lower than
 * another. Clearly: the interval of the paired difference excludes 0.
 *
 * Against a policy: `follows` where the best policy is clearly better than it, so that it is not
 * among what is favoured; `does not follow` where it is clearly better than every rival; else
 * `undecided`. Who argues for one thing and against others is right in all of it or not at all:
 * one part that does not follow is enough, and one that is undecided where none fails.
 *
 * `untestable`: the position holds nothing that is in the model, whether it argues for a policy or
 * not. `none`: it holds something, and argues neither for a policy nor against one.
 */
export function concludes(
  position: Position,
  study: Study,
  comparison: Comparison,
  standing: Standing,
  level: number,
): ConclusionAnswer {
  const { concludes: concluded } = position;
  const againstAll = (answer: Answer, reason: string): ConclusionAnswer => ({
    answer,
    reason,
    against: (concluded?.against ?? []).map((policy) => ({ policy, answer, reason })),
  });
  if (holdsNothing(position)) return againstAll("untestable", nothingHeld(position, study));
  if (concluded === null) return againstAll("none", "argues for no policy");
  if (standing.order.length === 0) return againstAll("undecided", "every future failed");
  const contest: StoodContest = {
    comparison,
    standing,
    level: pairLevel(level, study.policies.size),
    policies: [...study.policies.keys()],
    label: (index) => study.policies.get([...study.policies.keys()][index])?.label ?? "",
    scale: comparesShares(position, study) ? "share" : "amount",
  };
  const against = concluded.against.map((policy) => ({
    policy,
    ...answerAgainst(policy, contest),
  }));
  const parts = [
    ...(concluded.policies.length === 0 ? [] : [answerFor(concluded.policies, contest)]),
    ...against,
  ];
  const worst = weakest(parts.map(({ answer }) => answer));
  const reasons = parts.filter(({ answer }) => answer === worst).map(({ reason }) => reason);
  return { answer: worst, reason: [...new Set(reasons)].join("; "), against };
}

interface StoodContest {
  readonly comparison: Comparison;
  readonly standing: Standing;
  readonly level: number;
  /** Keys, in the study's order: the comparison has their indices. */
  readonly policies: readonly string[];
  label(policy: number): string;
  readonly scale: "amount" | "share";
}

interface PartAnswer {
  readonly answer: Answer;
  readonly reason: string;
}

function weakest(answers: readonly Answer[]): Answer {
  if (answers.includes("does not follow")) return "does not follow";
  return answers.includes("undecided") ? "undecided" : "follows";
}

function leadOf(policy: number, rival: number, { comparison, level, scale }: StoodContest): string {
  return withInterval(comparison.lead(policy, rival, level), scale);
}

function answerFor(concluded: readonly string[], contest: StoodContest): PartAnswer {
  const { comparison, standing, level, policies, label } = contest;
  const ranked = concluded.map((key) => policies.indexOf(key));
  const { asserted, needed } = ordersOf(ranked, standing.order);
  const reversed = asserted
    .filter(([better, worse]) => clearlyBetter(comparison, worse, better, level))
    .sort((one, other) => standing.order.indexOf(one[1]) - standing.order.indexOf(other[1]));
  if (reversed.length > 0) {
    const [better, worse] = reversed[0];
    const reason = `with these premises ${label(worse)} is ahead of ${label(better)} by ${leadOf(worse, better, contest)}`;
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
    reason: `${label(better)} is ahead of ${label(worse)} by ${leadOf(better, worse, contest)}`,
  };
}

function answerAgainst(key: string, contest: StoodContest): PartAnswer {
  const { comparison, standing, level, policies, label } = contest;
  const policy = policies.indexOf(key);
  const [best] = standing.order;
  if (best !== policy && clearlyBetter(comparison, best, policy, level)) {
    const reason = `${label(best)} is ahead of ${label(policy)} by ${leadOf(best, policy, contest)}`;
    return { answer: "follows", reason };
  }
  const rivals = standing.order.filter((rival) => rival !== policy);
  const open = rivals.filter((rival) => !clearlyBetter(comparison, policy, rival, level));
  if (rivals.length > 0 && open.length === 0) {
    const reason = `with these premises ${label(policy)} is the best, ahead of ${label(rivals[0])} by ${leadOf(policy, rivals[0], contest)}`;
    return { answer: "does not follow", reason };
  }
  if (rivals.length === 0) {
    return { answer: "undecided", reason: "there is no other policy to compare it with" };
  }
  const reason = `${label(policy)} is neither clearly the best nor clearly behind ${inWords(open.map(label), "or")}`;
  return { answer: "undecided", reason };
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
