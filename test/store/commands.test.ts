import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  exploredSchema,
  querySchema,
  statusSchema,
  verifiedSchema,
} from "#show/cli/ensemble-output";
import { manifestSchema } from "#store/manifest";
import { planSchema } from "#store/plan";

import { scratch, smallStudy } from "./ensembles.js";
import { runCommand } from "./run-command.js";

const { at, remove } = scratch();
afterAll(remove);

const lake = at("lake");
const explore = ["explore", smallStudy, "--workers", "0", "--out"];

beforeAll(async () => {
  const { status } = await runCommand(
    [...explore, lake, "--futures", "150", "--shard-size", "64"],
    ["--series", "Fish stock:every 20", "--series", "Boats:quantiles"],
  );
  if (status !== 0) throw new Error("the ensemble was not explored");
});

test("an ensemble is explored, looked at, sealed and verified", async () => {
  const { stdout } = await runCommand("status", lake);
  expect(stdout.replace(lake, "lake").replace(/[\d.]+ kB/u, "… kB")).toBe(
    `lake: Quota or moratorium
  150 futures × 3 policies; seed 1, plain Monte Carlo; planned with Parley 0.1.0
  policies: quota, moratorium, open access
  premises: 9, all of them open
  outcomes: 6
  series: Fish stock, values at 7 times
  series: Boats, quantile sketches at 121 times
  shards: 3 of 3 stored, … kB
  rows: 450, of which 0 failed
  not sealed
`,
  );
  expect((await runCommand("verify", lake)).stderr).toContain("It is not sealed");
  const sealed = await runCommand("seal", lake);
  expect(sealed.stdout).toMatch(
    /is sealed: 150 futures × 3 policies, 450 rows of which 0 failed, 3 shards, /u,
  );
  const verified = await runCommand("verify", lake);
  expect([verified.status, verified.stderr]).toEqual([0, ""]);
  expect(verified.stdout).toContain("every byte as it was sealed");
});

test("what is printed with --json is in its schema, and so is what is stored", async () => {
  const json = async (...argv: string[]) => JSON.parse((await runCommand(...argv)).stdout);
  exploredSchema.parse(await json(...explore, lake, "--json"));
  statusSchema.parse(await json("status", lake, "--json"));
  manifestSchema.parse(await json("seal", lake, "--json"));
  verifiedSchema.parse(await json("verify", lake, "--json"));
  const plan = planSchema.parse(JSON.parse(readFileSync(join(lake, "plan.json"), "utf8")));
  expect(plan.series.map(({ keep }) => keep)).toEqual(["values", "quantiles"]);
  const asked = await json("query", lake, "SELECT sum(1) s, 'NaN'::DOUBLE n, [1] l", "--json");
  expect(querySchema.parse(asked).rows).toEqual([[1, null, [1]]]);
});

test("progress tells futures, rate, time left", async () => {
  const { progress } = await runCommand(...explore, at("seen"), "--futures", "70");
  expect(progress[0]).toMatch(/^░+ 0 of 70 futures$/u);
  expect(progress.at(-1)).toMatch(/^█+ 70 of 70 futures, [\d,]+ runs a second, 0 s left$/u);
});

test("a replay is bit for bit what is stored, with the whole trajectory", async () => {
  const out = at("run.csv");
  const replay = await runCommand([
    "replay",
    lake,
    "--future",
    "130",
    "--policy",
    "Open access",
    "--out",
    out,
  ]);
  expect(replay).toMatchObject({
    status: 0,
    stderr: "Future 130 under open access: bit for bit what is stored.\n",
  });
  const [head, ...rows] = readFileSync(out, "utf8").trimEnd().split("\n");
  expect(head).toMatch(/^time,Fish stock,/u);
  const { stdout } = await runCommand([
    "query",
    lake,
    `SELECT unnest(fish_stock) FROM ensemble WHERE future = 130 AND policy = 'open_access'`,
  ]);
  const stored = stdout.trimEnd().split("\n").slice(1);
  const replayed = rows.filter((_, row) => row % 20 === 0).map((row) => row.split(",")[1]);
  expect(stored).toHaveLength(7);
  expect(replayed).toEqual(stored);
  const parquet = at("run.parquet");
  await runCommand("replay", lake, "--future", "0", "--policy", "quota", "--out", parquet);
  expect(readFileSync(parquet).subarray(0, 4).toString()).toBe("PAR1");
});

