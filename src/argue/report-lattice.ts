import { cheapestWay } from "#analyse/cheapest-way";
import {
  minimalFlipSets,
  mootness,
  possibleFlipSets,
  robustFlipSets,
  type Answered,
  type FlipSet,
} from "#analyse/flip-sets";
import { minimalHittingSets } from "#analyse/hitting-sets";
import { numberOfSets, complementOf, sizeFirst, type MemberSet } from "#analyse/member-sets";
import type { Study } from "#study/study";
import { describeBelief } from "./belief.js";
import { COSTS, costOf } from "./differing.js";
import type {
  ConcededSetResult,
  LatticeDirectionResult,
  LatticeResult,
} from "./document-lattice.js";
import type { HybridState } from "./hybrid-state.js";
import type { Hybrid, Hybrids } from "./hybrids.js";
import { directionStatement, latticeStatement } from "./lattice-words.js";
import { isExact, type SearchSettings } from "./lattice-search.js";
import { standingOf } from "./standing.js";

/** Who concedes to whom; what is conceded are premises by index in `differing`. */
type Way = "there" | "back";
const WAYS: readonly Way[] = ["there", "back"];

/** More blocking sets than this are not listed: they are then no help to anybody. */
const MOST_BLOCKING = 50;

/**
 * Everything that the mixes of two positions show. `flipping` are premises whose concession alone
 * changes the verdict of either side, by key: one that settles a tie does, though the mix may still be
 * on the same side of the two.
 */
export function reportLattice(
  hybrids: Hybrids,
  search: SearchSettings,
  flipping: ReadonlySet<string>,
  study: Study,
  level: number,
): LatticeResult {
  const { differing, all } = hybrids;
  const members = differing.length;
  const exact = isExact(search);
  const directions = WAYS.map((way) => reportDirection(way, hybrids, exact, study, level));
  const mixes = all.filter((one) => one.members.length > 0 && one.members.length < members);
  const known = new Map(
    all.map(({ members: taken }) => [
      taken.join(" "),
      { members: taken, state: hybrids.state(taken) },
    ]),
  );
  const keys = differing.map(({ key }) => key);
  // What is part of a set that flips, or may, is no dispute that changes nothing, even if no
  // mix in which it was left out gave a clear answer.
  const parts = new Set([
    ...flipping,
    ...directions.flatMap(({ flipSets, possible, elsewhere }) =>
      [...flipSets, ...possible, ...elsewhere].flatMap(({ premises }) => premises),
    ),
  ]);
  const nothing = mootness(members, known).flatMap(({ same, different, undecided }, at) =>
    different === 0 && same > 0 && isClearAlone(at, hybrids) && !parts.has(keys[at])
      ? [{ premise: keys[at], combinations: same, undecided }]
      : [],
  );
  const doubleCruxes = keys.filter((_, member) => {
    const others = complementOf([member], members);
    return hybrids.state([member]) === "other" && hybrids.state(others) === "one";
  });
  const clear = mixes.filter((one) => hybrids.state(one.members) !== null);
  const futures = mixes.map(({ trial }) => trial.futures);
  const result: Omit<LatticeResult, "statement"> = {
    method: exact ? "exact" : "search",
    differing: differing.map((one) => ({
      premise: one.key,
      name: one.name,
      kind: one.kind,
      held: one.held === "both" ? "both" : one.held === "one" ? "first" : "second",
      first: one.one === null ? null : describeBelief(one.one),
      second: one.other === null ? null : describeBelief(one.other),
      cost: { first: costOf(one.basis.one), second: costOf(one.basis.other) },
    })),
    costs: COSTS,
    tried: mixes.length,
    possible: Math.max(0, numberOfSets(members) - 2),
    size: exact ? members : Math.min(search.size, members),
    futures: futures.reduce((least, n) => Math.min(least, n), futures[0] ?? 0),
    mostFutures: futures.reduce((most, n) => Math.max(most, n), 0),
    undecided: mixes.length - clear.length,
    decided: decidedAfter(clear.map(({ trial }) => trial.futures)),
    directions,
    doubleCruxes,
    nothing,
  };
  return { ...result, statement: latticeStatement(result) };
}

