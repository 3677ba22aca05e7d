import { describe, expect, test } from "vitest";

import type { Method } from "#study/model";

import { run } from "../support/both.js";
import type { Variables } from "../support/both.js";
import { belt, expectNothingLost, findings } from "../support/conveyor.js";
import type { ConveyorDraft } from "../support/model.js";

// A conveyor without leakage is a delay line; one that can be arrested, though it never is, has slats.
const kinds: readonly (readonly [string, Partial<ConveyorDraft>])[] = [
  ["as a delay line", {}],
  ["as slats", { arrest: "0" }],
];

describe.each(kinds)("without leakage, %s", (_kind, options) => {
  test("what enters leaves after exactly the transit time", async () => {
    const variables = belt("0", "1 + TIME ^ 2", { transit: "1.5", ...options });
    const found = await run({ stop: 5, step: 0.25 }, variables);
    for (const [save, value] of found.leaving.entries()) {
      expect(value).toBe(save < 6 ? 0 : found.entering[save - 6]);
    }
    expectNothingLost(found, 0.25, ["leaving"]);
  });

  test("in a steady state it holds inflow times transit time", async () => {
    const variables = belt("40", "10", { transit: "4", ...options });
    const found = await run({ stop: 9, step: 0.5 }, variables);
    for (const value of found.belt) expect(value).toBeCloseTo(40, 12);
    for (const value of found.leaving) expect(value).toBeCloseTo(10, 12);
  });

  test("the initial value comes off evenly, and nothing is left of it", async () => {
    const found = await run({ stop: 4, step: 0.5 }, belt("12", "0", { transit: "3", ...options }));
    expect(found.leaving).toEqual([4, 4, 4, 4, 4, 4, 0, 0, 0]);
    expect(found.belt).toEqual([12, 10, 8, 6, 4, 2, 0, 0, 0]);
  });

  test("of a discrete conveyor it comes off at the start of each unit of time", async () => {
    const discrete = { transit: "2.5", discrete: true, ...options };
    const found = await run({ stop: 4, step: 0.5 }, belt("10", "0", discrete));
    // Five steps of 2 each: two of them in the first unit of time, two in the second, one in the third.
    expect(found.leaving).toEqual([8, 0, 8, 0, 4, 0, 0, 0, 0]);
    expect(found.belt).toEqual([10, 6, 6, 2, 2, 0, 0, 0, 0]);
  });

  test("a transit time of less than a step is one step", async () => {
    const found = await run({ stop: 2, step: 0.5 }, belt("1", "3", { transit: "0.1", ...options }));
    expect(found.leaving).toEqual([2, 3, 3, 3, 3]);
  });

  test("a capacity holds back what does not fit after what leaves", async () => {
    const variables = belt("0", "10", { transit: "2", capacity: "12", ...options });
    const found = await run({ stop: 4, step: 0.5 }, variables);
    expect(found.entering).toEqual([10, 10, 4, 0, 10, 10, 4, 0, 10]);
    expect(found.belt).toEqual([0, 5, 10, 12, 12, 12, 12, 12, 12]);
    expectNothingLost(found, 0.5, ["leaving"]);
  });

  test("an inflow limit is by unit of time; of a discrete conveyor it may enter at once", async () => {
    const limited = { transit: "2", inflowLimit: "3", ...options };
    const stream = await run({ stop: 2, step: 0.25 }, belt("0", "10", limited));
    expect(stream.entering).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 3]);
    const batches = belt("0", "10", { ...limited, discrete: true });
    const found = await run({ stop: 2, step: 0.25 }, batches);
    expect(found.entering).toEqual([10, 2, 0, 0, 10, 2, 0, 0, 10]);
  });
});

test("what a conveyor refuses stays in a non-negative stock upstream", async () => {
  const found = await run(
    { stop: 3, step: 1 },
    {
      Yard: { stock: "9", outflows: ["entering"], nonNegative: true },
      ...belt("0", "100", { transit: "2", inflowLimit: "4" }),
    },
  );
  expect(found.entering).toEqual([4, 4, 1, 0]);
  expect(found.yard).toEqual([9, 5, 1, 0]);
  expect(found.belt).toEqual([0, 4, 8, 5]);
});

test("several inflows enter in the order in which they are listed, multiplied where they are", async () => {
  const found = await run(
    { stop: 1, step: 1 },
    {
      Belt: {
        stock: "0",
        inflows: ["first", "pairs", "last"],
        outflows: ["leaving"],
        conveyor: { transit: "5", inflowLimit: "10" },
      },
      first: { flow: "3" },
      pairs: { flow: "2", multiplier: "2" },
      last: { flow: "50" },
      leaving: { exitOf: "Belt" },
    },
  );
  expect([found.first[0], found.pairs[0], found.last[0]]).toEqual([3, 2, 3]);
  expect(found.belt[1]).toBe(10);
});

