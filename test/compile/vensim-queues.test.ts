import { expect, test } from "vitest";

import { interpretAll } from "../support/run.js";
import { runVensim, vensimProblems, vensimSystem } from "./vensim-support.js";

const flat = "flat((0,1),(1,1))\n\n";

function expectSeries(found: readonly number[], wanted: readonly number[]) {
  expect(found).toHaveLength(wanted.length);
  for (const [save, value] of wanted.entries()) expect(found[save]).toBeCloseTo(value, 10);
}

/**
 * By hand, from Vensim's Help, "QUEUE FIFO" and "QUEUE AGE …": 10 come in at 0, 20 at 1; 5 of the
 * oldest leave at 2, 15 at 3 (5 of the first, 10 of the second), 25 at 4, when there are 10. What is
 * missing is as if it were a step old, and 40 come in at 5.
 */
test("a queue knows the ages of what is in it, and the oldest leaves first", async () => {
  const run = await runVensim(
    `${flat}in = 10 * PULSE(0, 1) + 20 * PULSE(1, 1) + 40 * PULSE(5, 1)

out = 5 * PULSE(2, 1) + 15 * PULSE(3, 1) + 25 * PULSE(4, 1)

waiting = QUEUE FIFO(in, out, flat, 0, 1)

oldest = QUEUE AGE OLDEST(waiting)

average = QUEUE AGE AVERAGE(waiting, 0)

average of 15 = QUEUE AGE AVERAGE(waiting, 15)

two or more = QUEUE AGE IN RANGE(waiting, 2, :NA:)

two at most = QUEUE AGE IN RANGE(waiting, :NA:, 2)

two = QUEUE AGE IN RANGE(waiting, 1.5, 2)`,
    { stop: 6 },
  );
  expectSeries(run("waiting"), [0, 10, 30, 25, 10, -15, 25]);
  expectSeries(run("oldest"), [0, 1, 2, 3, 3, 1, 1]);
  expectSeries(run("average"), [0, 1, 4 / 3, (5 * 3 + 20 * 2) / 25, 3, 1, 1]);
  expectSeries(run("average_of_15"), [0, 1, 5 / 3, (5 * 3 + 10 * 2) / 15, 3, 1, 1]);
  expectSeries(run("two_or_more"), [0, 0, 10, 25, 10, 0, 0]);
  expectSeries(run("two_at_most"), [0, 10, 30, 20, 0, -15, 25]);
  expectSeries(run("two"), [0, 0, 10, 20, 0, 0, 0]);
});

/** "If inflow is negative it is treated as a positive outflow", and the other way round. */
test("a negative flow is one the other way", async () => {
  const run = await runVensim(
    `${flat}waiting = QUEUE FIFO(IF THEN ELSE(Time < 2, 10, -4), IF THEN ELSE(Time < 3, 0, -6), flat, 0, 1)

oldest = QUEUE AGE OLDEST(waiting)

young = QUEUE AGE IN RANGE(waiting, 0, 1)`,
    { stop: 5 },
  );
  // 10 and 10 come in, 4 of the first leave at 2, 3 and 4, when 6 come in as well.
  expectSeries(run("waiting"), [0, 10, 20, 16, 18, 20]);
  expectSeries(run("oldest"), [0, 1, 2, 3, 4, 5 - 1]);
  expectSeries(run("young"), [0, 10, 10, 0, 6, 6]);
});

/** The areas under y = x in [0, 1], [1, 2] …: 1, 3, 5, 7 of 16, the first a step old. */
test("what is there at the start has the ages of the profile", async () => {
  const equations = `${flat}rising((0,0),(1,1))

even = QUEUE FIFO(0, 0, flat, 100, 4)

steep = QUEUE FIFO(0, 2, rising, 16, 4)

of even = QUEUE AGE AVERAGE(even, -1)

of steep = QUEUE AGE AVERAGE(steep, -1)

oldest = QUEUE AGE OLDEST(even)`;
  const run = await runVensim(equations, { stop: 1 });
  expectSeries(run("of_even"), [2.5, 3.5]);
  expectSeries(run("oldest"), [4, 5]);
  // One, two, three and four steps old; two of the oldest leave.
  expectSeries(run("of_steep"), [
    (1 + 6 + 15 + 28) / 16,
    (2 * 1 + 3 * 3 + 4 * 5 + 5 * (7 - 2)) / 14,
  ]);
  const found = await vensimProblems(equations);
  expect(found.map(({ code, severity }) => `${severity} ${code}`)).toContain(
    "warning queue-initial-ages",
  );
});

