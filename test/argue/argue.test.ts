import fc from "fast-check";
import { expect, test } from "vitest";
import { argueDocument, type ArgueDocument } from "#argue/document";
import { drive, fakeStudy, normal, range, value, type Engine, type Sketch } from "./fake.js";

/** INB = 1 + 2a + b + 0.5c with standard normal premises: T1 of the reference values. */
const t1: Sketch = {
  premises: { a: normal(0, 1), b: normal(0, 1), c: normal(0, 1) },
  positions: { author: { holds: { a: normal(0, 1) }, concludes: ["act"] } },
  policies: ["wait", "act"],
};
const t1Engine: Engine = (premises, policy) => {
  const [a, b, c] = ["a", "b", "c"].map((key) => premises.get(key) ?? NaN);
  return { gain: policy === "act" ? 1 + 2 * a + b + 0.5 * c : 0 };
};

const only = (document: ArgueDocument, key: string) => {
  const found = document.positions.find((position) => position.key === key);
  if (found === undefined) throw new Error(`no position ${key}`);
  return found;
};

test("T1: the lead, its interval and the share of futures are the closed forms'", () => {
  const { document } = drive(fakeStudy(t1), t1Engine, { futures: 4000 });
  const { verdict, policies, conclusion } = only(document, "author");
  expect(verdict.favoured).toEqual(["act"]);
  const { low, high, n } = verdict.lead ?? { low: null, high: null, n: 0 };
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1);
  expect(n).toBe(4000);
  // s = 2.291288, so the half width is 1.96 · s / √4000.
  expect(((high ?? 0) - (low ?? 0)) / 2).toBeCloseTo((1.96 * 2.291288) / Math.sqrt(4000), 2);
  const act = policies[1].best;
  expect(act.low).toBeLessThan(1 - 0.33126);
  expect(act.high).toBeGreaterThan(1 - 0.33126);
  expect(conclusion.answer).toBe("follows");
});

