import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, expect, test } from "vitest";

import { wilsonInterval } from "#numeric/interval";
import { discoverDocument } from "#analyse/discovery/document";

import { command } from "../support/command.js";

const folder = mkdtempSync(join(tmpdir(), "parley-discover-"));
afterAll(() => rmSync(folder, { recursive: true }));
const published = fileURLToPath(new URL("../data/bryant-lempert-2010.csv", import.meta.url));
const lake = fileURLToPath(new URL("../cases/benchmarks/lake", import.meta.url));
const inputs =
  "Cellulosic cost,Total biomass,Feedstock distribution,Cellulosic yield,Oil elasticity,Demand elasticity,Electricity coproduction,oil supply shift,Biomass backstop price";

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function json(...argv: readonly string[]) {
  const { out, error, status } = await command("discover", ...argv, "--json");
  expect([error, status]).toEqual(["", 0]);
  return discoverDocument.parse(JSON.parse(out));
}

test("Bryant and Lempert's futures, as published", async () => {
  const where = '"Greater than 90%" = 1';
  const found = await json(
    published,
    "--where",
    where,
    "--inputs",
    inputs,
    "--peel-alpha",
    "0.1",
    "--box",
    "21",
  );
  expect(found).toMatchObject({ rows: 882, interest: 89, failed: 0, incomplete: 0 });
  const [box] = found.boxes;
  expect(box.trajectory).toHaveLength(28);
  expect(box.trajectory[27]).toMatchObject({ n: 45, k: 45, density: 1, restricted: 6 });
  expect(box).toMatchObject({ chosen: 21, n: 87, k: 67 });
  expect(box.limits.map(({ input }) => input)).toEqual([
    "Cellulosic cost",
    "Total biomass",
    "Demand elasticity",
    "Biomass backstop price",
  ]);
  expect(box.restrictions[0].quasiP).toBeCloseTo(0.15741333528927, 10);
  expect(box.restrictions[0].without.coverage).toBeCloseTo(0.764045, 6);
  // Wilson, 67 of 87.
  expect(box.density.low).toBeCloseTo(0.671, 3);
});

test("it is printed for people, and drawn", async () => {
  const where = '"Greater than 90%" = 1';
  const drawn = join(folder, "prim.svg");
  const parallel = join(folder, "parallel.svg");
  const { out, status } = await command(
    "discover",
    published,
    "--where",
    where,
    "--inputs",
    inputs,
    "--peel-alpha",
    "0.1",
    "--figure",
    drawn,
    "--parallel",
    parallel,
  );
  expect(status).toBe(0);
  const across = readFileSync(parallel, "utf8").replaceAll(published, "bryant-lempert-2010.csv");
  await expect(across).toMatchFileSnapshot("figure/parallel.svg");
  await expect(out.replaceAll(published, "bryant-lempert-2010.csv")).toMatchFileSnapshot(
    "printed/discover.txt",
  );
  await expect(
    readFileSync(drawn, "utf8").replaceAll(published, "bryant-lempert-2010.csv"),
  ).toMatchFileSnapshot("figure/discover.svg");
});

test("text columns, gaps, whole numbers and failed rows", async () => {
  const rows = Array.from({ length: 400 }, (_, row) => {
    const region = ["north", "south", "the west"][row % 3];
    const x = ((row * 37) % 400) / 400;
    const year = 2020 + (row % 5);
    const cost = row % 50 === 13 ? "nan" : String(region === "south" && x > 0.5 ? 9 : 1);
    return `${region},${row === 7 ? "" : x},${year},${cost}`;
  });
  const path = file("own.csv", `Region,x,year,cost\n${rows.join("\n")}\n`);
  const found = await json(
    path,
    "--where",
    'cost > 5 AND region <> "The West"',
    "--inputs",
    "region,x,year",
  );
  expect(found.inputs.map(({ kind }) => kind)).toEqual(["category", "number", "integer"]);
  expect(found).toMatchObject({ failed: 8, incomplete: 1, rows: 391 });
  const last = found.boxes[0].trajectory.at(-1);
  expect(last?.density).toBe(1);
  expect(last?.limits.map(({ input, labels }) => [input, labels])).toEqual([
    ["Region", ["south"]],
    ["x", null],
  ]);
  const box = found.boxes[0];
  // Failed rows whose inputs lie in the box count both ways.
  const inBox = box.failed;
  expect(box.density.failed).toBe(inBox);
  expect(inBox).toBeGreaterThan(0);
  const lost = wilsonInterval(box.k, box.n + inBox, 0.95);
  expect(box.density.low).toBeCloseTo(lost.low, 12);
  const cart = await json(path, "--where", "cost > 5", "--inputs", "region,x", "--method", "cart");
  expect(cart.tree?.leaves[0]).toMatchObject({
    density: 1,
    limits: [{ labels: ["south"] }, { input: "x" }],
  });
  const logit = await json(
    path,
    "--where",
    "cost > 5",
    "--inputs",
    "region,x",
    "--method",
    "logit",
  );
  expect(logit.models[0].inputs).toEqual(["Region"]);
});

