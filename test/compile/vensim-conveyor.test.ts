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

/** The table that the Modeling Guide prints ("Initialization of Conveyors"): 100 over 10 steps. */
test("a detailed profile gives the Modeling Guide's own output, and its total leakage", async () => {
  const printed = [5, 10, 20, 10, 15, 20, 10, 5, 0, 5, 0];
  const points = printed
    .slice(0, 10)
    .flatMap((height, step) => [`(${step},${height})`, `(${step + 1},${height})`]);
  const run = await runVensim(
    `detailed(${points.join(",")})

out = DELAY CONVEYOR(0, 10, 0, detailed, 100, 10)

leak = 0.1

leaking out = DELAY CONVEYOR(3, 10, leak, detailed, 100, 10)

total leakage = (total + TIME STEP * (3 - leaking out)) * leak

total = INTEG(3 - leaking out - total leakage, 100)`,
    { stop: 40 },
  );
  expect(run("out").slice(0, 11)).toEqual(
    printed.map((value): unknown => expect.closeTo(value, 12)),
  );
  // By hand: the part that is due after k steps has leaked k times.
  for (const [step, value] of printed.slice(0, 10).entries()) {
    expect(run("leaking_out")[step]).toBeCloseTo(value * 0.9 ** step, 12);
  }
  // In balance, 3 a step lie on ten steps, the newest after its first leak: 3 · Σ 0.9ᵏ, k = 1 … 10.
  const balance = 3 * ((0.9 - 0.9 ** 11) / 0.1);
  expect(run("total")[40]).toBeCloseTo(balance, 12);
});

/**
 * By hand, in steps of 1. A belt of 4 steps with 10 on each: at time 2 the time is halved, so that
 * from 3 on two steps' worth come off in a step, and what enters then comes off two steps later; at
 * time 6 it is slowed down to 8, from 7 on half of a step's worth comes off.
 */
test("a changed conveyance time moves all that is on the belt", async () => {
  const run = await runVensim(
    `${flat}input = 10

ctime = IF THEN ELSE(Time < 2, 4, IF THEN ELSE(Time < 6, 2, 8))

out = DELAY CONVEYOR(input, ctime, 0, flat, 40, 4)

total = INTEG(input - out, 40)`,
    { stop: 20 },
  );
  // At 3 and 4 the 40 of before leave in pairs; then 10 a step lie twice as wide.
  const wanted = [10, 10, 10, 20, 20, 10, 10, 2.5, 2.5, 2.5, 2.5];
  for (const [step, value] of wanted.entries()) expect(run("out")[step]).toBeCloseTo(value, 12);
  // Slowed down, two steps' worth leave in eight steps; then each step's own in its step.
  expect(run("out").slice(7, 15)).toEqual(
    Array.from({ length: 8 }, (): unknown => expect.closeTo(2.5, 12)),
  );
  expect(run("out")[15]).toBeCloseTo(10, 12);
  expect(run("total")[20]).toBeCloseTo(80, 12);
});

test("a conveyor of varying speed conserves what goes in, with a leak too", async () => {
  const run = await runVensim(
    `skewed((0,1),(1,3),(2,0))

input = IF THEN ELSE(Time < 10, 10 + Time, 0)

ctime = 4 + 3 * SIN(Time) + RAMP(0.5, 6, 9)

leak rate = 0.05 + STEP(0.1, 5)

out = DELAY CONVEYOR(input, ctime, 0, skewed, 30, 5)

total = INTEG(input - out, 30)

leaking out = DELAY CONVEYOR(input, ctime, leak rate, skewed, 30, 5)

leakage = (leaking total + TIME STEP * (input - leaking out)) * leak rate

leaking total = INTEG(input - leaking out - leakage, 30)`,
    { stop: 40, step: 0.25 },
  );
  for (const output of ["out", "leaking_out"]) {
    for (const value of run(output)) expect(value).toBeGreaterThanOrEqual(0);
  }
  // All has come off in the end, and not before: the input stops at 10.
  const total = run("total");
  expect(total[44]).toBeGreaterThan(1);
  expect(total.at(-1)).toBeCloseTo(0, 9);
  expect(run("leaking_total").at(-1)).toBeCloseTo(0, 9);
});