test("the document is what its schema says, through JSON and back", () => {
  const { document } = drive(fakeStudy(t1), t1Engine);
  expect(argueDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test("policies that do the same are a tie, share futures, and prove nothing", () => {
  const sketch = { ...t1, policies: ["wait", "act", "act again"] };
  const engine: Engine = (premises, policy) => t1Engine(premises, policy.replace(" again", ""));
  const { document } = drive(fakeStudy(sketch), engine);
  const { verdict, policies, conclusion } = only(document, "author");
  expect(verdict.favoured).toEqual(["act", "act again"]);
  expect(verdict.tie).toBe(true);
  expect(verdict.lead).toMatchObject({ value: 0, low: 0, high: 0 });
  expect(policies[1].best.value).toBeCloseTo(policies[2].best.value ?? NaN, 12);
  expect(conclusion).toEqual({
    answer: "undecided",
    reason: "act is not clearly ahead of act again",
    policies: ["act"],
    against: [],
    claim: "c1",
  });
});

test("a lead whose interval includes 0 is a tie, however it looks", () => {
  const sketch = { ...t1, premises: { ...t1.premises, a: normal(0, 30) } };
  const open = { ...sketch, positions: { author: { holds: { b: value(0) } } } };
  const { document } = drive(fakeStudy(open), t1Engine, { futures: 100 });
  const { verdict } = only(document, "author");
  expect(verdict.lead?.low).toBeLessThan(0);
  expect(verdict.favoured).toHaveLength(2);
});

const three: Sketch = {
  premises: { x: range(0, 1) },
  policies: ["low", "middle", "high"],
  positions: {
    ranks: { holds: { x: range(0.9, 1) }, concludes: ["high", "middle", "low"] },
    "ranks wrongly": { holds: { x: range(0.9, 1) }, concludes: ["high", "low", "middle"] },
    errs: { holds: { x: range(0.9, 1) }, concludes: ["low"] },
    silent: { holds: { x: range(0.9, 1) } },
    empty: { concludes: ["low"], document: "reply" },
  },
  claims: [
    {
      name: "R1",
      key: "r1",
      place: { file: "", line: 1, column: 1, length: 1 },
      says: "A conspiracy.",
      document: "reply",
      anchor: {
        exact: "q",
        prefix: "",
        suffix: "",
        place: { file: "", line: 1, column: 1, length: 1 },
        original: null,
      },
      about: [],
      unmodelled: "No effect on the mechanisms.",
    },
  ],
};
const threeEngine: Engine = (premises, policy) => ({
  gain: ({ low: 1, middle: 2, high: 4 }[policy] ?? 0) * (premises.get("x") ?? NaN),
});

test("against a policy: right where another is clearly better, wrong where it is clearly the best", () => {
  const holds = { x: range(0.9, 1) };
  const { document } = drive(
    fakeStudy({
      ...three,
      policies: ["low", "middle", "high", "high again"],
      positions: {
        right: { holds, against: ["low", "middle"] },
        wrong: { holds, against: ["high"] },
        both: { holds, concludes: ["high"], against: ["low"] },
        empty: { against: ["low"] },
      },
    }),
    (premises, policy) => ({
      gain:
        threeEngine(premises, policy.replace(" again", ""))!["gain"] -
        (policy === "high" ? 0 : 1e-9),
    }),
  );
  const answers = document.positions.map(({ key, conclusion }) => [key, conclusion.answer]);
  expect(answers).toEqual([
    ["right", "follows"],
    ["wrong", "does not follow"],
    ["both", "follows"],
    ["empty", "untestable"],
  ]);
  const [right, wrong] = document.positions.map(({ conclusion }) => conclusion);
  expect(right.against.map(({ policy, answer }) => [policy, answer])).toEqual([
    ["low", "follows"],
    ["middle", "follows"],
  ]);
  expect(wrong.against[0].reason).toContain("high is the best, ahead of high again");
});

test("against a policy that is tied for the best is undecided, and one failing part fails the whole", () => {
  const holds = { x: range(0.9, 1) };
  const { document } = drive(
    fakeStudy({
      ...three,
      policies: ["low", "high", "high again"],
      positions: {
        tied: { holds, against: ["high"] },
        mixed: { holds, concludes: ["low"], against: ["high"] },
      },
    }),
    (premises, policy) => threeEngine(premises, policy.replace(" again", "")),
  );
  const [tied, mixed] = document.positions.map(({ conclusion }) => conclusion);
  expect(tied).toMatchObject({
    answer: "undecided",
    reason: "high is neither clearly the best nor clearly behind high again",
  });
  expect(mixed.answer).toBe("does not follow");
  expect(mixed.against[0].answer).toBe("undecided");
});

test("conclusions: a ranking follows pair by pair, fails by any pair, and empty hands prove nothing", () => {
  const { document } = drive(fakeStudy(three), threeEngine);
  const answers = document.positions.map(({ key, conclusion }) => [key, conclusion.answer]);
  expect(answers).toEqual([
    ["ranks", "follows"],
    ["ranks wrongly", "does not follow"],
    ["errs", "does not follow"],
    ["silent", "none"],
    ["empty", "untestable"],
  ]);
  expect(only(document, "errs").conclusion.reason).toMatch(
    /^with these premises high is ahead of low by 2\.\d \(/,
  );
  expect(only(document, "empty").conclusion.reason).toBe(
    "nothing the model can test: its only claim is unmodelled",
  );
  expect(only(document, "empty").premises).toMatchObject({ stated: 0, open: 1 });
  expect(only(document, "empty").claims).toEqual({ all: 1, unmodelled: 1 });
  expect(only(document, "ranks").premises).toMatchObject({ stated: 1, inferred: 0, open: 0 });
  const relations = document.pairs.map(({ positions, relation }) => [positions[1], relation]);
  expect(relations).toEqual([
    ["ranks wrongly", "same verdict"],
    ["errs", "same verdict"],
    ["silent", "same verdict"],
    ["empty", "no premises"],
  ]);
});

test("equal positions are run once, and a value premise asks for no run of its own", () => {
  const sketch: Sketch = {
    premises: { x: range(0, 1), "weight of cost": range(0, 1) },
    policies: ["spend", "save"],
    outcomes: ["-cost", "harm"].map((key) => key.replace("harm", "-harm")),
    criterion: {
      kind: "loss",
      place: { file: "study.yaml", line: 9, column: 1, length: 1 },
      terms: [
        { outcome: "harm", weight: 1, reference: 0, scale: 1 },
        { outcome: "cost", weight: "weight of cost", reference: 0, scale: 2 },
      ],
    },
    positions: {
      author: { holds: { "weight of cost": range(0, 0.1) } },
      twin: { holds: { "weight of cost": range(0, 0.1) } },
      thrifty: { holds: { "weight of cost": range(0.8, 1) } },
    },
  };
  const engine: Engine = (premises, policy) =>
    policy === "spend"
      ? { cost: 2, harm: 0.1 * (premises.get("x") ?? NaN) }
      : { cost: 0, harm: 0.5 };
  const { document, plans } = drive(fakeStudy(sketch), engine, { futures: 300 });
  const ids = new Set(plans.flatMap(({ cases }) => cases.map(({ id }) => id)));
  expect(ids.size).toBe(2);
  expect(document.runs).toBe(600);
  expect(only(document, "author").verdict.favoured).toEqual(["spend"]);
  expect(only(document, "thrifty").verdict.favoured).toEqual(["save"]);
  // 0.1 · mean x + mean weight: the value premise is drawn for every future.
  const spend = only(document, "thrifty").policies[0].criterion;
  expect(spend.low).toBeLessThan(0.95);
  expect(spend.high).toBeGreaterThan(0.95);
  const pair = document.pairs.find(({ positions }) => positions[1] === "thrifty");
  expect(pair?.doubleCruxes).toEqual(["weight of cost"]);
  expect(document.cruxes[0]).toMatchObject({ kind: "value", double: ["author|thrifty"] });
});

test("failed futures are counted with their cause, and bound the shares", () => {
  const engine: Engine = (premises, policy) => {
    const a = premises.get("a") ?? NaN;
    return policy === "act" && a > 1 ? null : t1Engine(premises, policy);
  };
  const { document } = drive(fakeStudy(t1), engine, { futures: 1000 });
  const [failure] = document.failures;
  expect(failure).toMatchObject({
    position: "author",
    conceded: [],
    policy: "act",
    cause: "the engine gave up",
  });
  expect(failure.count).toBeGreaterThan(100);
  expect(failure.count).toBeLessThan(220);
  const { policies, verdict } = only(document, "author");
  for (const { criterion, best } of policies) {
    expect(criterion.n).toBe(1000 - failure.count);
    expect(criterion.failed).toBe(failure.count);
    expect(best.failed).toBe(failure.count);
  }
  const wins = (policies[1].best.value ?? NaN) * policies[1].best.n;
  expect(policies[1].best.low).toBeLessThan(wins / 1000);
  expect(policies[1].best.high).toBeGreaterThan((wins + failure.count) / 1000);
  expect(verdict.lead?.failed).toBe(failure.count);
});

test("an outcome that is no number fails the future; if all fail there is no verdict", () => {
  const { document } = drive(fakeStudy(t1), () => ({ gain: NaN }), { futures: 50 });
  expect(document.failures).toMatchObject([
    { policy: "wait", cause: 'the outcome "gain" is not a finite number', count: 50, first: 0 },
    { policy: "act", count: 50 },
  ]);
  const { verdict, policies, conclusion } = only(document, "author");
  expect(verdict).toEqual({
    scale: "amount",
    favoured: [],
    tie: false,
    runnerUp: null,
    lead: null,
    mostOften: null,
  });
  expect(policies[0].criterion).toMatchObject({ value: null, n: 0, failed: 50 });
  expect(conclusion.answer).toBe("undecided");
});

const linear = fc.record({
  effects: fc.array(
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    {
      minLength: 3,
      maxLength: 3,
    },
  ),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
});

test("renaming and reordering the policies changes nothing but their names and order", () => {
  fc.assert(
    fc.property(linear, ({ effects, order }) => {
      const names = ["p", "q", "r"];
      const other = ["one", "two", "three"];
      const engineFor =
        (known: readonly string[]): Engine =>
        (premises, policy) => {
          const [a, b, base] = effects[known.indexOf(policy)];
          return { gain: a * (premises.get("x") ?? NaN) + b * (premises.get("y") ?? NaN) + base };
        };
      const sketch = {
        premises: { x: range(0, 1), y: range(0, 1) },
        positions: {
          author: { holds: { x: range(0, 0.2), y: range(0.5, 0.6) } },
          reader: { holds: { x: range(0.8, 1), y: range(0, 0.2) } },
        },
      };
      const options = { futures: 60, screening: 20 };
      const plain = fakeStudy({ ...sketch, policies: names });
      const renamed = fakeStudy({ ...sketch, policies: order.map((at) => other[at]) });
      const expected = drive(plain, engineFor(names), options).document;
      const got = drive(renamed, engineFor(other), options).document;
      const translated = JSON.parse(
        other.reduce(
          (text, name, at) => text.replaceAll(`"${name}"`, `"${names[at]}"`),
          JSON.stringify({ positions: got.positions, pairs: got.pairs, cruxes: got.cruxes }),
        ),
      ) as Pick<ArgueDocument, "positions" | "pairs" | "cruxes">;
      const sorted = translated.positions.map((position) => ({
        ...position,
        policies: [...position.policies].sort((one, two) => (one.policy < two.policy ? -1 : 1)),
        regret: [...position.regret].sort((one, two) => (one.policy < two.policy ? -1 : 1)),
      }));
      expect(sorted).toEqual(expected.positions);
      const wordless = (pairs: ArgueDocument["pairs"]) =>
        pairs.map((pair) => ({ ...pair, sentence: "" }));
      expect(wordless(translated.pairs)).toEqual(wordless(expected.pairs));
      expect(translated.cruxes).toEqual(expected.cruxes);
    }),
    { seed: 7, numRuns: 40 },
  );
});

test("the results do not depend on how many runs a plan asks for", () => {
  const sketch: Sketch = {
    ...t1,
    positions: {
      author: { holds: { a: normal(0, 1) } },
      reader: { holds: { a: normal(-2, 1), b: normal(0.2, 1) } },
    },
  };
  const settings = { futures: 5000, screening: 300 };
  const large = drive(fakeStudy(sketch), t1Engine, settings);
  const small = drive(fakeStudy(sketch), t1Engine, { ...settings, runsPerPlan: 1 });
  expect(small.plans.length).toBeGreaterThan(large.plans.length);
  expect(small.document).toEqual(large.document);
});

test("the ends of ranges are the same for every case, and cover every future once", () => {
  const sketch: Sketch = {
    ...t1,
    positions: {
      author: { holds: { a: normal(0, 1) } },
      reader: { holds: { a: normal(-0.6, 1) } },
    },
  };
  const { plans } = drive(fakeStudy(sketch), t1Engine, { futures: 5000, screening: 300 });
  const ranges = new Map<string, string[]>();
  for (const { cases, from, to } of plans) {
    for (const { id } of cases) ranges.set(id, [...(ranges.get(id) ?? []), `${from} ${to}`]);
  }
  const every = ["0 100", "100 300", "300 1200", "1200 5000"];
  for (const asked of ranges.values()) {
    expect(asked.slice(0, every.length)).toEqual(every);
    // What is asked for again is asked from the first future on, as long as it is in the running.
    for (const [at, range] of asked.entries()) {
      const next = at === 0 ? 0 : every.indexOf(asked[at - 1]) + 1;
      expect([every[0], every[next]]).toContain(range);
    }
  }
});

test("a study that cannot be judged says so before anything is run", () => {
  const study = fakeStudy({ ...t1, outcomes: ["gain"] });
  const broken = { ...study, criterion: { ...study.criterion, outcome: "losses" } } as typeof study;
  expect(() => drive(broken, t1Engine)).toThrow(/names the outcome "losses"/);
  expect(() => drive(study, t1Engine, { futures: 0 })).toThrow(/number of futures is 0/);
  expect(() => drive(study, t1Engine, { between: ["author", "nobody"] })).toThrow(/nobody/);
});
