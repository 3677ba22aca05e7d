import { numberOfSets, isPartOf, setName, sizeFirst } from "./member-sets.js";
import type { MemberSet } from "./member-sets.js";

/**
 * Which concessions decide, from answers to "is the verdict of A with the premises S taken over from
 * B the verdict of B?" (f of the reference definitions), some of them perhaps not to be told.
 */
export type FlipAnswer = "yes" | "no" | "undecided";

export interface Answered {
  readonly members: MemberSet;
  readonly answer: FlipAnswer;
}

export interface FlipSet {
  readonly members: MemberSet;
  /**
   * `yes`: the answer to every proper part is no. `unclear`: to some part it is undecided. `one by
   * one`: no part that was tried flips, all those without one member among them, but smaller parts
   * were not all tried.
   */
  readonly minimal: "yes" | "unclear" | "one by one";
}

/**
 * Minimal flip sets: f(S) = 1 and no proper subset flips, in order of size. f need not be monotone,
 * so every part counts and not only the next smaller ones. `answered` lists each set once, the empty
 * set included. Of a set that was tried without all of its next smaller parts it is not known whether
 * it is minimal: it is left out.
 */
export function minimalFlipSets(answered: readonly Answered[]): readonly FlipSet[] {
  const flipping = answered.filter(({ answer }) => answer === "yes");
  const tried = namesOf(answered);
  const minimal = smallestOf(flipping).filter(({ members }) => partsTried(members, tried));
  return minimal.map(({ members }) => ({ members, minimal: certainty(members, answered) }));
}

/** Sets of which it is undecided whether they flip, none of whose parts does; in order of size. */
export function possibleFlipSets(answered: readonly Answered[]): readonly MemberSet[] {
  const tried = namesOf(answered);
  return smallestOf(answered.filter(({ answer, members }) => answer !== "no" && members.length > 0))
    .filter(({ answer, members }) => answer === "undecided" && partsTried(members, tried))
    .map(({ members }) => members);
}

/**
 * Minimal robust flip sets: every superset flips, too. `answered` has every subset of the members 0
 * to m − 1 once.
 */
export function robustFlipSets(answered: readonly Answered[]): readonly MemberSet[] {
  const failing = answered.filter(({ answer }) => answer !== "yes");
  const robust = answered.filter(
    ({ members }) => !failing.some((other) => isPartOf(members, other.members)),
  );
  return smallestOf(robust).map(({ members }) => members);
}

/** What is known of one member: the sets without it whose counterpart with it was tried as well. */
export interface Mootness {
  /** Both are clear and the same. */
  readonly same: number;
  /** Both are clear and differ. */
  readonly different: number;
  /** One of the two is not clear. */
  readonly undecided: number;
}

/** For each member 0 to m − 1, how often taking it over changed what was found; null is not clear. */
export function mootness<T>(
  members: number,
  found: ReadonlyMap<string, { readonly members: MemberSet; readonly state: T | null }>,
): readonly Mootness[] {
  return Array.from({ length: members }, (_, member) => {
    const counts = { same: 0, different: 0, undecided: 0 };
    for (const { members: without, state } of found.values()) {
      if (without.includes(member)) continue;
      const both = [...without, member].sort((one, other) => one - other);
      const counterpart = found.get(setName(both));
      if (counterpart === undefined) continue;
      if (state === null || counterpart.state === null) counts.undecided += 1;
      else if (state === counterpart.state) counts.same += 1;
      else counts.different += 1;
    }
    return counts;
  });
}

/** Those of which no other is a part, in order of size. */
function smallestOf(sets: readonly Answered[]): readonly Answered[] {
  const smallest: Answered[] = [];
  for (const set of sets.toSorted(bySize)) {
    if (!smallest.some(({ members }) => isPartOf(members, set.members))) smallest.push(set);
  }
  return smallest;
}

function namesOf(answered: readonly Answered[]): ReadonlySet<string> {
  return new Set(answered.map(({ members }) => setName(members)));
}

/** Whether all parts without one member were tried. */
function partsTried(members: MemberSet, tried: ReadonlySet<string>): boolean {
  return members.every((member) => tried.has(setName(members.filter((one) => one !== member))));
}

function bySize(one: Answered, other: Answered): number {
  return sizeFirst(one.members, other.members);
}

function certainty(members: MemberSet, answered: readonly Answered[]): FlipSet["minimal"] {
  const parts = answered.filter(
    (one) => one.members.length < members.length && isPartOf(one.members, members),
  );
  if (parts.some(({ answer }) => answer === "undecided")) return "unclear";
  return parts.length === numberOfSets(members.length) - 1 ? "yes" : "one by one";
}