/** How many answers took how many futures, fewest futures first. */
function decidedAfter(futures: readonly number[]): LatticeResult["decided"] {
  const counts = new Map<number, number>();
  for (const taken of futures) counts.set(taken, (counts.get(taken) ?? 0) + 1);
  return [...counts]
    .map(([after, mixes]) => ({ futures: after, mixes }))
    .toSorted((one, other) => one.futures - other.futures);
}

function reportDirection(
  way: Way,
  hybrids: Hybrids,
  exact: boolean,
  study: Study,
  level: number,
): LatticeDirectionResult {
  const { differing, one, other, sides } = hybrids;
  const members = differing.length;
  const policies = [...study.policies.keys()];
  const named = (set: MemberSet): string[] => set.map((member) => differing[member].key);
  const costs = costsOf(way, hybrids);
  const answered = answersOf(way, hybrids, target(way));
  const minimal = minimalFlipSets(answered);
  const report = (
    conceded: MemberSet,
    sure: FlipSet["minimal"],
    wanted: HybridState = target(way),
  ): ConcededSetResult => {
    const hybrid = hybrids.get(taken(way, conceded, members)) as Hybrid;
    const p = (side: "one" | "other"): number => hybrids.p(hybrid, side);
    const { trial } = hybrid;
    const standing = standingOf(trial.comparison, trial.active, level, policies.length);
    const [best] = standing.order;
    const own = way === "there" ? sides.one : sides.other;
    // What the best is ahead of: the verdict that was left, or the next one where it was not.
    const old = standing.order.find((policy) => own.includes(policy) && policy !== best);
    const over = old ?? standing.order[1];
    const compared = best !== undefined && over !== undefined;
    return {
      premises: named(conceded),
      cost: sum(conceded.map((member) => costs[member])),
      favoured: standing.favoured.map((policy) => policies[policy]),
      over: compared ? policies[over] : null,
      lead: compared ? hybrid.trial.comparison.lead(best, over, level) : null,
      p: wanted === "third" ? Math.max(p("one"), p("other")) : p(wanted),
      futures: hybrid.trial.futures,
      minimal: sure,
    };
  };
  const flipSets = minimal.map((set) => report(set.members, set.minimal));
  const away = minimalFlipSets(answersOf(way, hybrids, "third"))
    .filter((set) => !minimal.some(({ members: flips }) => flips.join() === set.members.join()))
    .filter(({ members: set }) => set.length < members);
  const robust = exact ? robustFlipSets(answered) : null;
  const blocking = minimalHittingSets(minimal.map((set) => set.members));
  const result: Omit<LatticeDirectionResult, "statement"> = {
    from: (way === "there" ? one : other).key,
    to: (way === "there" ? other : one).key,
    target: (way === "there" ? sides.other : sides.one).map((policy) => policies[policy]),
    cruxes: minimal.flatMap((set) => (set.members.length === 1 ? named(set.members) : [])),
    flipSets,
    robust: robust?.map(named) ?? null,
    blocking: minimal.length === 0 ? [] : blocking.slice(0, MOST_BLOCKING).map(named),
    possible: possibleFlipSets(answered)
      .filter((set) => set.length < members)
      .map((set) => report(set, "unclear")),
    elsewhere: away.map((set) => report(set.members, set.minimal, "third")),
    path: pathOf(way, hybrids, level, policies),
  };
  return { ...result, statement: directionStatement(result, differing, exact) };
}

/** Whether the mixes next to either whole position, this premise taken over or kept, are clear. */
function isClearAlone(member: number, hybrids: Hybrids): boolean {
  const members = hybrids.differing.length;
  const others = complementOf([member], members);
  return hybrids.state([member]) !== null && hybrids.state(others) !== null;
}

