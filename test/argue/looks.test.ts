import { expect, test } from "vitest";
import { concessionsOf } from "#argue/concession";
import { answerFamilies } from "#argue/families";
import { Hybrids, runHybrids } from "#argue/hybrids";
import { doubled, looksAt } from "#argue/looks";
import { scenarioOf, Trial } from "#argue/trial";
import type { Study } from "#study/study";
import { drive, driveSteps, fakeStudy, normal, value, type Engine } from "./fake.js";

/** Futures spent where undecided: the same draws go on, and error stays within what is allowed. */

test("looks double up to so many times the futures, and their parts add up to one", () => {
  expect(doubled(2000, 4)).toEqual([2000, 4000, 8000]);
  expect(doubled(2000, 3)).toEqual([2000, 4000, 6000]);
  expect(doubled(2000, 1)).toEqual([2000]);
  expect(looksAt([250, 2000, 4000, 8000]).map(({ futures }) => futures)).toEqual([
    250, 2000, 4000, 8000,
  ]);
  expect(looksAt([200, 200])).toEqual([{ futures: 200, part: 1 }]);
  for (const ends of [[1], [1, 2], [1, 2, 3, 4, 5]]) {
    const parts = looksAt(ends).map(({ part }) => part);
    expect(parts.reduce((all, part) => all + part, 0)).toBeCloseTo(1, 12);
    expect(parts.at(-1)).toBe(ends.length === 1 ? 1 : 0.5);
  }
});

/** Who holds x at 0 waits; who holds it at 1 acts; what conceding y is worth is `gain`. */
const disputed = (names: readonly string[]): Study => {
  const all = (held: number) => Object.fromEntries(names.map((name) => [name, value(held)]));
  return fakeStudy({
    premises: { ...all(0), noise: normal(0, 1) },
    positions: { a: { holds: all(0) }, b: { holds: all(1) } },
    policies: ["wait", "act"],
  });
};
const acting =
  (benefit: (drawn: ReadonlyMap<string, number>) => number): Engine =>
  (drawn, policy) => ({
    gain: policy === "act" ? benefit(drawn) + (drawn.get("noise") ?? NaN) : 0,
  });

test("a small difference is undecided after N futures and told with more of the same", () => {
  const study = disputed(["x", "y"]);
  // With x conceded the lead is 0.06 of a standard deviation: 1.9 errors in 1,000, 3.8 in 4,000.
  const engine = acting((drawn) => {
    const [x, y] = [drawn.get("x") ?? NaN, drawn.get("y") ?? NaN];
    return x === 1 ? (y === 1 ? 1 : 0.06) : y === 1 ? -0.5 : -1;
  });
  const options = { futures: 1000, seed: 2, between: ["a", "b"] } as const;
  const few = drive(study, engine, { ...options, more: 1 });
  const many = drive(study, engine, { ...options, more: 4 });
  const singles = [few, many].map(({ document }) =>
    document.pairs[0].directions[0].singles.find(({ premises }) => premises[0].key === "x"),
  );
  expect(singles[0]).toMatchObject({ answer: "undecided", futures: 1000 });
  expect(singles[1]).toMatchObject({ answer: "flips", favoured: ["act"] });
  expect(singles[1]?.futures).toBeGreaterThan(1000);
  const lattices = [few, many].map(({ document }) => document.pairs[0].lattice);
  expect(lattices[0]).toMatchObject({ undecided: 1, mostFutures: 1000 });
  expect(lattices[0]?.directions[0].possible).toMatchObject([{ premises: ["x"], futures: 1000 }]);
  expect(lattices[1]).toMatchObject({ undecided: 0 });
  expect(lattices[1]?.directions[0].flipSets).toMatchObject([{ premises: ["x"] }]);
  const taken = lattices[1]?.directions[0].flipSets[0].futures ?? 0;
  expect(taken).toBeGreaterThan(1000);
  // Single concessions are mixes, and are not run again.
  expect(lattices[1]?.decided).toEqual([
    { futures: 1000, mixes: 1 },
    { futures: taken, mixes: 1 },
  ]);
  expect(lattices[1]?.statement).toMatch(/1 was clear after 1,000 and 1 after [24],000 futures\./);
  // What is decided with fewer futures is the same, bit for bit: more of them only follow.
  const ofY = [few, many].map(({ document }) => document.pairs[0].directions[0].singles[1].lead);
  expect(ofY[1]).toEqual(ofY[0]);
  const further = many.plans.filter(({ from }) => from >= 1000);
  expect(further.length).toBeGreaterThan(0);
  for (const { stage, cases } of further) {
    expect(["close calls", "hybrids"]).toContain(stage);
    expect(cases).toHaveLength(2);
  }
  expect(drive(study, engine, { ...options, more: 4 }).document).toEqual(many.document);
});

