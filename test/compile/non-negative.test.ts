import { describe, expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import type { Method, Model } from "#study/model";

import { run } from "../support/both.js";
import { modelOf } from "../support/model.js";
import type { Draft } from "../support/model.js";
import { generator } from "../support/random-model.js";

function findings(model: Model): string[] {
  return resolveAndCheck(model).diagnostics.map(
    ({ code, severity, message }) => `${severity} ${code}: ${message}`,
  );
}

const unit = { stop: 3, step: 1 };

test("the outflow is limited to what is there, and shows it", async () => {
  const { tank, drain } = await run(unit, {
    Tank: { stock: "10", outflows: ["drain"], nonNegative: true },
    drain: { flow: "4" },
  });
  expect(tank).toEqual([10, 6, 2, 0]);
  expect(drain).toEqual([4, 4, 2, 0]);
});

test("what comes in within the step can leave within it (isee: stock/DT + total inflow)", async () => {
  const { tank, drain } = await run(
    { stop: 1, step: 0.5 },
    {
      Tank: { stock: "1", inflows: ["supply"], outflows: ["drain"], nonNegative: true },
      supply: { flow: "3", nonNegative: true },
      drain: { flow: "8", nonNegative: true },
    },
  );
  expect(tank).toEqual([1, 0, 0]);
  expect(drain).toEqual([5, 3, 3]);
});

test("outflows are served in the order in which they are listed", async () => {
  const variables = (outflows: string[]): Record<string, Draft> => ({
    Tank: { stock: "5", outflows, nonNegative: true },
    first: { flow: "3", nonNegative: true },
    second: { flow: "4", nonNegative: true },
  });
  const listed = await run({ stop: 1, step: 1 }, variables(["first", "second"]));
  expect([listed.first[0], listed.second[0]]).toEqual([3, 2]);
  const turned = await run({ stop: 1, step: 1 }, variables(["second", "first"]));
  expect([turned.first[0], turned.second[0]]).toEqual([1, 4]);
});

test("what is held back stays upstream, and what leaves one stock arrives in the next", async () => {
  const { a, b, c, f, g } = await run(unit, {
    A: { stock: "7", outflows: ["f"], nonNegative: true },
    B: { stock: "1", inflows: ["f"], outflows: ["g"], nonNegative: true },
    C: { stock: "0", inflows: ["g"] },
    f: { flow: "5", nonNegative: true },
    g: { flow: "20", nonNegative: true },
  });
  expect(f).toEqual([5, 2, 0, 0]);
  expect(g).toEqual([6, 2, 0, 0]);
  expect(a).toEqual([7, 2, 0, 0]);
  expect(b).toEqual([1, 0, 0, 0]);
  expect(c).toEqual([0, 6, 8, 8]);
});

test("a flow that runs backwards is limited by the stock that it then drains", async () => {
  const { left, right, exchange } = await run(unit, {
    Left: { stock: "3", outflows: ["exchange"], nonNegative: true },
    Right: { stock: "2", inflows: ["exchange"], nonNegative: true },
    exchange: { flow: "IF TIME < 1 THEN 10 ELSE -4" },
  });
  expect(exchange).toEqual([3, -4, -1, 0]);
  expect(left).toEqual([3, 0, 4, 5]);
  expect(right).toEqual([2, 5, 1, 0]);
});

test("outflows come before inflows that run backwards", async () => {
  const { tank, drain, back } = await run(unit, {
    Tank: { stock: "6", inflows: ["back"], outflows: ["drain"], nonNegative: true },
    back: { flow: "-3" },
    drain: { flow: "2", nonNegative: true },
  });
  expect(drain).toEqual([2, 1, 0, 0]);
  expect(back).toEqual([-3, 0, 0, 0]);
  expect(tank).toEqual([6, 1, 0, 0]);
});

test("a multiplied flow is limited in units of its source, and arrives multiplied", async () => {
  const { pairs, singles, unpack } = await run(unit, {
    Pairs: { stock: "3", outflows: ["unpack"], nonNegative: true },
    Singles: { stock: "0", inflows: ["unpack"], outflows: ["use"], nonNegative: true },
    unpack: { flow: "2", nonNegative: true, multiplier: "2" },
    use: { flow: "3", nonNegative: true },
  });
  expect(unpack).toEqual([2, 1, 0, 0]);
  expect(pairs).toEqual([3, 1, 0, 0]);
  expect(singles).toEqual([0, 1, 0, 0]);
});

test("a multiplied flow that runs backwards takes only what is downstream", async () => {
  const { pairs, singles, pack } = await run(
    { stop: 1, step: 1 },
    {
      Pairs: { stock: "0", outflows: ["pack"], nonNegative: true },
      Singles: { stock: "5", inflows: ["pack"], nonNegative: true },
      pack: { flow: "-4", multiplier: "2" },
    },
  );
  expect(pack[0]).toBe(-2.5);
  expect([pairs[1], singles[1]]).toEqual([2.5, 0]);
});

test("a constant multiplier below zero is refused where it would drain", () => {
  const model = modelOf(unit, {
    A: { stock: "1", inflows: ["f"], nonNegative: true },
    f: { flow: "1", nonNegative: true, multiplier: "0 - 2" },
  });
  expect(findings(model)).toEqual([
    'error negative-multiplier: "f" flows into "A" multiplied by -2: that would take out of it, and it is never to run below zero',
  ]);
});

test("a non-negative stock with an initial value below zero starts at zero, which is told", async () => {
  const variables = {
    Tank: { stock: "0 - 5", inflows: ["supply"], nonNegative: true },
    supply: { flow: "1", nonNegative: true },
  };
  expect((await run(unit, variables)).tank).toEqual([0, 1, 2, 3]);
  expect(findings(modelOf(unit, variables))).toEqual([
    'warning non-negative-start: "Tank" is never to be below zero, and would start at -5: it starts at 0',
  ]);
});

test("stocks in a circle: nothing is lost, and the circle is told", async () => {
  const variables = {
    A: { stock: "4", inflows: ["g"], outflows: ["f"], nonNegative: true },
    B: { stock: "0", inflows: ["f"], outflows: ["g"], nonNegative: true },
    f: { flow: "10", nonNegative: true },
    g: { flow: "3", nonNegative: true },
  };
  const { a, b } = await run(unit, variables);
  for (const [step, amount] of a.entries()) {
    expect(amount + b[step]).toBe(4);
    expect(Math.min(amount, b[step])).toBeGreaterThanOrEqual(0);
  }
  const found = findings(modelOf(unit, variables));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('warning flow-circle: how much "');
});

test("an inflow that is computed from the outflow counts in the next step, which is told", async () => {
  const variables = {
    Shelf: { stock: "2", inflows: ["orders"], outflows: ["sales"], nonNegative: true },
    orders: { flow: "sales + 1", nonNegative: true },
    sales: { flow: "5", nonNegative: true },
  };
  const { shelf, sales, orders } = await run(unit, variables);
  expect(sales).toEqual([2, 3, 4, 5]);
  expect(orders).toEqual([3, 4, 5, 6]);
  expect(shelf).toEqual([2, 3, 4, 5]);
  expect(findings(modelOf(unit, variables))).toEqual([
    'warning flow-circle: how much "orders" brings into "Shelf" depends on how much "sales" takes out of it: what comes in can be taken out only in the next step',
  ]);
});

test("an outflow that is computed from a later one is served after it, which is told", async () => {
  const variables = {
    Tank: { stock: "6", outflows: ["rest", "deaths"], nonNegative: true },
    rest: { flow: "10 - deaths", nonNegative: true },
    deaths: { flow: "4", nonNegative: true },
  };
  const { rest, deaths } = await run({ stop: 1, step: 1 }, variables);
  expect([rest[0], deaths[0]]).toEqual([2, 4]);
  expect(findings(modelOf(unit, variables))).toEqual([
    'warning flow-priority: "rest" comes before "deaths" at "Tank", but it is computed from "deaths": "deaths" is served first',
  ]);
});

test("a stock may begin at what its outflow is, as it is wanted", async () => {
  const { tank, drain } = await run(unit, {
    Tank: { stock: "2 * drain", outflows: ["drain"], nonNegative: true },
    drain: { flow: "3", nonNegative: true },
  });
  expect(tank).toEqual([6, 3, 0, 0]);
  expect(drain).toEqual([3, 3, 0, 0]);
});

test("a flow that leaves several stocks is not limited; each gives what it has", async () => {
  const variables = {
    Bottomless: { stock: "1", outflows: ["drain"] },
    Tank: { stock: "1", outflows: ["drain"], nonNegative: true },
    drain: { flow: "1", nonNegative: true },
  };
  const { bottomless, tank, drain } = await run(unit, variables);
  expect(drain).toEqual([1, 1, 1, 1]);
  expect(bottomless).toEqual([1, 0, -1, -2]);
  expect(tank).toEqual([1, 0, 0, 0]);
  const model = modelOf(unit, variables);
  const codes = (file: string) =>
    findings({ ...model, file }).map((text) => text.slice(0, text.indexOf(":")));
  expect(codes("model.xmile")).toEqual(["warning flow-shared", "warning flow-used-twice"]);
  expect(codes("model.yaml")).toEqual(["warning flow-shared", "error flow-used-twice"]);
});

describe.each(["euler", "rk2", "rk4"] satisfies Method[])("%s", (method) => {
  test("random chains lose nothing and never run below zero", async () => {
    const random = generator(20);
    for (let trial = 0; trial < 60; trial++) {
      const count = 2 + Math.floor(random() * 4);
      const variables: Record<string, Draft> = {};
      const some = () => (random() * 6).toFixed(2);
      for (let index = 0; index < count; index++) {
        const [from, to] = [`S${index}`, `S${(index + 1) % count}`];
        variables[from] = {
          stock: some(),
          inflows: [`f${(index + count - 1) % count}`, `g${(index + count - 1) % count}`],
          outflows: [`f${index}`, `g${index}`],
          nonNegative: true,
        };
        variables[`f${index}`] = { flow: `${some()} * SIN(TIME * ${some()}) * ${from}` };
        variables[`g${index}`] = {
          flow: `${some()} + ${to} * ${some()} - 9`,
          nonNegative: index > 1,
        };
      }
      const step = [1, 0.3, 0.125][trial % 3];
      const series = await run({ stop: step * 40, step, method }, variables);
      const names = Array.from({ length: count }, (_, index) => `s${index}`);
      const totals = series.s0.map((_, save) =>
        names.reduce((sum, name) => sum + series[name][save], 0),
      );
      for (const total of totals) expect(total / totals[0]).toBeCloseTo(1, 12);
      for (const name of names) expect(Math.min(...series[name])).toBeGreaterThanOrEqual(0);
      // The test would be empty if no stock ever ran dry.
      if (trial === 0) expect(names.some((name) => series[name].includes(0))).toBe(true);
    }
  });
});

test("where no limit bites, a method keeps its order: the result is that of the plain stock", async () => {
  const decay = (nonNegative: boolean): Record<string, Draft> => ({
    x: { stock: "1", outflows: ["out"], nonNegative },
    out: { flow: "x * 0.7" },
  });
  const time = { stop: 2, step: 0.25, method: "rk4" as const };
  const [limited, plain] = [await run(time, decay(true)), await run(time, decay(false))];
  expect(limited.x).toEqual(plain.x);
});
