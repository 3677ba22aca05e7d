import { expect, test } from "vitest";
import type { ArgueDocument } from "#argue/document";
import { actOrWait } from "./act-or-wait.js";
import { drive, expected, fakeStudy, normal, range, type Engine, type Sketch } from "./fake.js";

/** The lattices of the reference values. */
function lattice(premises: readonly string[], benefit: (held: Record<string, number>) => number) {
  const { study, engine } = actOrWait(premises, benefit);
  const { document } = drive(study, engine, { between: ["a", "b"], futures: 1600 });
  const [pair] = document.pairs;
  const flips = (tried: ArgueDocument["pairs"][number]["directions"][number]["singles"] | null) =>
    (tried ?? [])
      .filter(({ answer }) => answer === "flips")
      .map((concession) => concession.premises.map(({ key }) => key).join(""));
  const [ofA, ofB] = pair.directions;
  return {
    document,
    singles: flips(ofA.singles),
    pairs: flips(ofA.pairs),
    undecided: [...ofA.singles, ...(ofA.pairs ?? [])].filter(
      ({ answer }) => answer === "undecided",
    ),
    back: flips(ofB.singles),
    double: pair.doubleCruxes,
  };
}

const sign = (holds: boolean): number => (holds ? 1 : -1);

test("L1, (1 and 2) or 3: {3} alone, {1, 2} together; nothing flips B back", () => {
  const found = lattice(["1", "2", "3"], (held) => sign(Boolean((held[1] && held[2]) || held[3])));
  expect(found.singles).toEqual(["3"]);
  expect(found.pairs).toEqual(["12"]);
  expect(found.back).toEqual([]);
  expect(found.double).toEqual([]);
  expect(found.undecided).toEqual([]);
});

test("L2, −4 + 5a + 3b + 2c + d + 0.5e: {a} alone, {b, c} together, {b, d} cannot be told", () => {
  const found = lattice(
    ["a", "b", "c", "d", "e"],
    ({ a, b, c, d, e }) => -4 + 5 * a + 3 * b + 2 * c + d + 0.5 * e,
  );
  expect(found.singles).toEqual(["a"]);
  expect(found.pairs).toEqual(["bc"]);
  expect(found.undecided.map(({ premises }) => premises.map(({ key }) => key).join(""))).toEqual([
    "bd",
  ]);
});

test("L3, 1 and (not 2 or 3): {1}, which flips B back as well", () => {
  const found = lattice(["1", "2", "3"], (held) => sign(Boolean(held[1] && (!held[2] || held[3]))));
  expect(found.singles).toEqual(["1"]);
  expect(found.back).toEqual(["1", "3"]);
  expect(found.double).toEqual(["1"]);
  expect(found.document.cruxes[0]).toMatchObject({ premise: "1", double: ["a|b"] });
});

test("L4, 3 and (1 or 2): no single flips A, two pairs do; 3 is a crux for B only", () => {
  const found = lattice(["1", "2", "3"], (held) => sign(Boolean(held[3] && (held[1] || held[2]))));
  expect(found.singles).toEqual([]);
  expect(found.pairs).toEqual(["13", "23"]);
  expect(found.back).toEqual(["3"]);
  expect(found.double).toEqual([]);
  expect(found.document.cruxes.map(({ flips }) => flips.map(({ position }) => position))).toEqual([
    ["b"],
  ]);
});

const dispute: Sketch = {
  premises: { x: range(0, 1), y: range(0, 1), z: range(0, 1) },
  policies: ["wait", "act"],
  positions: {
    author: { holds: { x: range(0, 0.2), z: range(0, 1) } },
    reader: { holds: { x: range(0.8, 1), y: range(0.2, 0.3), z: range(0, 1) } },
    "fellow reader": { holds: { x: range(0, 0.1) } },
  },
};
const disputeEngine: Engine = (premises, policy) => ({
  gain: policy === "act" ? (premises.get("x") ?? NaN) - 0.5 : 0,
});

