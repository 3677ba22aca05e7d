import { expect, test } from "vitest";
import { argueDocument } from "#argue/document";
import { AmountComparison } from "#analyse/compare-amounts";
import { pairLevel, standingOf } from "#argue/standing";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { uniform } from "#numeric/philox";
import type { Variable } from "#study/model";
import type { Study } from "#study/study";
import { drive, fakeStudy, normal, place, range, value, type Engine, type Sketch } from "./fake.js";

/** What a speaker does not say, what the modeller chose, and how large each premise's part is. */
const of = (drawn: ReadonlyMap<string, number>, key: string): number => drawn.get(key) ?? NaN;

const silent: Sketch = {
  premises: { x: range(0, 1), y: range(0, 1), z: range(0, 1), noise: normal(0, 1) },
  policies: ["wait", "act"],
  positions: {
    author: { holds: { x: range(0.4, 0.6) }, concludes: ["act"] },
    believer: { holds: { y: range(0.8, 1) } },
    sceptic: { holds: { y: range(0, 0.1) } },
  },
};
const acting =
  (gain: (drawn: ReadonlyMap<string, number>) => number): Engine =>
  (drawn, policy) => ({ gain: policy === "act" ? gain(drawn) + of(drawn, "noise") / 10 : 0 });

test("the unspoken premise: the widest part under which the conclusion follows, tested in new futures", () => {
  const engine = acting((drawn) => of(drawn, "y") - 0.65 + (of(drawn, "x") - 0.5));
  const { document, plans } = drive(fakeStudy(silent), engine, { futures: 2000 });
  expect(argueDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  const { conclusion, unspoken } = document.positions[0];
  expect(conclusion.answer).toBe("does not follow");
  // With y from t to 1 the lead is (1 + t) / 2 − 0.65: above 0 from 0.3 on, clear from 0.4 on.
  const [set] = unspoken?.sets ?? [];
  expect(set).toMatchObject({ confirmed: true, over: "wait" });
  expect(set.premises).toHaveLength(1);
  expect(set.premises[0]).toMatchObject({
    premise: "y",
    saidBy: ["believer"],
    deniedBy: ["sceptic"],
  });
  expect(set.premises[0].low).toBeGreaterThan(0.3);
  expect(set.premises[0].low).toBeLessThan(0.45);
  expect(set.lead.value).toBeGreaterThan(0);
  expect(unspoken?.statement).toMatch(
    /^Follows only if y is above 0\.\d+ \(believer says so, sceptic denies it\)/,
  );
  const tests = plans.filter(({ stage }) => stage === "unspoken");
  expect(tests.map(({ from, to }) => [from, to])).toEqual([[2000, 3000]]);
  // Who argues for nothing, and whose conclusion follows, has nothing left unsaid.
  expect(document.positions[1].unspoken).toBeNull();
});

test("where one open premise is not enough, two are looked for", () => {
  const engine = acting((drawn) => of(drawn, "y") * of(drawn, "z") - 0.55);
  const { document } = drive(fakeStudy(silent), engine, { futures: 2000 });
  const { unspoken } = document.positions[0];
  expect(unspoken?.sets[0].premises.map(({ premise }) => premise)).toEqual(["y", "z"]);
  expect(unspoken?.sets[0].confirmed).toBe(true);
  expect(unspoken?.tried.pairs).toBeGreaterThan(0);
  expect(unspoken?.statement).toContain("nobody here says so");
});

test("where nothing would do, that is said with what was tried", () => {
  const engine = acting((drawn) => of(drawn, "y") - 3);
  const { document } = drive(fakeStudy(silent), engine, { futures: 400 });
  const { unspoken } = document.positions[0];
  expect(unspoken?.sets).toEqual([]);
  expect(unspoken?.statement).toMatch(/^Nothing found that would make it follow: \d+ parts of one/);
});

function constant(key: string, number: number, ends: readonly [number, number] | null): Variable {
  return {
    name: key,
    key,
    kind: "constant",
    dimensions: [],
    definitions: [{ kind: "constant", value: number, place, subscripts: [], except: [] }],
    unit: null,
    unitPlace: null,
    documentation: null,
    range: ends,
    nonNegative: false,
    place,
  };
}

function withConstants(study: Study, constants: readonly Variable[]): Study {
  const variables = new Map(constants.map((variable) => [variable.key, variable]));
  return { ...study, model: { ...study.model, variables } };
}

test("the modeller on trial: the constant that decides is named, with what was tried", () => {
  const sketch: Sketch = {
    ...silent,
    positions: { author: { holds: { x: range(0.4, 0.6) }, basis: "inferred" } },
  };
  const study = withConstants(fakeStudy(sketch), [
    constant("k", 1.2, [0.5, 3]),
    constant("j", 5, [4, 6]),
    constant("scale", 100, null),
    constant("x", 1, [0, 1]),
  ]);
  const engine = acting((drawn) => (drawn.get("k") ?? 1.2) - 1 + of(drawn, "x") - 0.5);
  const { document } = drive(study, engine, { futures: 1000 });
  const { modeller } = document;
  expect(document.positions[0].verdict.favoured).toEqual(["act"]);
  // A scale without a range and a premise are not moved; k down to 0.6, j not beyond its range.
  expect(modeller).toMatchObject({ constants: 2, screened: 4, suspected: 1, retried: 1 });
  expect(modeller?.choices).toHaveLength(1);
  expect(modeller?.choices[0]).toMatchObject({ key: "k", low: 0.6, high: 1.7999999999999998 });
  expect(modeller?.choices[0].changes).toMatchObject([
    { position: "author", at: 0.6, favoured: ["wait"], confirmed: true },
  ]);
  expect(modeller?.choices[0].changes[0].lead?.value).toBeCloseTo(0.4, 1);
  // x left open changes nothing, and all drawn at once k is 1.2 on average.
  expect(modeller?.beliefs).toMatchObject([{ premise: "x", basis: "inferred", changes: "no" }]);
  expect(modeller?.together).toMatchObject([{ position: "author", favoured: ["act"], same: true }]);
  expect(modeller?.statement).toMatch(/k clearly did\./);
});

const gap: Sketch = {
  premises: { a: value(0), b: value(0), c: value(0), noise: normal(0, 1) },
  policies: ["wait", "act"],
  positions: {
    one: { holds: { a: value(0), b: value(0), c: value(0) } },
    two: { holds: { a: value(1), b: value(1), c: value(1) } },
  },
};

test("attribution: S1's shares, 14, 5 and −2 of 17, through the whole of an argument", () => {
  // From −8 to 9, with the worths of S1 in between.
  const worths: Readonly<Record<string, number>> = {
    "": 0,
    a: 10,
    b: 4,
    c: 0,
    ab: 20,
    ac: 10,
    bc: -2,
    abc: 17,
  };
  const engine = acting((drawn) => {
    const held = ["a", "b", "c"].filter((key) => of(drawn, key) === 1).join("");
    return worths[held] - 8;
  });
  const { document } = drive(fakeStudy(gap), engine);
  const [{ attribution, questions }] = document.pairs;
  expect(attribution).toMatchObject({
    method: "exact",
    policies: ["wait", "act"],
    interactions: [{}, {}, {}],
  });
  expect(attribution?.gap.value).toBeCloseTo(17, 6);
  const shares = attribution?.shares.map(({ premise, value: share }) => [
    premise,
    Number(share.value?.toFixed(6)),
  ]);
  expect(shares).toEqual([
    ["a", 14],
    ["b", 5],
    ["c", -2],
  ]);
  // Both at half of each other's a: (v(a) + v(abc) − v(bc)) / 2 of 17.
  const closes = questions.find(({ premise }) => premise === "a")?.closes;
  expect(closes?.value).toBeCloseTo(29 / 34, 6);
});

test("above twelve premises orders are sampled, with their standard errors; shares add up to the gap", () => {
  const names = [..."abcdefghijklm"];
  const all = (held: number) => Object.fromEntries(names.map((name) => [name, value(held)]));
  const study = fakeStudy({
    premises: { ...all(0), noise: normal(0, 1) },
    policies: ["wait", "act"],
    positions: { one: { holds: all(0) }, two: { holds: all(1) } },
  });
  const engine = acting((drawn) => {
    const sum = names.reduce((total, name, at) => total + of(drawn, name) * (at + 1), 0);
    return sum - 40 + 20 * of(drawn, "a") * of(drawn, "b");
  });
  const { document } = drive(study, engine, { between: ["one", "two"], futures: 200 });
  const { attribution } = document.pairs[0];
  expect(attribution).toMatchObject({ method: "sampled", permutations: 10 });
  const sum = attribution?.shares.reduce(
    (total, { value: share }) => total + (share.value ?? 0),
    0,
  );
  expect(sum).toBeCloseTo(111, 6);
  // An order and its reverse halve the interaction between them exactly: 1 + 10 and 2 + 10.
  const share = (name: string) =>
    attribution?.shares.find(({ premise }) => premise === name)?.value.value;
  expect(share("a")).toBeCloseTo(11, 6);
  expect(share("b")).toBeCloseTo(12, 6);
  expect(share("m")).toBeCloseTo(13, 6);
});

test("the pooled view is by the weights that are given; who is left out is not in it", () => {
  const engine: Engine = (drawn, policy) => ({ gain: policy === "act" ? of(drawn, "x") - 0.5 : 0 });
  const sketch: Sketch = {
    premises: { x: range(0, 1) },
    policies: ["wait", "act"],
    positions: {
      low: { holds: { x: range(0, 0.2) } },
      high: { holds: { x: range(0.6, 0.8) } },
      echo: { holds: { x: range(0.6, 0.8) } },
      other: { holds: { x: value(1) } },
    },
  };
  const pooled = (weights: Readonly<Record<string, number>>) =>
    drive(fakeStudy(sketch), engine, {
      weights: new Map(Object.entries(weights)),
      futures: 500,
    }).document.pooled;
  // −0.4 and 0.2 (once, the echo is the same again).
  const even = pooled({ other: 0 });
  expect(even?.weights).toEqual([
    { position: "low", weight: 1 },
    { position: "high", weight: 1 },
  ]);
  expect(even?.favoured).toEqual(["wait"]);
  expect(even?.lead?.value).toBeCloseTo(0.1, 2);
  const heavy = pooled({ high: 4, other: 0 });
  expect(heavy?.favoured).toEqual(["act"]);
  expect(heavy?.lead?.value).toBeCloseTo((4 * 0.2 - 0.4) / 5, 2);
  // Whoever is right would do as they do: 0.2 · 4/5 and 0, over acting.
  expect(heavy?.valueOfKnowingWhoIsRight.value).toBeCloseTo(0.08, 2);
  expect(heavy?.minimax).toEqual(["wait"]);
});

test("the level of a pair of policies is corrected for the best having been chosen", () => {
  expect(pairLevel(0.95, 2)).toBeCloseTo(0.95, 12);
  expect(pairLevel(0.95, 3)).toBeCloseTo(0.95, 12);
  expect(pairLevel(0.95, 6)).toBeCloseTo(0.98, 12);
});

test("twelve policies that are all the same: the truly best is left out in no more than 5 % of tries", () => {
  const arithmetic = createNumberArithmetic();
  const policies = Array.from({ length: 12 }, (_, at) => at);
  const tries = 200;
  let lost = 0;
  for (let seed = 0; seed < tries; seed++) {
    const comparison = new AmountComparison(12, "more");
    for (let future = 0; future < 60; future++) {
      const values = Float64Array.from(policies, (policy) =>
        normalQuantile(arithmetic, uniform(seed, future, policy, 0)),
      );
      comparison.add(values, policies);
    }
    // All are the best; the first stands for the one that is.
    if (!standingOf(comparison, policies, 0.95).favoured.includes(0)) lost += 1;
  }
  // 5 % of 200, and three standard deviations.
  expect(lost).toBeLessThanOrEqual(10 + 9);
});
