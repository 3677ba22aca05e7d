import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

import { envelopeDocument } from "#analyse/envelope-document";
import { regretDocument } from "#analyse/robustness/document";
import { sensitivityDocument, sensitivityMethods } from "#analyse/sensitivity/document";

import { command } from "../support/command.js";

const folder = mkdtempSync(join(tmpdir(), "parley-sensitivity-"));
afterAll(() => rmSync(folder, { recursive: true }));
const lake = fileURLToPath(new URL("../cases/benchmarks/lake", import.meta.url));
const quiet = ["--workers", "0"];

test.each(sensitivityMethods)(
  "%s is printed, is JSON of its schema, and is drawn",
  async (method) => {
    const drawn = join(folder, `${method}.svg`);
    const one =
      method === "flip" ? [] : ["--policy", "little", "--outcome", "pollution in the end"];
    const few = [
      "--base",
      method === "sobol" || method === "morris" ? "16" : "300",
      "--resamples",
      "5",
    ];
    const argv = ["sensitivity", lake, "--method", method, ...one, ...few, ...quiet];
    const { out, error, status } = await command(...argv, "--figure", drawn);
    expect([error, status]).toEqual(["", 0]);
    await expect(out).toMatchFileSnapshot(`printed/sensitivity-${method}.txt`);
    const document = sensitivityDocument.parse(JSON.parse((await command(...argv, "--json")).out));
    expect(document.method).toBe(method);
    if (method === "sobol" || method === "oat") {
      await expect(readFileSync(drawn, "utf8")).toMatchFileSnapshot(`figure/${method}.svg`);
    }
  },
);

test("somebody's own futures", async () => {
  const rows = Array.from(
    { length: 200 },
    (_, row) => `${0.01 + 0.0002 * row},${2 + 0.003 * ((row * 53) % 200)}`,
  );
  const path = join(folder, "own.csv");
  writeFileSync(path, `mean inflow,q\n${rows.join("\n")}\n`);
  const argv = [
    "sensitivity",
    lake,
    "--method",
    "extra-trees",
    "--policy",
    "little",
    "--table",
    path,
    ...quiet,
  ];
  const { out } = await command(...argv, "--outcome", "pollution in the end", "--json");
  const { runs, results } = sensitivityDocument.parse(JSON.parse(out));
  expect(runs).toBe(200);
  expect(results[0].inputs.map(({ key }) => key)).toEqual(["mean_inflow", "q"]);
  const refused = await command(
    "sensitivity",
    lake,
    "--table",
    path,
    "--policy",
    "little",
    ...quiet,
  );
  expect(refused.error).toContain("Sobol needs points of its own");
});

test("correlated premises: a design of its own says what it leaves aside", async () => {
  const study = join(folder, "correlated");
  cpSync(lake, study, { recursive: true });
  const text = readFileSync(join(study, "study.yaml"), "utf8");
  const hang = "correlations:\n  - premises: [mean inflow, q]\n    value: 0.9\n\npositions:";
  writeFileSync(join(study, "study.yaml"), text.replace("positions:", hang));
  const design = await command("sensitivity", study, "--policy", "little", "--base", "8", ...quiet);
  expect(design.out).toContain("the correlations of the study are left aside");

  // On futures they are kept: q alone then tells much of what the inflow does.
  const scores = async (path: string) => {
    const argv = [
      "sensitivity",
      path,
      "--method",
      "rbd-fast",
      "--policy",
      "much",
      "--base",
      "2000",
    ];
    const { out } = await command(
      ...argv,
      "--outcome",
      "utility",
      ...quiet,
      "--resamples",
      "3",
      "--json",
    );
    return sensitivityDocument.parse(JSON.parse(out));
  };
  const kept = await scores(study);
  expect(kept.notes).toEqual([]);
  const argue = async (path: string) =>
    (await command("argue", path, "--futures", "100", ...quiet, "--json")).out;
  expect(await argue(study)).not.toBe(await argue(lake));
});

test.each([
  { name: "several policies in a figure", argv: ["--figure", "x.svg"] },
  { name: "an outcome that is none", argv: ["--outcome", "polution in the end"] },
  { name: "flip of one policy", argv: ["--method", "flip", "--policy", "little"] },
  { name: "a table that is none", argv: ["--method", "pawn", "--table", "x.txt"] },
])("errors: $name", async ({ name, argv }) => {
  const { error, status } = await command("sensitivity", lake, ...argv);
  expect(status).toBe(1);
  await expect(error).toMatchFileSnapshot(`printed/sensitivity-${name.replaceAll(" ", "-")}.txt`);
});

test("envelopes are printed, are JSON of their schema, and are drawn", async () => {
  const drawn = join(folder, "envelope.svg");
  const argv = ["envelope", lake, "--of", "pollution", "--futures", "300", ...quiet];
  const { out, error, status } = await command(...argv, "--figure", drawn);
  expect([error, status]).toEqual(["", 0]);
  await expect(out).toMatchFileSnapshot("printed/envelope.txt");
  await expect(readFileSync(drawn, "utf8")).toMatchFileSnapshot("figure/envelope.svg");
  const { policies, times } = envelopeDocument.parse(
    JSON.parse((await command(...argv, "--json")).out),
  );
  expect(times).toHaveLength(101);
  for (const { lower, middle, upper } of policies) {
    for (const [index, value] of middle.entries()) {
      expect(lower[index] ?? NaN).toBeLessThanOrEqual(value ?? NaN);
      expect(upper[index] ?? NaN).toBeGreaterThanOrEqual(value ?? NaN);
    }
  }
  const wrong = await command("envelope", lake, "--of", "polution");
  expect(wrong).toMatchObject({ status: 1 });
  expect(wrong.error).toContain("Did you mean `pollution`?");
});

test("regret is printed, is JSON of its schema, and is drawn", async () => {
  const drawn = join(folder, "regret.svg");
  const argv = [
    "regret",
    lake,
    "--outcome",
    "pollution in the end",
    "--enough",
    "0.5",
    "--futures",
    "400",
    ...quiet,
  ];
  const { out, error, status } = await command(...argv, "--figure", drawn);
  expect([error, status]).toEqual(["", 0]);
  await expect(out).toMatchFileSnapshot("printed/regret.txt");
  await expect(readFileSync(drawn, "utf8")).toMatchFileSnapshot("figure/regret.svg");
  const document = regretDocument.parse(JSON.parse((await command(...argv, "--json")).out));
  expect(document.futures).toBe(400);
  const [little, some] = document.policies;
  expect(little.maximumRegret).toBe(0);
  expect(some.satisficing ?? 1).toBeLessThan(little.satisficing ?? 0);
});