test("only what the other holds differently is a concession; new ground is told from a disagreement", () => {
  const { document } = drive(fakeStudy(dispute), disputeEngine);
  const pair = document.pairs.find(({ id }) => id === "author|reader");
  const [there, back] = pair?.directions ?? [];
  const grounds = (direction: typeof there) =>
    direction.singles.map(({ premises, answer }) => [premises[0].key, premises[0].ground, answer]);
  // Both hold all of z; y is open for the author, and that the reader is not bound by it.
  expect(grounds(there)).toEqual([
    ["x", "disagreement", "flips"],
    ["y", "new ground", "holds"],
  ]);
  expect(grounds(back)).toEqual([["x", "disagreement", "flips"]]);
  expect(there.singles[0]).toMatchObject({ favoured: ["act"], reachesOther: true, over: "wait" });
  expect(there.singles[0].premises[0]).toMatchObject({ own: "0 to 0.2", others: "0.8 to 1" });
  expect(there.singles[0].lead?.value).toBeCloseTo(0.4, 1);
  expect(there.pairs).toBeNull();
  const other = document.pairs.find(({ id }) => id === "author|fellow reader");
  expect(other).toMatchObject({ relation: "same verdict", directions: [] });
});

test("the order of two positions turns a pair round and changes no answer", () => {
  const there = drive(fakeStudy(dispute), disputeEngine, { between: ["author", "reader"] });
  const back = drive(fakeStudy(dispute), disputeEngine, { between: ["reader", "author"] });
  const turned = back.document.pairs[0].directions.toReversed();
  expect(turned).toEqual(there.document.pairs[0].directions);
});

test("a flip may lead to a third policy, and says so", () => {
  const sketch: Sketch = {
    ...dispute,
    policies: ["wait", "act", "leave"],
    positions: {
      author: { holds: { x: range(0, 0.1), y: range(0, 0.1) } },
      reader: { holds: { x: range(0.9, 1), y: range(0.9, 1) } },
    },
  };
  const engine: Engine = (premises, policy) => {
    const x = premises.get("x") ?? NaN;
    const y = premises.get("y") ?? NaN;
    return { gain: { wait: 0.5, act: x + y - 1, leave: x - y }[policy] ?? NaN };
  };
  const { document } = drive(fakeStudy(sketch), engine);
  const [x] = document.pairs[0].directions[0].singles;
  expect(x).toMatchObject({ answer: "flips", favoured: ["leave"], reachesOther: false });
});

test("a tie that a concession settles counts as a flip, one that stays does not hold", () => {
  const sketch: Sketch = {
    premises: { x: range(-1, 1), y: range(0, 1), noise: normal(0, 1) },
    policies: ["wait", "act", "leave"],
    positions: {
      torn: { holds: { y: range(0, 0.5) } },
      reader: { holds: { x: range(0.8, 1), y: range(0.5, 1) } },
    },
  };
  const engine: Engine = (premises, policy) => {
    const gain = { wait: 0, act: premises.get("x") ?? NaN, leave: -3 }[policy] ?? NaN;
    return { gain };
  };
  const { document } = drive(fakeStudy(sketch), engine);
  expect(document.positions[0].verdict.favoured).toHaveLength(2);
  expect(document.pairs[0].relation).toBe("overlapping ties");
  const [x, y] = document.pairs[0].directions[0].singles;
  expect(x).toMatchObject({ answer: "flips", favoured: ["act"], over: "wait" });
  expect(y).toMatchObject({ answer: "undecided" });
  expect(y.favoured).toHaveLength(2);
});

test("who holds the same as an earlier speaker is told, and not set against anybody again", () => {
  const sketch: Sketch = {
    ...dispute,
    positions: {
      ...dispute.positions,
      echo: { holds: { y: range(0.2, 0.3), x: range(0.8, 1), z: range(0, 1) } },
    },
  };
  const { document } = drive(fakeStudy(sketch), disputeEngine);
  expect(document.positions.map(({ sameAs }) => sameAs)).toEqual([null, null, null, "reader"]);
  expect(document.positions[3].verdict).toEqual(document.positions[1].verdict);
  expect(document.pairs.map(({ id, directions }) => [id, directions.length])).toEqual([
    ["author|reader", 2],
    ["author|fellow reader", 0],
    ["author|echo", 0],
  ]);
  const asked = drive(fakeStudy(sketch), disputeEngine, { between: ["author", "echo"] });
  expect(asked.document.pairs[0]).toMatchObject({ id: "author|echo", relation: "disagree" });
});

