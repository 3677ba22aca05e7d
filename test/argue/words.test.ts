import { expect, test } from "vitest";
import type { Estimate } from "#analyse/estimate";
import { describeBelief, beliefKey } from "#argue/belief";
import { bestShareOf } from "#argue/best-share";
import {
  capital,
  inWords,
  percent,
  possessive,
  shortLabel,
  speakerName,
  twoDigits,
  withInterval,
} from "#argue/words";

const estimate = (value: number, low: number | null, high: number | null): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  method: "",
  n: 100,
  failed: 0,
});

test("numbers have two significant digits", () => {
  for (const [value, text] of [
    [0, "0"],
    [0.03149, "0.031"],
    [-0.03149, "−0.031"],
    [0.00996, "0.010"],
    [0.0996, "0.10"],
    [0.996, "1.0"],
    [4.25, "4.3"],
    [9.96, "10"],
    [12_345, "12,000"],
    [-1_234_567, "−1,200,000"],
    [0.00012, "0.00012"],
    [-0.000000012, "−1.2e−8"],
    [4.5e12, "4.5e+12"],
  ] as const) {
    expect(twoDigits(value)).toBe(text);
  }
});

test("shares keep their ends for none and all, and their sign on the line", () => {
  expect([0, 0.00001, 0.0012, 0.712, 0.9949, 0.9999, 1].map(percent)).toEqual([
    "0\u00a0%",
    "under 0.1\u00a0%",
    "0.12\u00a0%",
    "71\u00a0%",
    "99\u00a0%",
    "over 99\u00a0%",
    "100\u00a0%",
  ]);
});

test("an interval is shown with its value, to the same place", () => {
  expect(withInterval(estimate(0.2213, 0.2087, 0.2311), "amount")).toBe("0.22 (0.21 to 0.23)");
  expect(withInterval(estimate(0.001, -0.019, 0.021), "amount")).toBe("0.001 (−0.019 to 0.021)");
  expect(withInterval(estimate(0.5, 0.004, 0.99), "amount")).toBe("0.50 (0.0040 to 0.99)");
  expect(withInterval(estimate(12_345, 9_876, 14_000), "amount")).toBe("12,000 (10,000 to 14,000)");
  expect(withInterval(estimate(0, 0, 0), "amount")).toBe("0");
  expect(withInterval(estimate(2, null, null), "amount")).toMatch(/too few futures/);
  expect(withInterval(estimate(0.2, 0.056, 0.329), "share")).toBe("20 points (6 to 33)");
  expect(withInterval({ ...estimate(0, 0, 0), value: null }, "amount")).toBe("unknown");
});

test("lists and speakers", () => {
  expect(inWords([], "or")).toBe("");
  expect(inWords(["a", "b"], "or")).toBe("a or b");
  expect(inWords(["a", "b", "c"], "and")).toBe("a, b and c");
  expect(shortLabel("S. Azmat Hassan, the author")).toBe("S. Azmat Hassan");
  expect(possessive("Reader 4")).toBe("Reader 4's");
  expect(possessive("the Joneses, a family")).toBe("the Joneses'");
});

test("beliefs in words; equal ones have equal keys", () => {
  expect(describeBelief({ kind: "uniform", low: 0.6, high: 0.95 })).toBe("0.6 to 0.95");
  const mild = { kind: "choices", values: [0.4, 1.2], labels: ["mild", "severe"] } as const;
  expect(describeBelief({ ...mild, weights: [0.5, 0.5] })).toBe("mild or severe");
  expect(describeBelief({ ...mild, weights: [0.25, 0.75] })).toBe(
    "mild (weight 0.25) or severe (weight 0.75)",
  );
  expect(describeBelief({ kind: "normal", mean: 1, deviation: 2, low: 0, high: Infinity })).toBe(
    "normal around 1, deviation 2, at least 0",
  );
  const certain = beliefKey({ kind: "value", value: 0.4 });
  expect(beliefKey({ ...mild, weights: [1, 0] })).toBe(certain);
  expect(beliefKey({ kind: "uniform", low: 0.4, high: 0.4 })).toBe(certain);
  expect(beliefKey({ ...mild, weights: [0.5, 0.5] })).not.toBe(certain);
  expect(beliefKey({ kind: "uniform", low: 0, high: 1 })).not.toBe(
    beliefKey({ kind: "integers", low: 0, high: 1 }),
  );
});

test("an article is a capital in a heading and not within a sentence", () => {
  expect(speakerName("The fishers, of the north shore")).toBe("The fishers");
  expect(shortLabel("The fishers, of the north shore")).toBe("the fishers");
  expect(possessive("The fishers")).toBe("the fishers'");
  expect(shortLabel("An old hand")).toBe("an old hand");
  expect(shortLabel("A. Doe")).toBe("A. Doe");
  expect(shortLabel("Theodora")).toBe("Theodora");
  expect([speakerName("You"), shortLabel("You"), possessive("You")]).toEqual([
    "You",
    "you",
    "your",
  ]);
  expect(shortLabel("Young")).toBe("Young");
  expect(capital(`${possessive("The fishers")} verdict`)).toBe("The fishers' verdict");
  expect(capital("élan")).toBe("Élan");
  expect(capital("2 changes")).toBe("2 changes");
});

test("what the share beside a favoured policy is of depends on the criterion", () => {
  const judging = (...scales: readonly ("share" | "amount")[]) =>
    bestShareOf({ positions: scales.map((scale) => ({ verdict: { scale } })) } as never);
  expect(judging("amount").title).toBe("best in");
  expect(judging("share", "share")).toMatchObject({ title: "met in" });
  expect(judging("share", "share").means).toContain("the condition is met");
  expect(judging("share", "amount").title).toBe("best in");
  expect(judging("share", "amount").means).toContain("for who judges by a condition");
});