/** The example of Vensim's Modeling Guide, "Queues": what is old enough leaves, here all of it. */
test.each([
  [0.5, "euler"],
  [0.25, "rk4"],
] as const)(
  "what leaves by its age is a fixed delay, in steps of %d by %s",
  async (step, method) => {
    const system = await vensimSystem(
      `${flat}orders = 10 + Time * Time

shipped = MIN(1e6, QUEUE AGE IN RANGE(work, 2, 1e9) / TIME STEP)

work = QUEUE FIFO(orders, shipped, flat, 0, 3)

cycle = QUEUE AGE OLDEST(work)

delayed = DELAY FIXED(orders, 2, 0)`,
      { stop: 8, step },
    );
    const found = interpretAll({ ...system, time: { ...system.time, method } });
    const of = (key: string) => found.get(key) ?? [];
    expectSeries(of("shipped"), of("delayed"));
    expect(of("cycle").at(-1)).toBeCloseTo(2, 12);
  },
);

test("a queue of an array has its own parts for each element", async () => {
  const run = await runVensim(
    `${flat}desk: slow, fast

speed[desk] = 2, 6

waiting[desk] = QUEUE FIFO(8, speed[desk], flat, 0, 1)

oldest[desk] = QUEUE AGE OLDEST(waiting[desk])`,
    { stop: 4 },
  );
  // Slow: of the first 8, 2 are owed from the step before, and 2 leave in each of three steps.
  expectSeries(run("oldest[slow]"), [0, 1, 2, 3, 3]);
  expectSeries(run("waiting[fast]"), [0, 2, 4, 6, 8]);
  expectSeries(run("oldest[fast]"), [0, 1, 1, 1, 1]);
});

/** The numbers of the Help, "QUEUE FIFO ATTRIB": put in at 10 with 7, at 10.5 it is 8, at 11 it is 9. */
test("an attribute changes while it is in the queue", async () => {
  const run = await runVensim(
    `${flat}held = QUEUE FIFO ATTRIB(2 * PULSE(10, 0.5), 0, 7, 2, flat, flat, 0, 1, 1)

attribute = QUEUE ATTRIB AVERAGE(held, -1)`,
    { start: 10, stop: 11, step: 0.5 },
  );
  expectSeries(run("held"), [0, 1, 1]);
  expectSeries(run("attribute"), [0, 8, 9]);
});

/** 10 with an attribute of 2 come first, 4 with one of 5 then: 25 is 10 · 2 + 1 · 5. */
test("QUEUE ATTRIB QUANTITY counts the oldest by what they add up to", async () => {
  const run = await runVensim(
    `${flat}rising((0,0),(2,2))

size = IF THEN ELSE(Time < 1, 2, 5)

in = IF THEN ELSE(Time < 1, 10, 4)

work = QUEUE FIFO ATTRIB(in, 0, size, 0, flat, flat, 0, 1, 1)

of 25 = QUEUE ATTRIB QUANTITY(work, 25)

of 12 = QUEUE ATTRIB QUANTITY(work, 12)

of 1000 = QUEUE ATTRIB QUANTITY(work, 1000)

average = QUEUE ATTRIB AVERAGE(work, 0)

before = QUEUE FIFO ATTRIB(0, 0, 1, 0, flat, rising, 6, 10, 2)

of before = QUEUE ATTRIB AVERAGE(before, -1)`,
    { stop: 2 },
  );
  expectSeries(run("of_25"), [0, 10, 11]);
  expectSeries(run("of_12"), [0, 6, 6]);
  expectSeries(run("of_1000"), [0, 10, 14]);
  expectSeries(run("average"), [0, 2, (20 + 20) / 14]);
  // Two parts of 3, whose heights are 0.5 and 1.5 in their middles, times 10.
  expectSeries(run("of_before"), [10, 10, 10]);
});