test("a conveyor may begin at what its inflow, as it is wanted, makes in a steady state", async () => {
  const variables = belt("entering * 2", "3", { transit: "2", capacity: "5" });
  const found = await run({ stop: 3, step: 1 }, variables);
  expect(found.belt).toEqual([6, 5, 5, 5]);
  expect(found.entering).toEqual([2, 3, 2, 3]);
});

test("an inflow is never below zero", async () => {
  const draft = { ...belt("0", "0", { transit: "2" }), entering: { flow: "TIME - 1" } };
  expect((await run({ stop: 3, step: 1 }, draft)).entering).toEqual([0, 0, 1, 2]);
});

test("linear leakage: the fraction of what entered, evenly over the way", async () => {
  const variables = belt("0", "PULSE(8, 0)", { transit: "4" }, { lost: { fraction: "0.25" } });
  const found = await run({ stop: 6, step: 1 }, variables);
  expect(found.belt).toEqual([0, 8, 7.5, 7, 6.5, 0, 0]);
  expect(found.lost).toEqual([0, 0.5, 0.5, 0.5, 0.5, 0, 0]);
  expect(found.leaving).toEqual([0, 0, 0, 0, 6, 0, 0]);
});

test("whole numbers leak when enough has come together, and nothing is lost", async () => {
  const leak = { lost: { fraction: "0.25", integers: true } };
  const found = await run({ stop: 6, step: 1 }, belt("0", "PULSE(8, 0)", { transit: "4" }, leak));
  // Half a unit is due in each of four steps: one leaks in every other.
  expect(found.lost).toEqual([0, 0, 1, 0, 1, 0, 0]);
  expect(found.belt).toEqual([0, 8, 8, 7, 7, 0, 0]);
  expect(found.leaving).toEqual([0, 0, 0, 0, 6, 0, 0]);
  // Of people who enter one by one, three in ten leave on the way, each as a whole.
  const people = { lost: { fraction: "0.3", integers: true } };
  const many = await run({ stop: 60, step: 1 }, belt("0", "1", { transit: "5" }, people));
  expectNothingLost(many, 1, ["leaving", "lost"]);
  for (const key of ["belt", "lost", "leaving"]) {
    expect(many[key].every((value) => Number.isInteger(value))).toBe(true);
  }
  const left = many.lost.slice(10, 60).reduce((sum, value) => sum + value, 0);
  expect(left).toBe(15);
  const decay = { lost: { fraction: "0.1", integers: true } };
  const options = { transit: "20", exponentialLeak: true };
  const halved = await run({ stop: 10, step: 0.5 }, belt("100", "0", options, decay));
  for (const rate of halved.lost) expect(rate / 2).toBeCloseTo(Math.round(rate / 2), 9);
  expectNothingLost(halved, 0.5, ["leaving", "lost"]);
});

test("a conveyor that starts in its steady state with linear leakage stays in it", async () => {
  // isee systems, "Steady-State Initialization of Conveyors" (2010): transit time · inflow
  // − (length in steps − 1) · leakage · DT / 2, and 1 − fraction of the inflow gets to the exit.
  const [inflow, transit, fraction, step] = [20, 5, 0.4, 0.25];
  const steady = transit * inflow - ((transit / step - 1) * fraction * inflow * step) / 2;
  const variables = belt(
    String(steady),
    String(inflow),
    { transit: "5" },
    {
      lost: { fraction: String(fraction) },
    },
  );
  const found = await run({ stop: 12, step }, variables);
  for (const value of found.belt) expect(value).toBeCloseTo(steady, 10);
  for (const value of found.leaving) expect(value).toBeCloseTo(12, 10);
  for (const value of found.lost) expect(value).toBeCloseTo(8, 10);
});

test("exponential leakage takes a share of what is there per unit of time", async () => {
  const conveyor = { transit: "3", exponentialLeak: true };
  const variables = belt("0", "PULSE(1, 0)", conveyor, { lost: { fraction: "0.2" } });
  const found = await run({ stop: 5, step: 0.5 }, variables);
  // Six steps, in each of which a tenth leaks.
  expect(found.leaving[6] * 0.5).toBeCloseTo(0.9 ** 6, 14);
  for (let save = 1; save <= 6; save++) expect(found.belt[save]).toBeCloseTo(0.9 ** (save - 1), 14);
  expectNothingLost(found, 0.5, ["leaving", "lost"]);
});

test("a conveyor that starts in its steady state with exponential leakage stays in it", async () => {
  const [inflow, kept, steps] = [10, 0.9, 6];
  const steady = (inflow * 0.5 * (1 - kept ** steps)) / (1 - kept);
  const conveyor = { transit: "3", exponentialLeak: true };
  const variables = belt(String(steady), String(inflow), conveyor, { lost: { fraction: "0.2" } });
  const found = await run({ stop: 8, step: 0.5 }, variables);
  for (const value of found.belt) expect(value).toBeCloseTo(steady, 10);
  for (const value of found.leaving) expect(value).toBeCloseTo(inflow * kept ** steps, 10);
});