test("a tie is not run on: more futures alone may settle it, whatever is conceded", () => {
  const study = disputed(["x", "y"]);
  // Before and after conceding x the lead is the same small one; y leaves no doubt.
  const engine = acting((drawn) => 0.05 + (drawn.get("y") ?? NaN));
  const options = { futures: 500, seed: 2, between: ["a", "b"], more: 8 } as const;
  const { document } = drive(study, engine, options);
  expect(document.positions[0].verdict.tie).toBe(true);
  const [{ singles }] = document.pairs[0].directions;
  const [x, y] = singles;
  expect(x).toMatchObject({ answer: "undecided", futures: 500 });
  expect(y).toMatchObject({ answer: "flips" });
});

const LEVEL = 0.95;
const SEEDS = 500;
/** Wrong in at most one of twenty seeds, and three standard errors of that many. */
const MOST_WRONG = SEEDS * 0.05 + 3 * Math.sqrt(SEEDS * 0.05 * 0.95);
const settings = { borders: [], runsPerPlan: 1e9, glance: 25, futures: 100, level: LEVEL };
const LOOKS = looksAt([25, 50, 100, 200, 400]);
/** Each premise moves a noise of its own, so that nothing is ever better and mixes are all but independent. */
const NAMES = ["p", "q", "r"] as const;
const level = disputed(NAMES);
const nothing: Engine = (drawn, policy) => {
  const noise = NAMES.reduce(
    (sum, name) => sum + ((drawn.get(name) ?? NaN) - 0.5) * (drawn.get(`noise of ${name}`) ?? NaN),
    0,
  );
  return { gain: policy === "act" ? noise : 0 };
};
const noisy: Study = {
  ...level,
  premises: new Map([
    ...level.premises,
    ...NAMES.map((name) => {
      const key = `noise of ${name}`;
      const noise = level.premises.get("noise") as NonNullable<
        ReturnType<Study["premises"]["get"]>
      >;
      return [key, { ...noise, key, name: key }] as const;
    }),
  ]),
};

test("where no concession changes anything, any answer at any look is wrong in 5 % of seeds at most", () => {
  const [a, b] = noisy.positions.values();
  let wrong = 0;
  let answers = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { answer } = driveSteps(noisy, nothing, seed, (draw) => {
      const sets = concessionsOf(a, b, noisy).map((concession) => ({
        concessions: [concession],
        trial: new Trial(concession.grant(scenarioOf(a, noisy)), noisy),
      }));
      return answerFamilies([{ favoured: [0], sets }], 2, { ...settings, looks: LOOKS, draw });
    });
    const [family] = answer;
    answers += family.length;
    wrong += family.some((tested) => tested.answer !== "undecided") ? 1 : 0;
  }
  expect(answers).toBe(3 * SEEDS);
  expect(wrong).toBeLessThanOrEqual(MOST_WRONG);
  // Bonferroni is cautious, but not idle.
  expect(wrong).toBeGreaterThan(0);
});

test("nor is it told of any mix whose verdict it gives, where there is nothing to tell", () => {
  const [a, b] = noisy.positions.values();
  let wrong = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { answer } = driveSteps(noisy, nothing, seed, function* (draw) {
      const all = { ...settings, looks: LOOKS, draw };
      const hybrids = new Hybrids(a, b, noisy, { one: [0], other: [1] }, all, () => 6);
      const sets = [[0], [1], [2], [0, 1], [0, 2], [1, 2]];
      yield* runHybrids([{ of: hybrids, sets }], "hybrids", 0, all);
      hybrids.settle();
      return hybrids;
    });
    const told = answer.all.filter(({ members }) => answer.state(members) !== null);
    wrong += told.length > 0 ? 1 : 0;
  }
  expect(wrong).toBeLessThanOrEqual(MOST_WRONG);
  expect(wrong).toBeGreaterThan(0);
});

test("it may be clear that a mix does not give a verdict where it is not clear whose it gives", () => {
  const [a, b] = noisy.positions.values();
  const three: Study = {
    ...noisy,
    policies: new Map(
      ["wait", "act", "never"].map((key) => {
        const policy = [...noisy.policies.values()][0];
        return [key, { ...policy, key, name: key }] as const;
      }),
    ),
  };
  const engine: Engine = (drawn, policy) => ({
    gain: policy === "act" ? -5 : policy === "wait" ? 0 : (drawn.get("noise of p") ?? NaN),
  });
  const { answer } = driveSteps(three, engine, 7, function* (draw) {
    const all = { ...settings, looks: LOOKS, draw };
    const hybrids = new Hybrids(a, b, three, { one: [0], other: [1] }, all, () => 6);
    yield* runHybrids([{ of: hybrids, sets: [[0]] }], "hybrids", 0, all);
    hybrids.settle();
    return hybrids;
  });
  expect(answer.gives([0], "other")).toBe(false);
  expect(answer.gives([0], "one")).toBeNull();
  expect(answer.state([0])).toBeNull();
  expect(answer.get([0])?.trial.futures).toBe(400);
});