test("a Parquet file is read as a CSV file is", async () => {
  const x = Float64Array.from({ length: 200 }, (_, row) => ((row * 77) % 200) / 200);
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "x", data: [...x], type: "DOUBLE" },
      {
        name: "side",
        data: [...x].map((value) => (value < 0.3 ? "left" : "right")),
        type: "STRING",
      },
    ],
  });
  const path = join(folder, "own.parquet");
  writeFileSync(path, new Uint8Array(bytes));
  const found = await json(path, "--where", "side = left", "--inputs", "x");
  expect(found.interest).toBe(60);
  expect(found.boxes[0].trajectory.at(-1)?.density).toBe(1);
});

test("a study is run, and a stored ensemble read, with the same futures", async () => {
  const stored = join(folder, "ensemble");
  await command("explore", lake, "--out", stored, "--futures", "600", "--workers", "0");
  const where = "reliability < 0.9";
  const options = ["--where", where, "--policy", "little", "--resamples", "0"];
  const run = await json(lake, ...options, "--futures", "600", "--workers", "0");
  const read = await json(stored, ...options);
  expect(run.interest).toBeGreaterThan(50);
  expect({ ...read, source: "" }).toEqual({ ...run, source: "" });
  const all = await json(
    lake,
    "--where",
    where,
    "--futures",
    "200",
    "--workers",
    "0",
    "--resamples",
    "0",
  );
  expect(all.rows).toBe(600);
  expect(all.inputs.at(-1)).toMatchObject({ name: "policy", labels: ["little", "much", "some"] });
});

test("where a policy is the best, and where it is far behind", async () => {
  const few = ["--futures", "400", "--workers", "0", "--resamples", "0"];
  const best = await json(lake, "--where", "best policy = much", ...few);
  // By success the policies are met or missed: much is never the only one that is met.
  expect([best.rows, best.failed, best.interest]).toEqual([400, 0, 0]);
  const tied = await json(lake, "--where", 'best policy = "a tie"', ...few);
  expect(tied.interest).toBeGreaterThan(50);
  expect(best.inputs.map(({ name }) => name)).not.toContain("policy");
  const behind = await json(lake, "--where", "regret > 0", "--policy", "much", ...few);
  expect(behind.rows).toBe(400);
  expect(behind.interest).toBeGreaterThan(100);
});

test("further boxes are sought in what is left", async () => {
  const found = await json(
    lake,
    "--where",
    "reliability < 0.9 AND q < 2.3",
    "--boxes",
    "3",
    "--futures",
    "500",
    "--workers",
    "0",
    "--resamples",
    "0",
  );
  expect(found.boxes.length).toBeGreaterThan(1);
  const [first, second] = found.boxes;
  expect(second.trajectory[0].n).toBe(found.rows - first.n);
});

test.each([
  { name: "no inputs", argv: [published, "--where", "Pricing = 1"] },
  {
    name: "a misspelt input",
    argv: [published, "--where", "Pricing = 1", "--inputs", "celulosic cost"],
  },
  {
    name: "a misspelt name",
    argv: [published, "--where", "Prising = 1 AND", "--inputs", "Pricing"],
  },
  { name: "an unknown name", argv: [published, "--where", "Prising = 1", "--inputs", "Pricing"] },
  {
    name: "a box too many",
    argv: [published, "--where", "Pricing = 1", "--inputs", "Total biomass", "--box", "99"],
  },
  {
    name: "a share that is none",
    argv: [published, "--where", "Pricing = 1", "--inputs", "Pricing", "--peel-alpha", "5"],
  },
  {
    name: "a policy of a file",
    argv: [published, "--where", "Pricing = 1", "--inputs", "Pricing", "--policy", "x"],
  },
  {
    name: "a label that is none",
    argv: ["labels.csv", "--where", "side = lefft", "--inputs", "x"],
  },
  { name: "text that is added", argv: ["labels.csv", "--where", "side + 1 > 2", "--inputs", "x"] },
  { name: "ragged rows", argv: ["ragged.csv", "--where", "a = 1", "--inputs", "a"] },
  { name: "two columns of one name", argv: ["twice.csv", "--where", "a = 1", "--inputs", "a"] },
  { name: "no file", argv: ["nowhere.csv", "--where", "a = 1", "--inputs", "a"] },
  {
    name: "a figure of another kind",
    argv: ["labels.csv", "--where", "side = left", "--inputs", "x", "--figure", "f.png"],
  },
])("errors: $name", async ({ name, argv }) => {
  file("labels.csv", "x,side\n1,left\n2,right\n3,left\n");
  file("ragged.csv", "a,b\n1,2\n3\n");
  file("twice.csv", "a,A \n1,2\n");
  const there = argv.map((text) => (/^[a-z]+\.csv$/u.test(text) ? join(folder, text) : text));
  const { error, status } = await command("discover", ...there);
  expect(status).toBeGreaterThan(0);
  const tidy = error.replaceAll(folder, "DIR").replaceAll(published, "published.csv");
  await expect(tidy).toMatchFileSnapshot(`printed/discover-${name.replaceAll(" ", "-")}.txt`);
});

test("nothing to find is said", async () => {
  const { out } = await command(
    "discover",
    published,
    "--where",
    "Pricing > 99",
    "--inputs",
    "Pricing",
  );
  expect(out).toContain("The condition holds in no row: there is nothing to find.");
});