test("two who are tied between the same policies have nothing to dispute", () => {
  const sketch: Sketch = {
    premises: { x: range(-1, 1), y: range(0, 1) },
    policies: ["wait", "act"],
    positions: {
      torn: { holds: { y: range(0, 0.5) } },
      reader: { holds: { y: range(0.5, 1) } },
    },
  };
  const engine: Engine = (premises, policy) => ({
    gain: policy === "act" ? (premises.get("x") ?? NaN) : 0,
  });
  const { document } = drive(fakeStudy(sketch), engine);
  expect(document.positions.map(({ verdict }) => verdict.tie)).toEqual([true, true]);
  expect(document.pairs[0]).toMatchObject({ relation: "same verdict", directions: [] });
});

test("a criterion of one's own can be conceded, without a run", () => {
  const sketch: Sketch = {
    premises: { x: range(0, 1) },
    policies: ["guns", "butter"],
    outcomes: ["safety", "comfort"],
    criterion: expected("safety"),
    positions: {
      author: { holds: { x: range(0.4, 0.6) } },
      reader: { holds: { x: range(0.4, 0.6) }, criterion: expected("comfort") },
    },
  };
  const engine: Engine = (premises, policy) => {
    const x = premises.get("x") ?? NaN;
    return policy === "guns" ? { safety: 1 + x, comfort: x } : { safety: x, comfort: 1 + x };
  };
  const { document } = drive(fakeStudy(sketch), engine, { futures: 250 });
  expect(document.positions[1].criterion?.words).toBe("largest mean of comfort");
  expect(document.pairs[0]).toMatchObject({ relation: "disagree", doubleCruxes: ["criterion"] });
  expect(document.cruxes[0]).toMatchObject({ kind: "criterion" });
  expect(document.runs).toBe(500);
});

test("an answer is given exactly where its adjusted p-value is within what the level leaves", () => {
  const { document } = lattice(
    ["a", "b", "c", "d", "e"],
    ({ a, b, c, d, e }) => -4 + 5 * a + 3 * b + 2 * c + d + 0.5 * e,
  );
  const tried = document.pairs[0].directions.flatMap(({ singles, pairs }) => [
    ...singles,
    ...(pairs ?? []),
  ]);
  expect(tried.length).toBeGreaterThan(20);
  for (const { answer, p } of tried) expect(answer !== "undecided").toBe(p <= 0.05);
});

test("what clearly changes nothing is done after the screening; policies out of the running are not run on", () => {
  const sketch: Sketch = {
    premises: { x: range(0, 1), y: range(0, 1), noise: normal(0, 1) },
    policies: ["wait", "act", "never"],
    positions: {
      author: { holds: { x: range(0, 0.2), y: range(0, 1) } },
      reader: { holds: { x: range(0.8, 1), y: range(0, 0.9) } },
    },
  };
  const engine: Engine = (premises, policy) => {
    const gap = (premises.get("x") ?? NaN) - 0.5 + (premises.get("noise") ?? NaN) / 10;
    return { gain: { wait: 0, act: gap, never: -9 }[policy] ?? NaN };
  };
  const { document, plans } = drive(fakeStudy(sketch), engine, { futures: 2000 });
  const stages = plans.map(({ stage, from, to, cases }) => [stage, from, to, cases.length]);
  expect(stages.slice(0, 8)).toEqual([
    ["verdicts", 0, 100, 6],
    ["verdicts", 100, 250, 6],
    ["verdicts", 250, 1000, 6],
    ["verdicts", 1000, 2000, 6],
    // The author granting x is the reader granting y: six cases for four concessions.
    ["concessions", 0, 100, 6],
    // "never" is out of the running at first glance.
    ["concessions", 100, 250, 4],
    // x each way.
    ["close calls", 250, 1000, 4],
    ["close calls", 1000, 2000, 4],
  ]);
  // What follows asks other questions: of mixes of the two, and of them with facts agreed.
  const later = new Set(stages.slice(8).map(([stage]) => stage));
  expect(later).toEqual(new Set(["agreements"]));
  const [x, y] = document.pairs[0].directions[0].singles;
  expect(x).toMatchObject({ answer: "flips", lead: { n: 2000 } });
  expect(y).toMatchObject({ answer: "holds", lead: { n: 250 } });
});