test("a replay that differs from what is stored is an error", async () => {
  const other = at("other");
  await runCommand(...explore, other, "--futures", "64", "--seed", "2");
  const [name] = readdirSync(join(other, "shards"));
  const mine = readdirSync(join(lake, "shards")).find((one) => one.startsWith("s00000000"));
  writeFileSync(join(other, "shards", name), readFileSync(join(lake, "shards", mine ?? "")));
  const { status, stderr } = await runCommand([
    "replay",
    other,
    "--future",
    "3",
    "--policy",
    "quota",
    "--out",
    at("x.csv"),
  ]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/Future 3 under quota differs from what is stored: The premise ".*" is /u);
});

test("sketches add up to all futures, and hold the quantiles of the values", async () => {
  const { stdout } = await runCommand(
    "query",
    lake,
    `SELECT policy, sum("count") AS n FROM sketches WHERE "time" = 2040 GROUP BY policy ORDER BY policy`,
  );
  expect(stdout).toBe("policy,n\nmoratorium,150\nopen_access,150\nquota,150\n");
  const both = at("both");
  await runCommand(
    [...explore, both],
    "--series",
    "Fish stock",
    "--series",
    "Fish stock:quantiles",
  );
  const near = await runCommand(
    "query",
    both,
    `SELECT count(*) AS n, max(abs(q05 / exact[1] - 1)) <= 1/256 AS low,
       max(abs(q50 / exact[2] - 1)) <= 1/256 AS middle, max(abs(q95 / exact[3] - 1)) <= 1/256 AS high
     FROM bands JOIN (
       SELECT policy, "time", quantile_disc(value, [0.05, 0.5, 0.95]) AS exact FROM (
         SELECT policy, unnest(fish_stock) AS value, generate_subscripts(fish_stock, 1) AS n FROM ensemble
       ) JOIN times USING (n) WHERE times.series = 'fish_stock' GROUP BY ALL
     ) USING (policy, "time")`,
  );
  expect([near.stdout, near.stderr]).toEqual(["n,low,middle,high\n363,true,true,true\n", ""]);
});

test("text that a spreadsheet would take for a formula is made harmless, numbers are not", async () => {
  const { stdout } = await runCommand("query", lake, `SELECT '=1+1' AS "@a", -1.5 AS b, NULL AS c`);
  expect(stdout).toBe("'@a,b,c\n'=1+1,-1.5,\n");
});

test("a query can read the ensemble and nothing else, and change nothing", async () => {
  const outside = at("secret.csv");
  writeFileSync(outside, "a\nsecret\n");
  const shards = join(lake, "shards");
  const before = readdirSync(shards);
  for (const sql of [
    `SELECT * FROM read_csv('${outside}')`,
    `SELECT * FROM '${outside}'`,
    `SELECT * FROM read_text('${join(lake, "plan.json")}')`,
    `COPY ensemble TO '${join(shards, "x.parquet")}'`,
    `EXPLAIN ANALYZE COPY ensemble TO '${join(shards, "x.parquet")}'`,
    `COPY ensemble TO '${outside}'`,
    `ATTACH '${at("x.db")}'`,
    "SET threads = 8",
    "SET enable_external_access = true",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CREATE TABLE x AS SELECT 1",
    "CALL pragma_version()",
    "SELECT 1; SELECT 2",
    "SELECT",
    "",
  ]) {
    const { status, stdout, stderr } = await runCommand("query", lake, sql);
    expect([sql, status, stdout]).toEqual([sql, 1, ""]);
    expect(stderr).toMatch(/^error: The query cannot be run: /u);
    expect(stderr).not.toContain("secret\n");
  }
  expect(readdirSync(shards)).toEqual(before);
  const threads = await runCommand("query", lake, "SELECT current_setting('threads') AS t");
  expect(threads.stdout).toBe("t\n1\n");
});

