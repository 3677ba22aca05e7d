import { expect, test } from "vitest";
import { argueDocument } from "#argue/document";
import type { HindcastResult } from "#argue/document-hindcast";
import { premisesReach } from "#argue/reach";
import { printArgue } from "#show/cli/print-argue";
import { styleOf } from "#show/cli/style";
import { readModel } from "#read/native/model";
import { SourceText } from "#study/place";
import type { ObservedPoint, ObservedSeries, Policy, Study } from "#study/study";
import { drive, fakeStudy, place, range, value, type Engine, type Sketch } from "./fake.js";

const figure = (time: number, of: number, more: Partial<ObservedPoint> = {}): ObservedPoint => ({
  time,
  value: of,
  low: null,
  high: null,
  bound: null,
  source: "a count",
  ...more,
});

const series = (
  name: string,
  points: readonly ObservedPoint[],
  more: Partial<ObservedSeries> = {},
): ObservedSeries => ({
  name,
  key: name,
  place,
  variable: "x",
  unit: null,
  points,
  quantity: { name, key: name },
  error: { kind: "deviation", size: 0.05, independent: false, why: null },
  notScored: null,
  ...more,
});

const sketch: Sketch = {
  premises: { x: range(0, 1), y: range(0, 1), weight: range(0, 1) },
  policies: ["wait", "act"],
  positions: {
    low: { holds: { x: range(0, 0.3), y: range(0, 0.4) }, concludes: ["wait"] },
    high: { holds: { x: range(0.7, 1), y: range(0.6, 1), weight: value(1) } },
    echo: { holds: { x: range(0, 0.3), y: range(0, 0.4) } },
    silent: {},
  },
};
const engine: Engine = (premises, policy) => {
  const x = premises.get("x") ?? NaN;
  return { gain: policy === "act" ? x - 0.5 : 0, "x at 2010": x, "x at 2011": x, "x at 2012": x };
};

function scored(observations: readonly ObservedSeries[], futures = 600): HindcastResult {
  const study: Study = {
    ...fakeStudy(sketch),
    observations: new Map(observations.map((one) => [one.key, one])),
    hindcast: { policy: "act", from: 2010, place },
  };
  const { document } = drive(study, engine, { futures });
  argueDocument.parse(JSON.parse(JSON.stringify(document)));
  const text = printArgue(document, { width: 80, style: styleOf(false) });
  expect(text).not.toMatch(/NaN|undefined|null/);
  expect(text).toContain("WHAT WAS OBSERVED LATER");
  if (document.hindcast === null) throw new Error("nothing was scored");
  return document.hindcast;
}

const scoreIn = ({ scores }: HindcastResult, key: string) => {
  const found = scores.find(({ position }) => position === key);
  if (found === undefined) throw new Error(`no score of ${key}`);
  return found;
};

test("who foresaw what came ranks first, and a premise that it identifies is settled", () => {
  const result = scored([series("count", [figure(2010, 0.15)])]);
  expect(result.ranking).toEqual([["low"], ["high"]]);
  // The CRPS of U(0, 1) against 0.15 is 0.15² + 1/3 − 0.15 and that of U(0, 0.3) is 0.3/12.
  const open = 0.15 ** 2 + 1 / 3 - 0.15;
  const { relative } = scoreIn(result, "low");
  expect(relative.low).toBeLessThan(0.025 / open);
  expect(relative.high).toBeGreaterThan(0.025 / open);
  expect(scoreIn(result, "high").inBand).toEqual({ of: 1, within: 0 });
  const settles = Object.fromEntries(result.settles.map((one) => [one.premise, one]));
  expect(settles["x"]).toMatchObject({ answer: "settled", towards: "low", crux: true });
  // What reaches no observed series is not told apart, and what is a value by no evidence.
  expect(settles["y"]).toMatchObject({ answer: "cannot discriminate", towards: null });
  expect(settles["y"].factor?.value).toBeCloseTo(1, 9);
  expect(result.sentences.join(" ")).toContain("cannot discriminate on 1 disputed premise.");
});

test("futures are weighed by likelihood, and the posterior is the truncated normal's", () => {
  const result = scored([series("count", [figure(2010, 0.5)])], 4000);
  const { posterior, effective, reliable } = result.open;
  expect(reliable).toBe(true);
  const x = posterior.find(({ premise }) => premise === "x");
  expect(x?.posterior.median).toBeCloseTo(0.5, 1);
  expect(x?.posterior.low).toBeCloseTo(0.5 - 1.645 * 0.05, 1);
  // (∫w)² / ∫w² of a normal likelihood well within U(0, 1) is 2σ√π.
  expect((effective ?? 0) / 4000).toBeCloseTo(0.1 * Math.sqrt(Math.PI), 1);
  const y = posterior.find(({ premise }) => premise === "y");
  expect(Math.abs(y?.narrowed ?? 1)).toBeLessThan(0.1);
  // Far off, hardly a future carries the weight: said, and nothing rests on it.
  const far = scored([series("count", [figure(2010, 0.1)])]);
  expect(scoreIn(far, "high").reliable).toBe(false);
  expect(scoreIn(far, "high").posterior).toEqual([]);
  expect(far.warnings.join(" ")).toContain("So few futures carry the weight");
});

