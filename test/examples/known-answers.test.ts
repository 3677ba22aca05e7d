import { expect, test } from "vitest";
import { column } from "#numeric/table";
import { loadModel, simulate } from "#parley";
import { createNodeHost } from "#show/node/host";
import { keyOf } from "#study/name";
import type { Model } from "#study/model";

// The figures that the READMEs of the two small studies give under "Known answers".

const examples = new URL("../../examples/", import.meta.url).pathname;

interface Example {
  readonly model: Model;
  readonly host: ReturnType<typeof createNodeHost>;
}

async function load(folder: string): Promise<Example> {
  const host = createNodeHost(`${examples}${folder}`);
  const { value: model, diagnostics } = await loadModel(host, "model.yaml");
  expect(diagnostics).toEqual([]);
  return { model: model!, host };
}

/** One run with constants replaced; a column by the variable's name. */
async function runWith({ model, host }: Example, constants: Readonly<Record<string, number>>) {
  const values = new Map(
    Object.entries(constants).map(([name, value]) => [keyOf(name), value] as const),
  );
  const table = await simulate(model, { values, paths: new Map() }, host);
  return (name: string) => column(table, name);
}

function lasting(example: Example, step: number, years: number): Example {
  const { time } = example.model;
  const steps = Math.round(years / step);
  const saveEvery = Math.max(1, Math.round((time.saveEvery * time.step) / step));
  const changed = { ...time, step, steps, saveEvery, stop: time.start + years };
  return { ...example, model: { ...example.model, time: changed } };
}

function last(values: Float64Array): number {
  return values[values.length - 1]!;
}

const city = 1_000_000;
const undisturbed = { "people grow careful": 0, "day of the vaccine": 900 };

/** The share ever infected: z = 1 − s·exp(−R·z) (Kermack and McKendrick 1927). */
function finalSize(reproduction: number): number {
  const susceptible = 1 - 200 / city;
  let size = 1;
  for (let round = 0; round < 1000; round++) {
    size = 1 - susceptible * Math.exp(-reproduction * size);
  }
  return size;
}

test("the epidemic ends at the final size, the closer the shorter the step", async () => {
  const example = await load("school-closures");
  const attack = async (step: number) =>
    1 - last((await runWith(lasting(example, step, 540), undisturbed))("Susceptible")) / city;
  expect(finalSize(2.2)).toBeCloseTo(0.8438, 4);
  expect(await attack(1 / 4)).toBeCloseTo(0.8457, 4);
  expect(await attack(1 / 64)).toBeCloseTo(0.8439, 4);
});

test("schools shut for good are an epidemic with a smaller reproduction number", async () => {
  const example = lasting(await load("school-closures"), 1 / 64, 540);
  const shut = await runWith(example, { ...undisturbed, "schools closed": 1 });
  const size = finalSize(2.2 * (1 - 0.25 * (1 - 0.3)));
  expect(size).toBeCloseTo(0.7381, 4);
  expect(Math.abs(1 - last(shut("Susceptible")) / city - size)).toBeLessThan(2e-4);
});

test("nobody is lost, and deaths while beds suffice are a share of the infected", async () => {
  const example = await load("school-closures");
  const many = await runWith(example, { ...undisturbed, "beds with all staff": city });
  const groups = ["Susceptible", "Exposed", "Infectious", "In need of a hospital", "Immune"];
  const people = [...groups, "Deaths"].map(many);
  for (let save = 0; save < people[0]!.length; save++) {
    const sum = people.reduce((total, group) => total + group[save]!, 0);
    expect(Math.abs(sum - city)).toBeLessThan(1e-6);
  }
  const infected = city - last(many("Susceptible"));
  expect(last(many("Deaths")) / (infected * 0.02 * 0.22)).toBeCloseTo(1, 6);
});

test("an early epidemic doubles in 5.7 days", async () => {
  // (1/3 + λ)(1/5 + λ) = R/15; few enough infected that nearly all are susceptible.
  const example = lasting(await load("school-closures"), 1 / 64, 60);
  const few = await runWith(example, { ...undisturbed, "people infected at the start": 0.01 });
  const rate = Math.log(few("Exposed")[60]! / few("Exposed")[50]!) / 10;
  const exact = (-(1 / 3 + 1 / 5) + Math.sqrt((1 / 3 - 1 / 5) ** 2 + (4 * 2.2) / 15)) / 2;
  expect(Math.abs(rate / exact - 1)).toBeLessThan(2e-3);
  expect(Math.log(2) / exact).toBeCloseTo(5.7, 1);
});

const largest = 200_000;
const textbook = {
  "growth lost to warming": 0,
  "buyers lost": 0,
  "small stocks fail": 0,
  "catch beyond the limit": 0,
};
const ample = { ...textbook, licences: 1000, "boats at the start": 1000 };

test("left alone, the stock follows the logistic curve", async () => {
  const example = await load("quota-or-moratorium");
  const alone = await runWith(example, { ...textbook, "full quota": 0, "share of fish left": 0.1 });
  const time = alone("time");
  for (const [save, stock] of alone("Fish stock").entries()) {
    const exact = largest / (1 + 9 * Math.exp(-0.35 * (time[save]! - 2025)));
    expect(Math.abs(stock / exact - 1)).toBeLessThan(1.1e-8);
  }
});

test("r·K/4 is the largest catch that lasts", async () => {
  // Schaefer 1954. Under the harvest rule the whole quota may be landed from 0.3 of the stock on.
  const example = lasting(await load("quota-or-moratorium"), 1 / 8, 400);
  const fishing = (quota: number) =>
    runWith(example, { ...ample, "full quota": quota, "share of fish left": 0.5 });
  expect(last((await fishing(17_500))("Fish stock")) / largest).toBeCloseTo(0.5, 9);
  const below = (1 + Math.sqrt(1 - 17_400 / 17_500)) / 2;
  expect(below).toBeCloseTo(0.5378, 4);
  expect(last((await fishing(17_400))("Fish stock")) / largest).toBeCloseTo(below, 5);
  expect(Math.min(...(await fishing(17_600))("Fish stock")) / largest).toBeLessThan(0.3);
});

test("open access ends where a boat earns its costs and the pay elsewhere", async () => {
  // Gordon 1954. Landings that are small against the usual ones leave the price at 1.3 times usual.
  const example = lasting(await load("quota-or-moratorium"), 1 / 8, 400);
  const open = await runWith(example, {
    ...textbook,
    "catch is limited": 0,
    licences: 1000,
    "time to decide": 20,
    "usual landings": 1e15,
    "usual price": 0.002 / 1.3,
  });
  expect(last(open("Fish stock")) / largest).toBeCloseTo(0.23, 5);
  expect(last(open("Boats"))).toBeCloseTo(107.8, 2);
});

test("left alone, a stock recovers above the critical size and dies out below", async () => {
  const example = lasting(await load("quota-or-moratorium"), 1 / 8, 200);
  const from = async (share: number) => {
    const settings = { ...textbook, "small stocks fail": 1, "critical share": 0.1 };
    const run = await runWith(example, {
      ...settings,
      "full quota": 0,
      "share of fish left": share,
    });
    return last(run("Fish stock"));
  };
  expect(await from(0.09)).toBeLessThan(1);
  expect(await from(0.11)).toBeGreaterThan(0.999 * largest);
});
