import { expect, test } from "vitest";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { belt, expectNothingLost } from "../support/conveyor.js";

// XMILE 1.0, sections 3.7.2 and 4.2.1: a batch stays for the transit time with which it entered, and
// a zone is a part of the length, so of a batch's own way.

test("in a zone each load leaks over its own part of the way", async () => {
  const conveyor = { transit: "4 - STEP(2, 1)" };
  const leak = { lost: { fraction: "0.5", zone: [0.5, 1] as const } };
  const entering = "PULSE(8, 0) + PULSE(16, 1)";
  const found = await run({ stop: 5, step: 1 }, belt("0", entering, conveyor, leak));
  // Half of 8, in the last two of four steps; half of 16, in the last of two: both from step 3 on.
  expect(found.lost).toEqual([0, 0, 0, 2 + 8, 2, 0]);
  expect(found.leaving).toEqual([0, 0, 0, 8, 4, 0]);
  expect(found.belt).toEqual([0, 8, 24, 24, 6, 0]);
});

test("a step that lies in a zone in part leaks in part, by the load's own length", async () => {
  const conveyor = { transit: "2 + STEP(2, 1)" };
  const leak = { lost: { fraction: "0.75", zone: [0.25, 0.625] as const } };
  const entering = "PULSE(16, 0) + PULSE(16, 1)";
  const found = await run({ stop: 6, step: 1 }, belt("0", entering, conveyor, leak));
  // Of two steps the zone is [0.5, 1.25], twelve in 1/2 : 1/4; of four it is [1, 2.5], in 1 : 1/2.
  expect(found.lost).toEqual([0, 8, 4, 8, 4, 0, 0]);
  expect(found.leaving).toEqual([0, 0, 4, 0, 0, 4, 0]);
});

test("exponential leakage in a zone", async () => {
  const conveyor = { transit: "4 - STEP(2, 1)", exponentialLeak: true };
  const leak = { lost: { fraction: "0.5", zone: [0, 0.5] as const } };
  const entering = "PULSE(8, 0) + PULSE(8, 1)";
  const found = await run({ stop: 5, step: 1 }, belt("0", entering, conveyor, leak));
  // The first loses a half in each of two steps, the second in one.
  expect(found.lost).toEqual([0, 4, 2 + 4, 0, 0, 0]);
  expect(found.leaving).toEqual([0, 0, 0, 4, 2, 0]);
});

const leaks = {
  first: { fraction: "0.3 + 0.1 * SIN(TIME)", zone: [0.1, 0.7] as const },
  second: { fraction: "0.4", zone: [0.5, 1] as const },
};
const kinds: readonly (readonly [string, object, number])[] = [
  ["linear", {}, 0.25],
  ["exponential", { exponentialLeak: true }, 0.25],
  ["discrete", { discrete: true }, 0.25],
  ["arrested", { arrest: "TIME >= 3 AND TIME < 4.5" }, 0.25],
  ["with a capacity", { capacity: "14" }, 0.25],
  ["in steps of a third", { exponentialLeak: true }, 0.125],
];

test.each(kinds)(
  "with a transit time that could vary and does not it is the same: %s",
  async (_, options, step) => {
    const of = (transit: string): Variables =>
      belt("6", "4 + 3 * SIN(2 * TIME)", { transit, ...options }, leaks);
    const plain = await run({ stop: 9, step }, of("2.25"));
    const varying = await run({ stop: 9, step }, of("2.25 + STEP(1, 99)"));
    for (const key of ["belt", "entering", "leaving", "first", "second"]) {
      for (const [save, value] of plain[key].entries()) {
        expect(varying[key][save]).toBeCloseTo(value, 12);
      }
    }
  },
);

test.each([...kinds, ["of whole numbers", {}, 0.25] as const])(
  "nothing is lost where it does vary: %s",
  async (kind, options, step) => {
    const whole = kind === "of whole numbers" ? { integers: true } : {};
    const found = await run(
      { stop: 12, step },
      belt(
        "6",
        "4 + 3 * SIN(2 * TIME)",
        { transit: "MIN(2 + 1.5 * SIN(TIME), 3.5)", ...options },
        { first: { ...leaks.first, ...whole }, second: { ...leaks.second, ...whole } },
      ),
    );
    expectNothingLost(found, step, ["leaving", "first", "second"]);
    expect(found.first.some((value) => value > 0)).toBe(true);
    for (const value of found.belt) expect(value).toBeGreaterThanOrEqual(-1e-12);
  },
);

test("a load that stays longer than the model states is no number", async () => {
  const leak = { lost: { fraction: "0.5", zone: [0, 0.5] as const } };
  const found = await run({ stop: 3, step: 1 }, belt("0", "1", { transit: "0 - TIME" }, leak));
  expect(found.belt[3]).toBeNaN();
});
