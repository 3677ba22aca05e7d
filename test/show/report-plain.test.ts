import { expect, test } from "vitest";
import { writeReport } from "#show/report/report";
import { drive, fakeStudy, range, type Engine, type Sketch } from "../argue/fake.js";

/** Reports of studies in which there is little to say: nothing empty, nothing absurd. */
const engine: Engine = (drawn, policy) => {
  const growth = drawn.get("growth") ?? NaN;
  return policy === "build" ? { jobs: growth, dead: 2 } : { jobs: 0.2, dead: growth };
};
const sketch = (positions: Sketch["positions"]): Sketch => ({
  premises: { growth: range(0, 1), "weight of lives": range(0, 1) },
  policies: ["build", "wait"],
  outcomes: ["jobs", "-dead"],
  criterion: {
    kind: "loss",
    place: { file: "study.yaml", line: 1, column: 1, length: 1 },
    terms: [
      { outcome: "jobs", weight: 1, reference: 1, scale: 1 },
      { outcome: "dead", weight: "weight of lives", reference: 0, scale: 1 },
    ],
  },
  positions,
});
const written = (positions: Sketch["positions"]): string =>
  writeReport(drive(fakeStudy(sketch(positions)), engine, { futures: 300 }).document, "markdown");
const absurd = /\b0 mixes|e−?\d\d\b|undefined|NaN|null|\b1 (premises|mixes|futures)\b/u;

test("one position alone", () => {
  const text = written({
    author: { holds: { growth: range(0.8, 1), "weight of lives": range(0, 0.1) } },
  });
  expect(text).toContain("With author's premises: build.");
  expect(text).not.toContain("## Which disagreements decide");
  expect(text).not.toContain("## What happened afterwards");
  expect(text).not.toMatch(absurd);
});

test("two who agree: to know who is right is worth nothing", () => {
  const text = written({
    author: { holds: { "weight of lives": range(0, 0.05) }, concludes: ["build"] },
    other: { holds: { "weight of lives": range(0, 0.1) }, concludes: ["build"] },
  });
  expect(text).toContain("Nobody who holds premises clearly disagrees with author on the policy.");
  expect(text).toContain("would be worth nothing: each of them favours that policy.");
  expect(text).not.toContain("## What is left unsaid");
  expect(text).not.toMatch(absurd);
});

test("two who differ in one value and nothing else", () => {
  const text = written({
    author: { holds: { "weight of lives": range(0, 0.1) } },
    other: { holds: { "weight of lives": range(0.8, 1) } },
  });
  expect(text).toContain("They differ in 1 premise, on which both say something.");
  expect(text).toContain("what they disagree about is values. To agree on values alone would");
  // A share of one premise, or of its distance, would say what is known already.
  expect(text).not.toContain("Shapley");
  expect(text).not.toContain("the distance between them would shrink");
  expect(text).not.toMatch(absurd);
});

test("what is told of one concession is not undecided among the mixes", () => {
  const { document } = drive(
    fakeStudy(
      sketch({
        author: { holds: { growth: range(0, 1), "weight of lives": range(0, 0.2) } },
        other: { holds: { growth: range(0, 0.1), "weight of lives": range(0.8, 1) } },
      }),
    ),
    engine,
    { futures: 300 },
  );
  const [{ lattice, directions }] = document.pairs;
  for (const { from, singles } of directions) {
    const told = singles.filter(({ answer }) => answer !== "undecided");
    expect(told.length).toBeGreaterThan(0);
    const open = lattice?.directions.find((one) => one.from === from)?.possible ?? [];
    for (const { premises } of open) {
      expect(told.map(({ premises: [{ key }] }) => key)).not.toContain(premises.join());
    }
  }
});
