import type { Study } from "#study/study";
import type { LatticeResult } from "./document-lattice.js";
import type { Sides } from "./hybrid-state.js";
import { Hybrids, runHybrids, type HybridSettings } from "./hybrids.js";
import { searchLattice, type SearchSettings } from "./lattice-search.js";
import { numberOfSets, complementOf } from "#analyse/member-sets";
import type { Look } from "./looks.js";
import type { PositionPair } from "./pairs.js";
import type { RunPlan, RunResults } from "./plan.js";
import { reportLattice, waysToWalk } from "./report-lattice.js";
import type { Standing } from "./standing.js";
import type { Trial } from "./trial.js";
import type { Direction, Tried } from "./try-concessions.js";

export interface LatticeSettings extends HybridSettings {
  readonly search: Omit<SearchSettings, "members">;
  /** Futures of each hybrid whose values are kept one by one. */
  readonly keep: number;
  /** At which single concessions were looked at. */
  readonly conceded: readonly Look[];
}

/** A pair with all of its mixes that were run. */
export interface Mixed {
  readonly hybrids: Hybrids;
  readonly report: LatticeResult;
}

/**
 * Mixes the premises of positions that disagree, all pairs in step so that their runs go together.
 * `ofPosition` are the trials of the whole positions, and `conceded` what single concessions between
 * them gave, which are mixes as well and are not run again.
 */
export function* mixPositions(
  study: Study,
  pairs: readonly PositionPair[],
  standings: ReadonlyMap<string, Standing>,
  ofPosition: ReadonlyMap<string, Trial>,
  conceded: ReadonlyMap<Direction, Tried>,
  settings: LatticeSettings,
): Generator<RunPlan, ReadonlyMap<PositionPair, Mixed>, RunResults> {
  const searches = pairs.map((pair) => {
    const { one, other } = pair;
    const sides = sidesOf(standings.get(one.key), standings.get(other.key));
    const expected = (members: number): number => expectedSets({ ...settings.search, members });
    const hybrids = new Hybrids(one, other, study, sides, settings, expected);
    const members = hybrids.differing.length;
    hybrids.adopt([], ofPosition.get(one.key) as Trial);
    hybrids.adopt(complementOf([], members), ofPosition.get(other.key) as Trial);
    const own = [...conceded].filter(([direction]) => direction.of === pair);
    for (const [direction, tried] of own)
      adoptSingles(hybrids, direction, tried, settings.conceded);
    const search = { ...settings.search, members };
    const steps = searchLattice(
      search,
      (taken) => hybrids.state(taken),
      (member) => pullOf(member, hybrids),
    );
    return { pair, hybrids, search, steps };
  });

  let under = searches.map((one) => ({ ...one, step: one.steps.next() }));
  for (;;) {
    under = under.filter(({ step }) => step.done !== true);
    if (under.length === 0) break;
    const requests = under.map(({ hybrids, step }) => ({ of: hybrids, sets: step.value ?? [] }));
    yield* runHybrids(requests, "hybrids", settings.keep, settings);
    under = under.map((one) => ({ ...one, step: one.steps.next() }));
  }
  for (const { hybrids } of searches) hybrids.settle();
  const walked = searches.map(({ hybrids }) => ({ of: hybrids, sets: waysToWalk(hybrids) }));
  yield* runHybrids(walked, "hybrids", settings.keep, settings);
  for (const { hybrids } of searches) hybrids.settle();
  return new Map(
    searches.map(({ pair, hybrids, search }) => [
      pair,
      {
        hybrids,
        report: reportLattice(hybrids, search, flippingIn(pair, conceded), study, settings.level),
      },
    ]),
  );
}

/** Takes in what one side conceded alone; the same as a mix with that premise of the other's. */
function adoptSingles(
  hybrids: Hybrids,
  { from }: Direction,
  { sets }: Tried,
  looks: readonly Look[],
): void {
  for (const { concessions, trial } of sets) {
    const [only, ...others] = concessions;
    const member = hybrids.differing.findIndex(({ key }) => key === only?.key);
    if (others.length > 0 || member === -1) continue;
    const look = looks.find(({ futures }) => futures === trial.futures);
    if (look === undefined) continue;
    const taken =
      from === hybrids.one ? [member] : complementOf([member], hybrids.differing.length);
    hybrids.adopt(taken, trial, look.part);
  }
}

/** Premises whose concession alone was found to change the verdict of either side, by key. */
function flippingIn(
  pair: PositionPair,
  conceded: ReadonlyMap<Direction, Tried>,
): ReadonlySet<string> {
  const singles = [...conceded]
    .filter(([direction]) => direction.of === pair)
    .flatMap(([, { report }]) => report.singles);
  return new Set(
    singles
      .filter(({ answer }) => answer === "flips")
      .flatMap(({ premises }) => premises.map(({ key }) => key)),
  );
}

/**
 * What the two favour; what both do, where ties overlap, is the verdict of neither, or of the one
 * who favours nothing else.
 */
function sidesOf(first: Standing | undefined, second: Standing | undefined): Sides {
  const ours = first?.favoured ?? [];
  const theirs = second?.favoured ?? [];
  const one = ours.filter((policy) => !theirs.includes(policy));
  const other = theirs.filter((policy) => !ours.includes(policy));
  return {
    one: one.length > 0 ? one : ours.filter((policy) => !other.includes(policy)),
    other: other.length > 0 ? other : theirs.filter((policy) => !one.includes(policy)),
  };
}

/** How many mixes a search may come to, to correct for them on the way. */
export function expectedSets({ members, exactUpTo, size }: SearchSettings): number {
  if (members <= exactUpTo) return numberOfSets(members);
  let sets = 1;
  let all = 0;
  for (let of = 1; of <= size; of++) {
    sets = (sets * (members - of + 1)) / of;
    all += 2 * sets;
  }
  return all + 4 * members;
}

/** How far conceding one premise moves the lead of the other's best policy, from both ends. */
function pullOf(member: number, hybrids: Hybrids): number {
  const count = hybrids.differing.length;
  const [old] = hybrids.sides.one;
  const [next] = hybrids.sides.other;
  if (old === undefined || next === undefined) return 0;
  const lead = (taken: readonly number[]): number =>
    hybrids.get(taken)?.trial.comparison.lead(next, old, 0.95).value ?? 0;
  const others = complementOf([member], count);
  return lead([member]) - lead([]) + lead(complementOf([], count)) - lead(others);
}
