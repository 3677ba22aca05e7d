import { expect, test } from "vitest";
import { compileCondition, namesIn } from "#argue/condition";
import { criterionKey, scorerOf } from "#argue/criterion";
import { describeCriterion } from "#argue/criterion-words";
import { parseEquation } from "#read/expression/equation";
import type { StudyError } from "#study/diagnostic";
import type { Equation } from "#study/expression";
import type { Criterion } from "#study/study";
import { drive, fakeStudy, place, range, value } from "./fake.js";

function parsed(text: string): Equation {
  const { value: equation } = parseEquation(text, (offset, length) => ({
    ...place,
    column: offset + 1,
    length,
  }));
  if (equation === undefined) throw new Error(`not an equation: ${text}`);
  return equation;
}

const columns = new Map([
  ["a", Float64Array.of(3)],
  ["b", Float64Array.of(-2)],
  ["none", Float64Array.of(NaN)],
  ["people_left", Float64Array.of(30_000)],
]);

const evaluate = (text: string): number =>
  compileCondition(parsed(text), (key) => columns.get(key) ?? null)(0);

test("arithmetic, comparison and logic", () => {
  for (const [text, result] of [
    ["a + b * 2", -1],
    ["-a - -b", -5],
    ["(a + 1) / 8", 0.5],
    ["a ^ 2 - b ^ 2", 5],
    ["a < 3", 0],
    ["a <= 3", 1],
    ["a > b", 1],
    ["a >= 3.5", 0],
    ["a = 3", 1],
    ["a <> 3", 0],
    ["People Left < 30000.5 AND a > 2", 1],
    ["a > 5 OR b < 0", 1],
    ["a > 5 OR b > 0", 0],
    ["NOT (a > 5)", 1],
    ["NOT a", 0],
    ["IF b > 0 THEN a ELSE a * 10", 30],
    ["MIN(a, b)", -2],
    ["MAX(a, b, 7)", 7],
    ["ABS(b)", 2],
    // MOD has the sign of the divisor (XMILE 1.0, 3.3.1 and its note 7).
    ["b MOD a", 1],
    ["a MOD b", -1],
  ] as const) {
    expect([text, evaluate(text)]).toEqual([text, result]);
  }
});

test("whatever touches a NaN is NaN, so that a failed future is neither met nor missed", () => {
  for (const text of [
    "none < 1",
    "none <> none",
    "NOT none",
    "a > 5 OR none > 0",
    "a > 5 AND none > 0",
    "IF none THEN 1 ELSE 0",
    "MIN(none, 1)",
    "(a - 3) / (a - 3) < 1",
  ]) {
    expect([text, evaluate(text)]).toEqual([text, NaN]);
  }
});

test("names that are neither outcomes nor premises are all reported at their place", () => {
  try {
    evaluate("a > c AND SQRT(a) > d");
    expect.unreachable();
  } catch (error) {
    const { diagnostics } = error as StudyError;
    expect(diagnostics.map(({ code, place: at }) => [code, at?.column])).toEqual([
      ["condition-name", 5],
      ["condition-function", 11],
      ["condition-name", 21],
    ]);
    expect(diagnostics[0].message).toContain('"c"');
  }
  expect(namesIn(parsed("a + b > a * People Left"))).toEqual(["a", "b", "people_left"]);
});

const sketch = {
  premises: { x: range(0, 1), "weight of harm": range(0, 2) },
  policies: ["wait", "act"],
  outcomes: ["-harm", "control"],
  positions: { author: { holds: { x: value(0.5), "weight of harm": value(2) } } },
};

test("a loss is weighted distance from the reference, in the direction that is worse", () => {
  const loss: Criterion = {
    kind: "loss",
    place,
    terms: [
      { outcome: "harm", weight: "weight of harm", reference: 10, scale: 20 },
      { outcome: "control", weight: 0.5, reference: 1, scale: 0.5 },
    ],
  };
  const study = fakeStudy({ ...sketch, criterion: loss });
  const scorer = scorerOf(loss, study);
  expect(scorer).toMatchObject({
    scale: "amount",
    better: "less",
    outcomes: ["harm", "control"],
    premises: ["weight of harm"],
  });
  const outcomes = {
    rows: 2,
    columns: new Map([
      ["harm", Float64Array.of(30, 0)],
      ["control", Float64Array.of(0.75, 2)],
    ]),
  };
  const weights = new Map([["weight of harm", Float64Array.of(2, 1)]]);
  // 2·(30 − 10)/20 + 0.5·(1 − 0.75)/0.5; 1·(0 − 10)/20 + 0.5·(1 − 2)/0.5.
  expect([...scorer.score(outcomes, weights)]).toEqual([2.25, -1.5]);
  expect(describeCriterion(loss, study)).toBe(
    "smallest mean loss: weight of harm · (harm − 10) / 20 + 0.5 · (1 − control) / 0.5; weight of harm at 0 to 2, or as a position holds",
  );
});

test("success is judged by the share of futures, with premises in the condition", () => {
  const condition = parsed("harm < 5 + x AND control > 0");
  const success: Criterion = { kind: "success", condition, place };
  const study = fakeStudy({ ...sketch, criterion: success });
  const scorer = scorerOf(success, study);
  expect(scorer).toMatchObject({ scale: "share", outcomes: ["harm", "control"], premises: ["x"] });
  const { document } = drive(
    study,
    (premises, policy) => ({
      harm: policy === "act" ? 5.2 : 5.6,
      control: (premises.get("x") ?? 0) * 2,
    }),
    { futures: 200 },
  );
  const [position] = document.positions;
  expect(position.verdict).toMatchObject({ favoured: ["act"], mostOften: "act" });
  expect(position.policies.map(({ criterion }) => criterion.value)).toEqual([0, 1]);
  expect(position.verdict.lead).toMatchObject({ value: 1, n: 200 });
  expect(position.verdict.lead?.method).toMatch(/Newcombe/);
});

test("criteria are equal by content", () => {
  const success = (text: string): Criterion => ({
    kind: "success",
    condition: parsed(text),
    place,
  });
  expect(criterionKey(success("harm < 5"))).toBe(criterionKey(success("Harm  < 5")));
  expect(criterionKey(success("harm < 5"))).not.toBe(criterionKey(success("harm < 6")));
});

test("a criterion that cannot be applied is refused with what to write instead", () => {
  const directionless = fakeStudy(sketch);
  const outcomes = new Map(directionless.outcomes);
  outcomes.set("harm", { ...(outcomes.get("harm") ?? expect.unreachable()), prefer: null });
  const study = { ...directionless, outcomes };
  const harm: Criterion = { kind: "expected", outcome: "harm", place };
  expect(() => scorerOf(harm, study)).toThrow(/neither less nor more is preferred/);
  const terms = [{ outcome: "control", weight: "weight of nothing", reference: 0, scale: 1 }];
  expect(() => scorerOf({ kind: "loss", terms, place }, study)).toThrow(/neither a number nor/);
});