/** The set of what the one takes over from the other when either side concedes. */
function taken(way: Way, conceded: MemberSet, members: number): MemberSet {
  return way === "there" ? conceded : complementOf(conceded, members);
}

function target(way: Way): "one" | "other" {
  return way === "there" ? "other" : "one";
}

/** Whether each set that was tried leads to the verdict asked for, as concessions of that side. */
function answersOf(way: Way, hybrids: Hybrids, wanted: HybridState): readonly Answered[] {
  const members = hybrids.differing.length;
  const given = (mix: MemberSet): boolean | null => {
    // It may be clear that a mix gives somebody's verdict, or not, where it is not clear whose.
    if (wanted !== "third") return hybrids.gives(mix, wanted);
    if (hybrids.gives(mix, "one") === true || hybrids.gives(mix, "other") === true) return false;
    return hybrids.state(mix) === null ? null : true;
  };
  return hybrids.all.map((hybrid) => {
    const answer = given(hybrid.members);
    return {
      members: taken(way, hybrid.members, members),
      answer: answer === null ? "undecided" : answer ? "yes" : "no",
    };
  });
}

function costsOf(way: Way, { differing }: Hybrids): readonly number[] {
  return differing.map(({ basis }) => costOf(way === "there" ? basis.one : basis.other));
}

/**
 * The cheapest of the sets that flip, in the order in which they would be conceded: the cheapest
 * first, so that the verdict holds as long as it can at each price. Null where none was found.
 */
function cheapestFlip(way: Way, hybrids: Hybrids): readonly number[] | null {
  const members = hybrids.differing.length;
  const costs = costsOf(way, hybrids);
  const answered = answersOf(way, hybrids, target(way));
  const flipping = answered.filter(({ answer }) => answer === "yes");
  if (flipping.length === 0) return null;
  if (answered.length === numberOfSets(members)) {
    const flips = new Set(flipping.map((set) => set.members.join(" ")));
    const cheapest = cheapestWay(
      costs,
      (set) => flips.has(set.join(" ")),
      () => true,
    );
    return cheapest?.steps ?? null;
  }
  const price = (set: Answered): number => sum(set.members.map((member) => costs[member]));
  const [cheapest] = flipping.toSorted(
    (one, other) => price(one) - price(other) || sizeFirst(one.members, other.members),
  );
  return cheapest.members.toSorted((one, other) => costs[one] - costs[other] || one - other);
}

function pathOf(
  way: Way,
  hybrids: Hybrids,
  level: number,
  policies: readonly string[],
): LatticeDirectionResult["path"] {
  const steps = cheapestFlip(way, hybrids);
  if (steps === null) return null;
  const members = hybrids.differing.length;
  const costs = costsOf(way, hybrids);
  return {
    cost: sum(steps.map((member) => costs[member])),
    steps: steps.map((member, at) => {
      const conceded = steps.slice(0, at + 1).toSorted((one, other) => one - other);
      const hybrid = hybrids.get(taken(way, conceded, members));
      const favoured =
        hybrid === null
          ? []
          : standingOf(hybrid.trial.comparison, hybrid.trial.active, level, policies.length)
              .favoured;
      return {
        premise: hybrids.differing[member].key,
        cost: costs[member],
        favoured: favoured.map((policy) => policies[policy]),
      };
    }),
  };
}

/** The mixes along the cheapest ways, to be run so that each step can be told. */
export function waysToWalk(hybrids: Hybrids): readonly MemberSet[] {
  const members = hybrids.differing.length;
  return WAYS.flatMap((way) => {
    const steps = cheapestFlip(way, hybrids) ?? [];
    return steps.slice(0, -1).map((_, at) => {
      const conceded = steps.slice(0, at + 1).toSorted((one, other) => one - other);
      return taken(way, conceded, members);
    });
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