test("sources on one quantity are alternatives: three that agree count as one", () => {
  const quantity = { name: "dead", key: "dead" };
  const one = scored([series("a", [figure(2010, 0.2)], { quantity })]);
  const three = scored(
    ["a", "b", "c"].map((name) => series(name, [figure(2010, 0.2)], { quantity })),
  );
  const apart = scored(["a", "b", "c"].map((name) => series(name, [figure(2010, 0.2)])));
  expect(three.quantities).toEqual([{ key: "dead", name: "dead", times: 1, weighed: true }]);
  expect(three.open.effective).toBeCloseTo(one.open.effective ?? NaN, 6);
  expect(scoreIn(three, "low").relative.value).toBeCloseTo(
    scoreIn(one, "low").relative.value ?? NaN,
    9,
  );
  expect(apart.open.effective).toBeLessThan((one.open.effective ?? 0) / 1.5);
});

test("figures of one quantity weigh as one, unless their errors are independent", () => {
  const points = [2010, 2011, 2012].map((time) => figure(time, 0.2));
  const together = scored([series("count", points)]);
  const single = scored([series("count", [figure(2010, 0.2)])]);
  const error = { kind: "deviation", size: 0.05, independent: true, why: null } as const;
  const each = scored([series("count", points, { error })]);
  expect(together.open.effective).toBeCloseTo(single.open.effective ?? NaN, 6);
  expect(each.open.effective).toBeLessThan((single.open.effective ?? 0) / 1.5);
});

test("intervals, bounds and figures without an error: scored, weighed as far as they can be", () => {
  const within = scored([
    series("band", [figure(2010, 0.2, { low: 0.1, high: 0.3 })], { error: null }),
  ]);
  // A hard interval keeps a fifth of U(0, 1).
  expect((within.open.effective ?? 0) / within.futures).toBeCloseTo(0.2, 1);
  const bound = scored([series("least", [figure(2010, 0.6, { bound: "at least" })])]);
  expect(scoreIn(bound, "high").relative.value).toBeCloseTo(0, 6);
  const bare = scored([series("bare", [figure(2010, 0.2)], { error: null })]);
  expect(bare.quantities[0].weighed).toBe(false);
  expect(bare.open).toMatchObject({ effective: null, reliable: false });
  expect(bare.ranking).toEqual([["low"], ["high"]]);
  expect(bare.settles.every(({ answer }) => answer !== "settled")).toBe(true);
  expect(bare.warnings.join(" ")).toContain("No error is given for bare");
});

test("what comes before, what is marked, and what no premise reaches is not scored", () => {
  const result = scored([
    series("count", [figure(2009, 0.9), figure(2010, 0.2)]),
    series("doubtful", [figure(2010, 0.9)], { notScored: "The mapping is ours." }),
    series("flown", [figure(2010, 0.9)], { variable: "flights" }),
    series("early", [figure(2009, 0.9)]),
  ]);
  expect(result.quantities.map(({ key }) => key)).toEqual(["count"]);
  expect(result.series.map(({ notScored }) => notScored)).toEqual([
    null,
    "The mapping is ours.",
    "An input: under act no premise reaches it, so that all positions foresee the same.",
    "no figure from the time that is scored",
  ]);
  expect(result.series[0].points.map(({ scored: counts }) => counts)).toEqual([false, true]);
});

test("without a policy that was followed there is no hindcast", () => {
  const { document } = drive(fakeStudy(sketch), engine);
  expect(document.hindcast).toBeNull();
});

test("premises reach a variable through equations and stocks, but not through a switched off branch", () => {
  const { value: model } = readModel(
    new SourceText(
      "model.yaml",
      `time:
  start: 0
  stop: 1
  step: 1/4
variables:
  lever:
    constant: 1
  premise:
    constant: 2
  scale:
    constant: 3
  record:
    table: TIME
    points: [[0, 1], [1, 2]]
  flown:
    aux: lever * record + (1 - lever) * premise
  chosen:
    aux: IF lever > 0.5 THEN record ELSE premise
  otherwise:
    aux: IF lever < 0.5 THEN record ELSE premise
  inflow:
    flow: scale * premise
  level:
    stock: 1
    inflows: [inflow]
  read from level:
    aux: level / scale
  circle:
    stock: lever
    inflows: [growth]
  growth:
    flow: circle * scale
  sold:
    flow: scale
    multiplier: premise
  earned:
    stock: 0
    inflows: [sold]
`,
    ),
  );
  if (model === undefined) throw new Error("the model could not be read");
  const base = fakeStudy({
    premises: { premise: range(0, 1) },
    policies: ["on", "off"],
    positions: {},
  });
  const reaching = (lever: number) => {
    const policy: Policy = {
      ...(base.policies.get("on") as Policy),
      settings: new Map([["lever", { kind: "value", value: lever }]]),
    };
    const reaches = premisesReach({ ...base, model }, policy);
    const names = ["flown", "chosen", "otherwise", "level", "read_from_level", "circle", "premise"];
    expect(reaches("earned"), "by the multiplier of what is sold").toBe(true);
    return names.filter(reaches);
  };
  expect(reaching(1)).toEqual(["otherwise", "level", "read_from_level", "premise"]);
  expect(reaching(0)).toEqual(["flown", "chosen", "level", "read_from_level", "premise"]);
  // Half on: both branches count.
  expect(reaching(0.5)).toContain("flown");
});
