import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { graphOf, type Graph, type Link } from "#diagram/graph";
import { trajectoriesOf } from "#diagram/known";
import { loopsOf, type Loops } from "#diagram/loops";
import { polarities, type Polarity } from "#diagram/polarity";
import { loadStudy, settingsOf, simulate } from "#parley";
import { createNodeHost } from "#show/node/host";
import { keyOf } from "#study/name";
import { modelOf, type Draft } from "../support/model.js";

function analysed(variables: Readonly<Record<string, Draft>>, most?: number): Loops {
  const model = modelOf({ stop: 1, step: 1 }, variables);
  const graph = graphOf(model);
  return loopsOf(graph, polarities(model, graph.links, null), most);
}

const printed = ({ loops }: Loops) => loops.map(({ name, keys }) => `${name}: ${keys.join(" → ")}`);

// A. J. Lotka, "Elements of Physical Biology" (1925), chapter VIII. By hand: each kind breeds and
// dies in proportion to itself, and more prey feed more predators, who eat more prey.
const predatorsAndPrey = {
  prey: { stock: "100", inflows: ["births"], outflows: ["eaten"] },
  predators: { stock: "10", inflows: ["growth"], outflows: ["deaths"] },
  births: { flow: "prey * birth_rate" },
  eaten: { flow: "prey * predators * hunger" },
  growth: { flow: "prey * predators * hunger * efficiency" },
  deaths: { flow: "predators * death_rate" },
  birth_rate: 0.1,
  hunger: 0.01,
  efficiency: 0.2,
  death_rate: 0.1,
};

test("predators and prey have two loops that reinforce and three that balance", () => {
  const found = analysed(predatorsAndPrey);
  expect(found.complete).toBe(true);
  expect(printed(found)).toEqual([
    "R1: prey → births",
    "B1: prey → eaten",
    "R2: predators → growth",
    "B2: predators → deaths",
    "B3: prey → growth → predators → eaten",
  ]);
});

// W. O. Kermack and A. G. McKendrick, "A contribution to the mathematical theory of epidemics",
// Proceedings of the Royal Society A 115 (1927). By hand: contagion reinforces; the susceptible run
// out and the infectious recover.
test("an epidemic has one loop that reinforces and two that balance", () => {
  const found = analysed({
    susceptible: { stock: "990", outflows: ["infection"] },
    infectious: { stock: "10", inflows: ["infection"], outflows: ["recovery"] },
    recovered: { stock: "0", inflows: ["recovery"] },
    infection: { flow: "contacts * infectivity * susceptible * infectious / population" },
    recovery: { flow: "infectious / duration" },
    contacts: 5,
    infectivity: 0.1,
    population: 1000,
    duration: 4,
  });
  expect(printed(found)).toEqual([
    "B1: susceptible → infection",
    "R1: infectious → infection",
    "B2: infectious → recovery",
  ]);
});

test("a link without a sign leaves a loop without one, and a delay is told", () => {
  const { loops } = analysed({
    stock: { stock: "1", inflows: ["fill"] },
    fill: { flow: "SIN(seen)" },
    seen: "SMTH1(stock, 2)",
  });
  expect(loops).toMatchObject([
    { name: "L1", polarity: "unknown", keys: ["stock", "seen", "fill"], delayed: true },
  ]);
});

test("of many loops the shortest independent ones are told, and they cover every link", () => {
  // Every one of six variables reads all others: 409 loops, counted as sums of k-cycles of K6,
  // 6!/(6-k)!/k for k = 2 … 6.
  const names = ["a", "b", "c", "d", "e", "f"];
  const every = Object.fromEntries(
    names.map((name) => [name, names.filter((one) => one !== name).join(" + ")]),
  );
  const all = analysed(every, 409);
  expect(all.complete).toBe(true);
  expect(all.loops.length).toBe(409);
  const few = analysed(every, 408);
  expect(few.complete).toBe(false);
  // Each pair is a loop, and the 15 pairs have all 30 links.
  expect(few.loops.map(({ keys }) => keys.length)).toEqual(Array.from({ length: 15 }, () => 2));
});

test("the founding study's loops are as its README tells them", async () => {
  const folder = new URL("../../examples/drones-or-diplomacy", import.meta.url);
  const host = createNodeHost(fileURLToPath(folder));
  const { value: study } = await loadStudy(host);
  if (study === undefined) throw new Error("the study cannot be read");
  const policy = study.policies.get("hard_power") ?? null;
  const run = await simulate(study.model, settingsOf(study, null, policy), host);
  const graph = graphOf(study.model);
  const signs = polarities(study.model, graph.links, trajectoriesOf(run.columns));
  const walk = (...parts: string[]) =>
    polarityOfWalk(graph, signs, parts.join(", ").split(", ").map(keyOf));
  // The walks are written by hand from the table of loops in the README.
  const grievance = walk(
    "Pakistani Taliban, targets of strikes, strikes ordered, strikes after decision",
    "strikes, strike deaths, strike civilian deaths, provocation Pakistan",
    "ill will change Pakistan, Ill will Pakistan, effect of ill will Pakistan",
    "Pakistani recruitment",
  );
  expect(grievance).toBe("+");
  const ground = walk(
    "Afghan Taliban, fighters in the field, insurgent strength, held by Afghans",
    "control change, Control, effect of reach, Afghan recruitment",
  );
  expect(ground).toBe("+");
  const hedge = walk(
    "Afghan Taliban, fighters in the field, insurgent strength, held by Afghans",
    "control change, Control, expected Taliban weight, hedging for advantage",
    "hedging, Pakistani effort, Afghan losses in sanctuary",
  );
  expect(hedge).toBe("+");
  expect(walk("Afghan Taliban", "fighters in the field", "Afghan ground losses")).toBe("-");
  expect(
    walk("US forces", "spending", "US cost", "affordable", "wanted forces", "force change"),
  ).toBe("-");
  expect(walk("Ill will Pakistan", "ill will change Pakistan")).toBe("-");
  const found = loopsOf(graph, signs);
  expect(found.complete).toBe(false);
  for (const { keys, polarity, name } of found.loops) {
    const sign = polarityOfWalk(graph, signs, keys);
    const letter = polarity === "reinforcing" ? "+" : polarity === "balancing" ? "-" : "?";
    expect(letter, name).toBe(sign);
  }
  // Each of the sixteen stocks but the three that only count is on a loop.
  const onLoop = new Set(found.loops.flatMap(({ stocks }) => stocks));
  const stocks = [...graph.nodes.values()].filter(({ kind }) => kind === "stock");
  expect(stocks.filter(({ key }) => !onLoop.has(key)).map(({ name }) => name)).toEqual([
    "Civilians killed by strikes",
    "Civilians killed on the ground",
  ]);
});

/** The product of the signs around a circle of keys; throws where a step is missing. */
function polarityOfWalk(
  { links, pipes }: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  keys: readonly string[],
): string {
  const steps = keys.map((from, index) => {
    const to = keys[(index + 1) % keys.length];
    const link = links.find((one) => one.from === from && one.to === to && one.role === "value");
    if (link !== undefined) return signs.get(link)?.sign ?? "?";
    if (pipes.some(({ flow, to: end }) => flow === from && end === to)) return "+";
    if (pipes.some(({ flow, from: start }) => flow === from && start === to)) return "-";
    throw new Error(`nothing leads from ${from} to ${to}`);
  });
  if (steps.includes("?")) return "?";
  return steps.filter((sign) => sign === "-").length % 2 === 0 ? "+" : "-";
}