test("a zone leaks alone, and a slat that lies half in it leaks half", async () => {
  const zone = (from: number, to: number): Variables =>
    belt("0", "PULSE(16, 0)", { transit: "4" }, { lost: { fraction: "0.75", zone: [from, to] } });
  const first = await run({ stop: 5, step: 1 }, zone(0, 0.25));
  expect(first.lost).toEqual([0, 12, 0, 0, 0, 0]);
  const middle = await run({ stop: 5, step: 1 }, zone(0.25, 0.625));
  expect(middle.lost).toEqual([0, 0, 8, 4, 0, 0]);
  expect(middle.leaving[4]).toBe(4);
});

test("leaks are served in the order in which they are listed", async () => {
  const variables = belt(
    "0",
    "PULSE(10, 0)",
    { transit: "1" },
    {
      first: { fraction: "0.7" },
      second: { fraction: "0.7" },
    },
  );
  const found = await run({ stop: 2, step: 1 }, variables);
  expect([found.first[1], found.second[1], found.leaving[1]]).toEqual([7, 3, 0]);
});

test("a leakage fraction may vary over time", async () => {
  const fraction = "IF TIME < 2.5 THEN 0.5 ELSE 0";
  const variables = belt("0", "PULSE(8, 0)", { transit: "4" }, { lost: { fraction } });
  const found = await run({ stop: 5, step: 1 }, variables);
  expect(found.lost).toEqual([0, 1, 1, 0, 0, 0]);
  expect(found.leaving[4]).toBe(6);
});

test("while it is arrested nothing moves, enters, leaves or leaks", async () => {
  const arrest = "TIME >= 2 AND TIME < 4";
  const conveyor = { transit: "3", arrest };
  const variables = belt("0", "4", conveyor, { lost: { fraction: "0.5" } });
  const found = await run({ stop: 8, step: 1 }, variables);
  for (const save of [2, 3]) {
    expect([found.entering[save], found.leaving[save], found.lost[save]]).toEqual([0, 0, 0]);
    expect(found.belt[save + 1]).toBe(found.belt[2]);
  }
  // What entered at 0 has stayed three units of moving time.
  expect(found.leaving.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(found.leaving[5]).toBeCloseTo(2, 12);
  expectNothingLost(found, 1, ["leaving", "lost"]);
});

test("what cannot be run is told", () => {
  const chained: Variables = {
    ...belt("0", "1", { transit: "2" }),
    Next: {
      stock: "0",
      inflows: ["leaving"],
      outflows: ["out"],
      conveyor: { transit: "1", capacity: "3" },
    },
    out: { exitOf: "Next" },
  };
  expect(findings(chained)).toEqual(["conveyor-blocked"]);
  const odd = belt("0", "1", { transit: "2", discrete: true });
  expect(findings(odd, { stop: 3, step: 0.3 })).toEqual(["conveyor-discrete"]);
});

test("a conveyor hands on to a conveyor", async () => {
  const found = await run(
    { stop: 5, step: 1 },
    {
      ...belt("0", "1 + TIME", { transit: "2" }),
      Next: { stock: "0", inflows: ["leaving"], outflows: ["out"], conveyor: { transit: "1" } },
      out: { exitOf: "Next" },
    },
  );
  expect(found.out).toEqual([0, 0, 0, 1, 2, 3]);
});

describe.each(["rk2", "rk4"] satisfies Method[])("under %s", (method) => {
  test("nothing is lost between stocks that are integrated and conveyors", async () => {
    const found = await run(
      { stop: 6, step: 0.25, method },
      {
        Source: { stock: "30", inflows: ["back"], outflows: ["entering"], nonNegative: true },
        ...belt(
          "3",
          "Source * (1.2 + SIN(5 * TIME))",
          { transit: "1", capacity: "9", arrest: "TIME > 5" },
          {
            lost: { fraction: "0.3 + 0.1 * SIN(TIME)" },
          },
        ),
        Sink: { stock: "0", inflows: ["leaving", "lost"], outflows: ["back"], nonNegative: true },
        back: { flow: "Sink * 0.8 + 5 * COS(7 * TIME)" },
      },
    );
    for (const [save, source] of found.source.entries()) {
      expect(source + found.belt[save] + found.sink[save]).toBeCloseTo(33, 10);
      expect(Math.min(source, found.sink[save])).toBeGreaterThanOrEqual(0);
      expect(found.belt[save]).toBeLessThan(9 + 1e-9);
    }
  });
});
