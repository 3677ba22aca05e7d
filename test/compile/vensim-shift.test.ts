import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import type { System } from "#compile/system";
import { hasErrors } from "#study/diagnostic";
import type { Method } from "#study/model";

import { interpretAll, runBlock } from "../support/run.js";
import { runVensim, vensimModel, vensimProblems } from "./vensim-support.js";
import type { VensimTime } from "./vensim-support.js";

async function systemBy(method: Method, equations: string, time: VensimTime): Promise<System> {
  const model = await vensimModel(equations, time);
  const { system, diagnostics } = resolveAndCheck({ ...model, time: { ...model.time, method } });
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return system;
}

/** Every variable over time, from the interpreter, after the module has given the same bits. */
async function runBy(method: Method, equations: string, time: VensimTime) {
  const system = await systemBy(method, equations, time);
  const keys = [...system.cellOf.keys()];
  const expected = interpretAll(system);
  const { series } = await runBlock(system, { series: keys }, []);
  const saves = series.length / keys.length;
  for (const [index, key] of keys.entries()) {
    expect([...series.subarray(index * saves, (index + 1) * saves)], key).toEqual(
      expected.get(key),
    );
  }
  return (key: string): readonly number[] => expected.get(key) ?? [];
}

const chain = `age: a1, a2, a3

alive[age] = INTEG(births[age] - hazard * alive[age], begin[age])

births[a1] = 6

births[a2] = 0

births[a3] = 0

hazard = 0.5

begin[age] = 1, 2, 4

total = SUM(alive[age!])

gone = SHIFT IF TRUE(alive[a1], Time = 1, 3, 0, 0)`;

/**
 * A cohort that nothing enters decays by exp(−½) in a year, wherever it is in the meantime; births
 * of 6 a year bring it to 12 · (1 − exp(−½)) from nothing.
 */
test.each([
  ["rk2", 1 / 64, 4],
  ["rk4", 1 / 16, 7],
] as const)(
  "by %s a cohort goes on as it would have where it was",
  async (method, step, digits) => {
    const run = await runBy(method, chain, { stop: 2, step });
    const year = 1 / step;
    const decay = Math.exp(-0.5);
    const born = 12 * (1 - decay);
    expect(run("alive[a1]")[year - 1]).toBeGreaterThan(born / 2);
    expect(run("alive[a1]")[year]).toBe(0);
    expect(run("alive[a2]")[year]).toBeCloseTo(born + decay, digits);
    expect(run("alive[a3]")[year]).toBeCloseTo(2 * decay, digits);
    expect(run("gone")[year]).toBeCloseTo(4 * decay, digits);
    expect(run("gone").filter((taken) => taken !== 0)).toHaveLength(1);
    expect(run("alive[a1]")[2 * year]).toBeCloseTo(born, digits);
    expect(run("alive[a2]")[2 * year]).toBeCloseTo((born + decay) * decay, digits);
    expect(run("alive[a3]")[2 * year]).toBeCloseTo(2 * decay * decay, digits);
  },
);

/** What is computed at the time of a move sees what has moved in, the flows of the step as well. */
test("the flows of a step are of what has moved in", async () => {
  const run = await runVensim(chain, { stop: 2 });
  // At 1: (1 + 6 − 0.5, 2 − 1, 4 − 2) moves on; then half of each and 6 in the first.
  expect(run("alive[a1]")).toEqual([1, 0, 6]);
  expect(run("alive[a2]")).toEqual([2, 6.5, 3.25]);
  expect(run("alive[a3]")).toEqual([4, 1, 0.5]);
  expect(run("gone")).toEqual([0, 2, 0]);
  expect(run("total")).toEqual([7, 7.5, 9.75]);
});

/**
 * Before the move the total is 7 at 0, at 1 it is 6.5 + 1 + 2, and the last 2 leave; in the step from
 * 9.5, 6.5 and 1 to 10.75, 3.25 and 0.5, whose sum is 14.5.
 */
test("the arguments see the stocks as they were", async () => {
  const run = await runVensim(
    `${chain.replace("Time = 1, 3, 0, 0)", "total > 9, 3, 0, total)")}

moved into[age] = INTEG(0, 0)

passed on = SHIFT IF TRUE(moved into[a2], gone > 0, 2, 0, gone)`,
    { stop: 2 },
  );
  expect(run("gone")).toEqual([0, 2, 0.5]);
  expect(run("alive[a1]")).toEqual([1, 9.5, 14.5]);
  expect(run("total")).toEqual([7, 9.5 + 6.5 + 1, 14.5 + 10.75 + 3.25]);
  // What was taken from one row enters another at the same time.
  expect(run("moved_into[a1]")).toEqual([0, 0, 0]);
  expect(run("moved_into[a2]")).toEqual([0, 2, 0.5]);
  expect(run("moved_into[a3]")).toEqual([0, 0, 2]);
});

test("rows of many cohorts are the same in a kernel of many blocks", async () => {
  const equations = `place: p1, p2, p3

age: (age1-age90)

people[place, age] = INTEG(-people[place, age] * hazard[age], 100)

hazard[age] = 0.01 + 0.001 * age

aged[place] = SHIFT IF TRUE(people[place, age1], MODULO(Time, 1) = 0, ELMCOUNT(age), 1, 50 + place)

all = SUM(people[place!, age!])`;
  for (const method of ["euler", "rk4"] as const) {
    const run = await runBy(method, equations, { stop: 3, step: 0.25 });
    expect(run("people[p2,age1]")[0]).toBe(52);
    expect(run("people[p1,age90]")[0]).toBe(200);
    expect(run("people[p3,age1]").filter((amount) => amount === 53)).toHaveLength(4);
    expect(run("aged[p1]").every((taken) => taken === 0)).toBe(true);
  }
});

test("what cannot move is an error that says why", async () => {
  const messages = async (text: string) =>
    (await vensimProblems(`${chain.split("\n\ngone")[0]}\n\n${text}`))
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${code}: ${message}`);
  expect(await messages("x = SHIFT IF TRUE(births[a1], 1, 3, 0, 0)")).toEqual([
    "shift-stock: vensim.SHIFT IF TRUE wants a stock over a range, named by the element from which it moves on",
  ]);
  expect(await messages("x = SHIFT IF TRUE(alive[a2], 1, 3, 0, 0)")).toEqual([
    "shift-size: the size in vensim.SHIFT IF TRUE is 3, and from the element named on there are 2",
  ]);
  expect(await messages("x = SHIFT IF TRUE(alive[a1], 1, Time, 0, 0)")).toEqual([
    "shift-size: the size in vensim.SHIFT IF TRUE is not a whole number that stays the same, and from the element named on there are 3",
  ]);
  expect(
    await messages(
      "x = SHIFT IF TRUE(alive[a1], 1, 2, 0, 0)\n\ny = SHIFT IF TRUE(alive[a2], 1, 2, 0, 0)",
    ),
  ).toEqual([`shift-twice: "alive[a2]" is moved by more than one SHIFT IF TRUE`]);
});
