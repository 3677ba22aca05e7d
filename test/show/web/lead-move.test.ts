import { expect, test } from "vitest";
import { leadMove } from "#show/page/seeing/lead-move";
import type { Moment } from "#show/page/seeing/lead-move";
import type { Criterion, Outcome, Study } from "#study/study";

import { exampleStudy } from "./payloads.js";

const example = await exampleStudy("school-closures");
const [first] = example.outcomes.values();
const outcome = (key: string, prefer: "less" | "more"): Outcome => ({ ...first, key, prefer });
const study: Study = {
  ...example,
  outcomes: new Map([
    ["deaths", outcome("deaths", "less")],
    ["lessons", outcome("lessons", "more")],
  ]),
};
const { place } = example.criterion;
const criterion: Criterion = {
  kind: "loss",
  place,
  terms: [
    { outcome: "deaths", weight: 2, reference: 5, scale: 10 },
    { outcome: "lessons", weight: "worth", reference: 100, scale: 4 },
  ],
};

function moment(
  deaths: readonly [number[], number[]],
  lessons: readonly [number[], number[]],
  worth: number[],
): Moment {
  const runs = (at: 0 | 1) => ({
    outcomes: new Map([
      ["deaths", Float64Array.from(deaths[at])],
      ["lessons", Float64Array.from(lessons[at])],
    ]),
  });
  const policies = new Map([
    ["close", runs(0)],
    ["open", runs(1)],
  ]);
  return { policies, weights: new Map([["worth", Float64Array.from(worth)]]) };
}

const before = moment(
  [
    [10, 20],
    [20, 40],
  ],
  [
    [8, 8],
    [12, 16],
  ],
  [1, 3],
);
const now = moment(
  [
    [10, 20],
    [20, 40],
  ],
  [
    [8, 8],
    [8, 8],
  ],
  [1, 3],
);

test("a lead is the sum of its terms, and what moved most comes first", () => {
  const move = leadMove(study, criterion, ["close", "open"], before, now, 2);
  // Deaths: 2 · mean(10, 20) / 10 = 3 for closing. Lessons: −mean(1 · 4, 3 · 8) / 4 = −3.5, then 0.
  expect(move?.terms.map(({ outcome: key }) => key)).toEqual(["lessons", "deaths"]);
  expect(move?.terms.map((term) => [term.before, term.now + 0])).toEqual([
    [-3.5, 0],
    [3, 3],
  ]);
  expect([move?.before, move?.now]).toEqual([-0.5, 3]);
  expect(move?.terms[0].means).toEqual({ before: [8, 14], now: [8, 8] });
});

test("only futures of both moments count, and those that failed in neither policy", () => {
  const failed = moment(
    [
      [10, Number.NaN],
      [20, 40],
    ],
    [
      [8, 8],
      [12, 16],
    ],
    [1, 3],
  );
  const move = leadMove(study, criterion, ["close", "open"], failed, now, 1);
  expect(move?.terms.find(({ outcome: key }) => key === "deaths")?.now).toBe(2);
  const whole = leadMove(study, criterion, ["close", "open"], failed, now, 2);
  expect(whole?.terms.find(({ outcome: key }) => key === "deaths")?.before).toBe(2);
});

test("what has no terms, or no runs, has no such account", () => {
  const expected: Criterion = { kind: "expected", outcome: "deaths", place };
  expect(leadMove(study, expected, ["close", "open"], before, now, 2)).toBeNull();
  expect(leadMove(study, criterion, ["close", "nothing"], before, now, 2)).toBeNull();
  const unweighed = { ...now, weights: new Map<string, Float64Array>() };
  expect(leadMove(study, criterion, ["close", "open"], before, unweighed, 2)).toBeNull();
});