/** A time that could vary and does not takes the other way to the same numbers. */
test("a time that varies by nothing gives what a constant gives", async () => {
  const run = await runVensim(
    `skewed((0,1),(1,3),(2,0))

late((1,0),(2,4),(2,1),(5,0))

input = 10 + SIN(Time) * 3

steady = 3 + 0 * Time

leak = 0.07

out = DELAY CONVEYOR(input, 3, leak, skewed, 30, 2)

moving out = DELAY CONVEYOR(input, steady, leak, skewed, 30, 2)

spread = DELAY PROFILE(late, input, 3, 8, 0.04)

moving spread = DELAY PROFILE(late, input, steady, 8, 0.04)`,
    { stop: 12, step: 0.5 },
  );
  for (const [fixed, moving] of [
    ["out", "moving_out"],
    ["spread", "moving_spread"],
  ]) {
    for (const [save, value] of run(fixed).entries()) {
      expect(run(moving)[save]).toBeCloseTo(value, 11);
    }
  }
});

/** Each input keeps the delay that held when it went in: a pulse of 10 before and one after. */
test("DELAY PROFILE spreads each input by its own delay, and conserves it", async () => {
  const run = await runVensim(
    `box((0,1),(1,1))

delay = IF THEN ELSE(Time < 1, 2, 4)

out = DELAY PROFILE(box, 10 * PULSE(0, 1) + 10 * PULSE(8, 1), delay, 0, 0)

sum = INTEG(out, 0)`,
    { stop: 20 },
  );
  const first = [0, 3.75, 2.5, 2.5, 1.25, 0, 0, 0, 0];
  for (const [save, value] of first.entries()) expect(run("out")[save]).toBeCloseTo(value, 12);
  const second = [1.875, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 0.625, 0];
  for (const [save, value] of second.entries()) expect(run("out")[9 + save]).toBeCloseTo(value, 12);
  expect(run("sum")[20]).toBeCloseTo(20, 12);
});

test("a time beyond what was stated, and one that is no time, give no numbers", async () => {
  const run = await runVensim(
    `${flat}stated = 2 + Time ~ [0,4] ~ |
out = DELAY CONVEYOR(1, stated, 0, flat, 2, 2)

spread = DELAY PROFILE(flat, 1, stated, 1, 0)

none = DELAY CONVEYOR(1, 0 / (2 - 2 * STEP(1, 3)), 0, flat, 2, 2)`,
    { stop: 40 },
  );
  for (const key of ["out", "spread", "none"]) {
    expect(run(key)[1]).toBeGreaterThan(0);
    expect(run(key)[20]).toBeNaN();
  }
});

test("times that are too long and profiles that are none are errors that say so", async () => {
  const codes = async (text: string) =>
    (
      await vensimProblems(`${flat}none((0,0),(1,0))\n\nbelow((0,-1),(1,2))\n\n${text}`, {
        stop: 10_000,
      })
    ).map(({ code }) => code);
  expect(await codes("a = DELAY CONVEYOR(1, 2 + Time, 0, flat, 1, 2)")).toEqual([
    "unsupported-delay-time",
  ]);
  expect(await codes("a = DELAY CONVEYOR(1, MIN(2 + Time, 9), 0, flat, 1, 2)")).toEqual([]);
  expect(await codes("a = DELAY CONVEYOR(1, 20000, 0, flat, 1, 2)")).toEqual([
    "unsupported-delay-time",
  ]);
  expect(await codes("a = DELAY CONVEYOR(1, 2 + Time, 0, none, 1, 2)")).toContain("density");
  expect(await codes("a = DELAY CONVEYOR(1, 2, 0, none, 1, 2)")).toEqual(["density"]);
  expect(await codes("a = DELAY PROFILE(below, 1, 2, 0, 0)")).toEqual(["density"]);
  expect(await codes("a = DELAY PROFILE(flat, 1, 2 + Time, 0, 0)")).toEqual([
    "unsupported-delay-time",
  ]);
  expect(await codes("a = DELAY PROFILE(3, 1, 2, 0, 0)")).toEqual(["table-wanted"]);
});
