import fc from "fast-check";
import { expect, test } from "vitest";
import { cheapestWay } from "#analyse/cheapest-way";
import {
  minimalFlipSets,
  mootness,
  possibleFlipSets,
  robustFlipSets,
  type Answered,
  type FlipAnswer,
} from "#analyse/flip-sets";
import { minimalHittingSets } from "#analyse/hitting-sets";
import { allSets, complementOf, isPartOf, setName, type MemberSet } from "#analyse/member-sets";

/** All subsets with the answer of f, whose arguments are whether each premise is conceded. */
function latticeOf(members: number, flips: (held: readonly boolean[]) => boolean): Answered[] {
  return allSets(members).map((set) => {
    const held = Array.from({ length: members }, (_, member) => set.includes(member));
    return { members: set, answer: flips(held) ? "yes" : "no" };
  });
}

const letters = (sets: readonly MemberSet[], names: string): string[] =>
  sets.map((set) => set.map((member) => names[member]).join("")).sort();

/** L1 to L4 of the reference definitions, and what is known of them. */
const oracles = [
  {
    name: "L1, (1 and 2) or 3",
    names: "123",
    flips: ([one, two, three]: readonly boolean[]) => (one && two) || three,
    minimal: ["12", "3"],
    blocking: ["13", "23"],
    share: 5 / 8,
  },
  {
    name: "L2, INB = −4 + 5a + 3b + 2c + d + 0.5e",
    names: "abcde",
    flips: (held: readonly boolean[]) =>
      held.reduce((sum, on, at) => sum + (on ? [5, 3, 2, 1, 0.5][at] : 0), -4) > 0,
    minimal: ["a", "bc", "bde"],
    blocking: ["ab", "acd", "ace"],
    share: 21 / 32,
  },
  {
    name: "L3, 1 and (not 2 or 3)",
    names: "123",
    flips: ([one, two, three]: readonly boolean[]) => one && (!two || three),
    minimal: ["1"],
    robust: ["13"],
    share: 3 / 8,
  },
  {
    name: "L4, 3 and (1 or 2)",
    names: "123",
    flips: ([one, two, three]: readonly boolean[]) => three && (one || two),
    minimal: ["13", "23"],
    blocking: ["12", "3"],
    share: 3 / 8,
  },
];

test.each(oracles)("$name", ({ names, flips, minimal, blocking, robust, share }) => {
  const answered = latticeOf(names.length, flips);
  const found = minimalFlipSets(answered);
  const sets = found.map(({ members }) => members);
  expect(letters(sets, names)).toEqual(minimal);
  expect(found.every((set) => set.minimal === "yes")).toBe(true);
  if (blocking) expect(letters(minimalHittingSets(sets), names)).toEqual(blocking);
  if (robust) expect(letters(robustFlipSets(answered), names)).toEqual(robust);
  const yes = answered.filter(({ answer }) => answer === "yes").length;
  expect(yes / answered.length).toBe(share);
});

const size = 5;
const answers = fc.array(fc.constantFrom<FlipAnswer>("yes", "no", "undecided"), {
  minLength: 2 ** size - 1,
  maxLength: 2 ** size - 1,
});
const lattice = answers.map((rest): Answered[] =>
  allSets(size).map((members, at) => ({ members, answer: at === 0 ? "no" : rest[at - 1] })),
);
const seeded = { seed: 6, numRuns: 200 };

test("every minimal flip set flips, no part of it does, and every set that flips contains one", () => {
  fc.assert(
    fc.property(lattice, (answered) => {
      const found = minimalFlipSets(answered);
      const byName = new Map(answered.map((one) => [setName(one.members), one.answer]));
      for (const { members, minimal } of found) {
        expect(byName.get(setName(members))).toBe("yes");
        const parts = answered.filter(
          (one) => one.members.length < members.length && isPartOf(one.members, members),
        );
        expect(parts.some(({ answer }) => answer === "yes")).toBe(false);
        expect(minimal === "yes").toBe(parts.every(({ answer }) => answer === "no"));
      }
      for (const one of answered.filter(({ answer }) => answer === "yes")) {
        expect(found.some(({ members }) => isPartOf(members, one.members))).toBe(true);
      }
      for (const set of possibleFlipSets(answered)) {
        expect(byName.get(setName(set))).toBe("undecided");
        expect(found.some(({ members }) => isPartOf(members, set))).toBe(false);
      }
    }),
    seeded,
  );
});

test("blocking sets meet every flip set and lose that without any of their members", () => {
  fc.assert(
    fc.property(lattice, (answered) => {
      const sets = minimalFlipSets(answered).map(({ members }) => members);
      const meets = (blocking: MemberSet): boolean =>
        sets.every((set) => set.some((member) => blocking.includes(member)));
      const found = minimalHittingSets(sets);
      for (const blocking of found) {
        expect(meets(blocking)).toBe(true);
        for (const member of blocking) {
          expect(meets(blocking.filter((other) => other !== member))).toBe(false);
        }
      }
      // Brute force: whatever meets all contains one of them.
      for (const set of allSets(size).filter(meets)) {
        expect(found.some((blocking) => isPartOf(blocking, set))).toBe(true);
      }
    }),
    seeded,
  );
});

test("the cheapest way is that of the cheapest set that flips, by brute force", () => {
  const costs = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: size, maxLength: size });
  fc.assert(
    fc.property(lattice, costs, (answered, prices) => {
      const flips = new Set(
        answered.filter(({ answer }) => answer === "yes").map(({ members }) => setName(members)),
      );
      const price = (set: MemberSet): number =>
        set.reduce((sum, member) => sum + prices[member], 0);
      const way = cheapestWay(
        prices,
        (set) => flips.has(setName(set)),
        () => true,
      );
      const all = allSets(size).filter((set) => flips.has(setName(set)));
      expect(way === null).toBe(all.length === 0);
      if (way !== null) expect(way.cost).toBe(Math.min(...all.map(price)));
    }),
    seeded,
  );
});

test("a way may be barred", () => {
  const goal = (set: MemberSet): boolean => set.includes(0) && set.includes(1);
  const way = cheapestWay([1, 1, 1], goal, (set) => setName(set) !== "0");
  expect(way?.steps).toEqual([1, 0]);
  expect(cheapestWay([1, 1], goal, ({ length }) => length < 2)).toBeNull();
});

test("a set whose next smaller parts were not all tried is not called minimal", () => {
  const answered: Answered[] = [
    { members: [], answer: "no" },
    { members: [0], answer: "no" },
    { members: [0, 1], answer: "yes" },
    { members: [2, 3, 4], answer: "yes" },
    { members: [2, 3], answer: "no" },
    { members: [2, 4], answer: "no" },
    { members: [3, 4], answer: "no" },
  ];
  expect(minimalFlipSets(answered)).toEqual([{ members: [2, 3, 4], minimal: "one by one" }]);
});

test("what a premise changes is counted over the sets that were tried both ways", () => {
  const states = new Map(
    allSets(2).map((members) => {
      const state = members.length === 2 ? null : members.includes(0) ? "other" : "one";
      return [setName(members), { members, state }] as const;
    }),
  );
  expect(mootness(2, states)).toEqual([
    { same: 0, different: 1, undecided: 1 },
    { same: 1, different: 0, undecided: 1 },
  ]);
  expect(complementOf([1], 3)).toEqual([0, 2]);
});