/** 10 with an attribute of 2 come first, 4 with one of 5 then, 6 with one of 1 last. */
test("looks at the attributes of a queue, of all that is there and of the oldest", async () => {
  const run = await runVensim(
    `${flat}size = IF THEN ELSE(Time < 1, 2, IF THEN ELSE(Time < 2, 5, 1))

in = IF THEN ELSE(Time < 1, 10, IF THEN ELSE(Time < 2, 4, IF THEN ELSE(Time < 3, 6, 0)))

out = 12 * PULSE(3, 1)

work = QUEUE FIFO ATTRIB(in, out, size, 0, flat, flat, 0, 1, 1)

largest = QUEUE ATTRIB MAX(work, 0)

without = QUEUE ATTRIB MAX(work) + 10 * QUEUE AGE AVERAGE(work)

with = QUEUE ATTRIB MAX(work, 0) + 10 * QUEUE AGE AVERAGE(work, 0)

largest of 10 = QUEUE ATTRIB MAX(work, 10)

largest of 11 = QUEUE ATTRIB MAX(work, 11)

largest of 100 = QUEUE ATTRIB MAX(work, 100)

least = QUEUE ATTRIB MIN(work, -1)

least of 14 = QUEUE ATTRIB MIN(work, 14)

two to five = QUEUE ATTRIB IN RANGE(work, 2, 5)

at most two = QUEUE ATTRIB IN RANGE(work, :NA:, 2)

above two = QUEUE ATTRIB IN RANGE(work, 2.01, :NA:)

average of 12 = QUEUE ATTRIB AVERAGE(work, 12)

average of 100 = QUEUE ATTRIB AVERAGE(work, 100)`,
    { stop: 4 },
  );
  // At 4 there are 2 of the second and 6 of the third.
  expectSeries(run("largest"), [0, 2, 5, 5, 5]);
  expect(run("without")).toEqual(run("with"));
  expectSeries(run("largest_of_10"), [0, 2, 2, 2, 5]);
  expectSeries(run("largest_of_11"), [0, 2, 5, 5, 5]);
  expectSeries(run("largest_of_100"), [0, 2, 5, 5, 5]);
  expectSeries(run("least"), [0, 2, 2, 1, 1]);
  expectSeries(run("least_of_14"), [0, 2, 2, 2, 1]);
  expectSeries(run("two_to_five"), [0, 10, 14, 14, 2]);
  expectSeries(run("at_most_two"), [0, 10, 10, 16, 6]);
  expectSeries(run("above_two"), [0, 0, 4, 4, 2]);
  expectSeries(run("average_of_12"), [0, 2, 30 / 12, 30 / 12, (2 * 5 + 6) / 8]);
  expectSeries(run("average_of_100"), [0, 2, 40 / 14, 46 / 20, 16 / 8]);
});

test("what is no queue or no whole equation is an error", async () => {
  const codes = async (text: string) =>
    (await vensimProblems(flat + text)).filter(({ severity }) => severity === "error");
  const codeOf = async (text: string) => (await codes(text)).map(({ code }) => code);
  expect(await codeOf("s = INTEG(1, 0)\n\na = QUEUE AGE OLDEST(s)")).toEqual(["queue-wanted"]);
  expect(await codeOf("a = 2 * QUEUE FIFO(1, 1, flat, 0, 1)")).toEqual(["queue-not-whole"]);
  const plain = "q = QUEUE FIFO(1, 1, flat, 0, 1)\n\na = ";
  expect(await codeOf(`${plain}QUEUE ATTRIB AVERAGE(q, -1)`)).toEqual(["queue-wanted"]);
  for (const call of ["MAX(q, 0)", "MIN(q, 1)", "IN RANGE(q, 0, 1)"]) {
    expect(await codeOf(`${plain}QUEUE ATTRIB ${call}`)).toEqual(["queue-wanted"]);
  }
  expect(await codeOf("q = QUEUE FIFO(1, 1, flat, 0, 100000)")).toEqual(["queue-too-long"]);
});
