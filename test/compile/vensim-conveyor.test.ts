import { expect, test } from "vitest";

import { runVensim, vensimProblems } from "./vensim-support.js";

const flat = "flat((0,1),(1,1))\n\n";

/** Without leakage and from a flat profile it is a fixed delay (Vensim Help, "DELAY CONVEYOR"). */
test("DELAY CONVEYOR without leakage is DELAY FIXED", async () => {
  const run = await runVensim(
    `${flat}input = Time * Time

out = DELAY CONVEYOR(input, 3, 0, flat, 12, 3)

fixed = DELAY FIXED(input, 3, 4)`,
    { stop: 8, step: 0.5 },
  );
  for (const [save, value] of run("fixed").entries())
    expect(run("out")[save]).toBeCloseTo(value, 12);
});

/**
 * The Help's own equations for what leaks: nothing is made or lost. A tenth leaks in each of two
 * steps, so that by hand 10 becomes 10 · 0.9².
 */
test.each([
  ["a leak that stays", "0.1"],
  ["a leak that varies", "0.1 + STEP(0.05, 4)"],
])("DELAY CONVEYOR conserves what goes in, with %s", async (_, rate) => {
  const run = await runVensim(
    `${flat}leak rate = ${rate}

input = 10 + STEP(5, 3)

out = DELAY CONVEYOR(input, 2, leak rate, flat, 30, 2)

ahead = total + TIME STEP * (input - out)

leaking = ahead * leak rate

total = INTEG(input - out - leaking, 30)

in = INTEG(input, 30)

gone = INTEG(out + leaking, 0)

stopped input = IF THEN ELSE(Time < 3, 10, 0)

stopped out = DELAY CONVEYOR(stopped input, 2, leak rate, flat, 0, 2)

stopped total = INTEG(stopped input - stopped out - (stopped total + TIME STEP * (stopped input - stopped out)) * leak rate, 0)`,
    { stop: 12 },
  );
  expect(run("out")[0]).toBeCloseTo(15, 12);
  expect(run("out")[1]).toBeCloseTo(15 * 0.9, 12);
  expect(run("out")[2]).toBeCloseTo(10 * 0.81, 12);
  for (const [save, total] of run("total").entries()) {
    expect(run("in")[save] - run("gone")[save]).toBeCloseTo(total, 10);
  }
  // When nothing more comes in, the conveyor is empty in the end: just what was put on left it.
  for (const save of [6, 8, 12]) expect(run("stopped_total")[save]).toBeCloseTo(0, 12);
});

test("what is on the conveyor at the start comes off along the profile", async () => {
  const run = await runVensim(
    `rising((0,0),(4,4))

out = DELAY CONVEYOR(0, 5, 0, rising, 32, 4)

long = DELAY CONVEYOR(7, 2, 0, rising, 32, 4)`,
    { stop: 5 },
  );
  // The areas under y = x in [0, 1], [1, 2] …: 1/2, 3/2, 5/2, 7/2 of 8, times 32.
  for (const [save, value] of [2, 6, 10, 14, 0, 0].entries()) {
    expect(run("out")[save]).toBeCloseTo(value, 12);
  }
  for (const [save, value] of [2, 6, 17, 21, 7, 7].entries()) {
    expect(run("long")[save]).toBeCloseTo(value, 12);
  }
});

/** A pulse of 10 comes out over the profile; its mean is the delay, by the weights worked by hand. */
test("DELAY PROFILE answers a pulse with its profile", async () => {
  const run = await runVensim(
    `box((0,1),(1,1))

peak((0,0),(1,1),(2,0))

pulse = 10 * PULSE(0, 1)

even = DELAY PROFILE(box, pulse, 2, 0, 0)

hat = DELAY PROFILE(peak, pulse, 2, 0, 0)`,
    { stop: 8 },
  );
  // Even over [0, 4], shared by whole steps: 1/8, 1/4, 1/4, 1/4, 1/8; the first comes a step later.
  for (const [save, value] of [0, 3.75, 2.5, 2.5, 1.25, 0].entries()) {
    expect(run("even")[save]).toBeCloseTo(value, 12);
  }
  // The hat x/4 up to 2 and down to 4: ∫ x/4·(1 − |x − k|) around k = 1 is 1/4, around 2 is 5/12.
  const hat = [0, 1 / 4 + 1 / 24, 5 / 12, 1 / 4, 1 / 24, 0].map((share) => 10 * share);
  for (const [save, value] of hat.entries()) expect(run("hat")[save]).toBeCloseTo(value, 12);
});

test("DELAY PROFILE goes on from the initial value, and with its growth", async () => {
  const run = await runVensim(
    `peak((0,0),(1,1),(2,0))

steady = DELAY PROFILE(peak, 5, 3, 5, 0)

growing input = 100 * (1 + 0.1) ^ Time

start = 40

growing = DELAY PROFILE(peak, growing input, 3, start, 0.1)

ratio = growing / start`,
    { stop: 12 },
  );
  for (const value of run("steady")) expect(value).toBeCloseTo(5, 12);
  expect(run("ratio")[0]).toBeCloseTo(1, 12);
  expect(run("ratio")[1]).toBeLessThan(100 * run("ratio")[0]);
  // After all of the profile only the input counts, and grows as it does.
  for (let save = 7; save < 12; save++) {
    expect(run("growing")[save + 1] / run("growing")[save]).toBeCloseTo(1.1, 12);
  }
});

test("times that vary and profiles that are none are errors that say so", async () => {
  const codes = async (text: string) =>
    (await vensimProblems(`${flat}none((0,0),(1,0))\n\nbelow((0,-1),(1,2))\n\n${text}`)).map(
      ({ code }) => code,
    );
  expect(await codes("a = DELAY CONVEYOR(1, 2 + Time, 0, flat, 1, 2)")).toEqual([
    "unsupported-delay-time",
  ]);
  expect(await codes("a = DELAY CONVEYOR(1, 2, 0, none, 1, 2)")).toEqual(["density"]);
  expect(await codes("a = DELAY PROFILE(below, 1, 2, 0, 0)")).toEqual(["density"]);
  expect(await codes("a = DELAY PROFILE(flat, 1, 2 + Time, 0, 0)")).toEqual([
    "unsupported-delay-time",
  ]);
  expect(await codes("a = DELAY PROFILE(3, 1, 2, 0, 0)")).toEqual(["table-wanted"]);
});