test.each([
  [["status", "nowhere"], 1, "There is no folder `nowhere`."],
  [["shard", "LAKE", "--from", "3", "--to", "3"], 1, "its 3 shards are counted from 0 to 2"],
  [["shard", "LAKE", "--from", "2", "--to", "1"], 2, "`--from 2` is after `--to 1`"],
  [["shard", "LAKE", "--from", "-1", "--to", "1"], 2, "It is a whole number of 0 or more."],
  [["replay", "LAKE", "--future", "150", "--policy", "quota"], 1, "counted from 0 to 149"],
  [["replay", "LAKE", "--future", "1", "--policy", "quta"], 1, "Did you mean `quota`?"],
  [["replay", "LAKE", "--future", "1"], 2, "--policy"],
  [["explore", "STUDY"], 2, "--out"],
  [["explore", "STUDY", "--out", "LAKE", "--futures", "100"], 1, "has 150 futures already"],
  [["explore", "STUDY", "--out", "LAKE", "--seed", "9"], 1, "the seed: 1 there, 9 asked for"],
  [
    ["explore", "STUDY", "--out", "LAKE", "--policies", "quota"],
    1,
    "the policies: quota, moratorium, open access there, quota asked for",
  ],
  [
    ["explore", "STUDY", "--out", "LAKE", "--series", "Boats"],
    1,
    "the series: Fish stock (values, 7 times), Boats (quantiles, 121 times) there",
  ],
  [["explore", "STUDY", "--out", "NEW", "--policies", "quotas"], 1, "Did you mean `quota`?"],
  [
    ["explore", "STUDY", "--out", "NEW", "--positions", "nobody"],
    1,
    "The study has no position `nobody`.",
  ],
  [["explore", "STUDY", "--out", "NEW", "--series", "Fish stok"], 1, "Did you mean `Fish stock`?"],
  [["explore", "STUDY", "--out", "NEW", "--series", "Boats:every 0"], 2, "`every 0` keeps nothing"],
  [["explore", "STUDY/model.yaml", "--out", "NEW"], 1, "is a model without an argument"],
  [["explore", "STUDY", "--out", "STUDY"], 1, "is not empty and holds no ensemble"],
])("%j ends with %d and says so", async (argv, status, message) => {
  const places = (text: string) =>
    text.replace("LAKE", lake).replace("NEW", at("new")).replace("STUDY", smallStudy);
  const ran = await runCommand(...argv.map(places));
  expect(ran.stderr).toContain(message);
  expect(ran).toMatchObject({ status, stdout: "" });
});

test("an ensemble without its plan, with a damaged one, or with a damaged manifest is told", async () => {
  const broken = at("broken");
  await runCommand(...explore, broken, "--futures", "10");
  await runCommand("seal", broken);
  const plan = readFileSync(join(broken, "plan.json"), "utf8");
  const told = async (...argv: string[]) => (await runCommand(...argv, broken)).stderr;
  writeFileSync(join(broken, "manifest.json"), "{}");
  expect(await told("verify")).toContain("`manifest.json` is damaged at `schema`");
  writeFileSync(join(broken, "plan.json"), plan.slice(0, 100));
  expect(await told("status")).toContain("`plan.json` is damaged: ");
  await rm(join(broken, "plan.json"));
  expect(await told("seal")).toContain("There is no ensemble here: `plan.json` is missing.");
  expect((await runCommand(...explore, broken)).stderr).toContain("there is `manifest.json`");
  await mkdir(at("empty"));
  expect((await runCommand("query", at("empty"), "SELECT 1")).stderr).toContain(
    `\`parley explore STUDY --out ${at("empty")}\` makes one.`,
  );
});

test("a study that has changed is another study", async () => {
  const changed = at("changed");
  await runCommand("new", changed);
  const out = at("of-changed");
  const argv = ["explore", changed, "--out", out, "--futures", "10", "--workers", "0"];
  expect((await runCommand(...argv)).status).toBe(0);
  const model = join(changed, "model.yaml");
  writeFileSync(model, `${readFileSync(model, "utf8")}\n# a remark\n`);
  const { status, stderr } = await runCommand(...argv);
  expect(status).toBe(1);
  expect(stderr).toMatch(/the study's file `model.yaml`: sha256 [0-9a-f]{12}… there, sha256 /u);
});
