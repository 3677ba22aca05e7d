import { allSets, complementOf, isPartOf, setsOfSize } from "#analyse/member-sets";
import type { MemberSet } from "#analyse/member-sets";
import type { HybridState } from "./hybrid-state.js";

/** What is known of a mix: whose verdict it gives, or null where that cannot be told. */
export type StateOf = (taken: MemberSet) => HybridState | null;

/** Which mixes of two positions to run: sets of what the one takes over from the other. */
export interface SearchSettings {
  /** In how many premises they differ. */
  readonly members: number;
  /** All mixes where they differ in at most so many. */
  readonly exactUpTo: number;
  /** Else all sets up to this size, from either end. */
  readonly size: number;
}

/** All mixes where there are few enough. */
export function isExact({ members, exactUpTo }: SearchSettings): boolean {
  return members <= exactUpTo;
}

/**
 * Yields sets to be run, and goes on once `stateOf` knows them: all of them, or by size from either
 * end (leaving out what contains a set that flips) and then by shrinking each whole position to a
 * set of concessions none of which can be left out, those with the least `pull` first, which is asked
 * for after the single concessions. Neither the empty set nor the whole is yielded.
 */
export function* searchLattice(
  settings: SearchSettings,
  stateOf: StateOf,
  pull: (member: number) => number,
): Generator<readonly MemberSet[], void, void> {
  const { members } = settings;
  if (isExact(settings)) {
    yield allSets(members).filter(({ length }) => length > 0 && length < members);
    return;
  }
  const flipping = { one: [] as MemberSet[], other: [] as MemberSet[] };
  const rest = (conceded: MemberSet): MemberSet => complementOf(conceded, members);
  for (let size = 1; size <= settings.size; size++) {
    const sets = setsOfSize(members, size);
    const open = (found: readonly MemberSet[]): readonly MemberSet[] =>
      sets.filter((set) => !found.some((smaller) => isPartOf(smaller, set)));
    const there = open(flipping.one);
    const back = open(flipping.other);
    yield [...there, ...back.map(rest)];
    flipping.one.push(...there.filter((set) => stateOf(set) === "other"));
    flipping.other.push(...back.filter((set) => stateOf(rest(set)) === "one"));
  }
  const order = complementOf([], members).toSorted((one, two) => pull(one) - pull(two));
  const shrinking = [
    shrink(order, (conceded) => stateOf(conceded) === "other"),
    shrink(order, (conceded) => stateOf(rest(conceded)) === "one"),
  ];
  const turned = [(conceded: MemberSet) => conceded, rest];
  let steps = shrinking.map((one) => one.next());
  while (steps.some(({ done }) => done !== true)) {
    yield steps.flatMap((step, way) => (step.done === true ? [] : [turned[way](step.value)]));
    steps = shrinking.map((one, way) => (steps[way].done === true ? steps[way] : one.next()));
  }
}

/**
 * Greedy deletion: begins with all concessions, which flip, and leaves out what can be left out in
 * that order, half of the rest at first and then one at a time, until none can. What is yielded is to
 * be known to `flips` when the search goes on. What remains is minimal in the sense that no single
 * premise of it can be left out.
 */
function* shrink(
  order: readonly number[],
  flips: (conceded: MemberSet) => boolean,
): Generator<MemberSet, void, void> {
  let kept = order.toSorted((one, other) => one - other);
  let untried = order;
  while (untried.length > 1) {
    const half = untried.slice(0, Math.floor(untried.length / 2));
    const without = kept.filter((member) => !half.includes(member));
    yield without;
    if (!flips(without)) break;
    kept = without;
    untried = untried.slice(half.length);
  }
  for (let changed = true; changed && kept.length > 1;) {
    changed = false;
    for (const member of order.filter((one) => kept.includes(one))) {
      const without = kept.filter((other) => other !== member);
      if (without.length === 0) break;
      yield without;
      if (!flips(without)) continue;
      kept = without;
      changed = true;
    }
  }
}
