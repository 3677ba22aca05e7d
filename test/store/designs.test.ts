import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";

import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { createNodeFolder } from "#show/node/folder";
import { readEnsemble } from "#store/read-ensemble";
import { tableAsParquet } from "#store/table-parquet";

import { scratch, smallStudy } from "./ensembles.js";
import { runCommand } from "./run-command.js";

const { at, remove } = scratch();
afterAll(remove);

/** Explores a design; gives its premises, as stored with the first policy. */
async function stored(name: string, ...options: string[]): Promise<Table> {
  const argv = ["explore", smallStudy, "--workers", "0", "--shard-size", "20", "--out", at(name)];
  const { stderr } = await runCommand([...argv, ...options]);
  expect(stderr).toBe("");
  const columns = ["growth rate", "share of fish left", "catch follows stock", "future"];
  return (await readEnsemble(createNodeFolder(at(name)), { columns }))[0].table;
}

test("a Latin hypercube has one future in each slice of a range, over all shards", async () => {
  const table = await stored("lhs", "--design", "latin hypercube", "--futures", "50");
  const values = [...column(table, "catch_follows_stock")].toSorted((one, other) => one - other);
  expect(values).toHaveLength(50);
  const [low, high] = [0.4, 1];
  for (const [slice, value] of values.entries()) {
    expect(Math.floor(((value - low) / (high - low)) * 50)).toBe(slice);
  }
});

test("a Sobol ensemble that has grown is the longer one", async () => {
  const whole = await stored("sobol", "--design", "sobol", "--futures", "64");
  await stored("grown", "--design", "sobol", "--futures", "16");
  const grown = await stored("grown", "--futures", "64");
  expect(column(grown, "growth_rate")).toEqual(column(whole, "growth_rate"));
});

test("a full factorial has every combination of levels", async () => {
  const table = await stored("full", "--design", "full factorial:2");
  expect(table.rows).toBe(512);
  expect(new Set(column(table, "growth_rate")).size).toBe(2);
});

test.each(["csv", "parquet"])("futures come from a table, as %s", async (ending) => {
  const growth = Float64Array.of(0.2, 0.3, 0.7);
  const file = at(`mine.${ending}`);
  const columns = new Map([["Growth Rate", growth]]);
  writeFileSync(
    file,
    ending === "csv"
      ? `Growth Rate\n${[...growth].join("\n")}\n`
      : tableAsParquet({ rows: 3, columns }),
  );
  const table = await stored(`of-${ending}`, "--table", file);
  expect(column(table, "growth_rate")).toEqual(growth);
  // What the table leaves out is in the middle of its range.
  expect(new Set(column(table, "share_of_fish_left")).size).toBe(1);
});

test.each([
  ["growth rat\n0.2\n", "which is no premise of the study", "Did you mean `growth rate`?"],
  ["growth rate\nfast\n", "has no number for `growth rate` in its row 1", ""],
  ["growth rate\n", "has no rows", ""],
  ["growth rate,price\n0.2\n", "1 cells in its row 1, and 2 columns", ""],
  ["growth rate,Growth_rate\n1,2\n", "two columns for `growth rate`", ""],
])("a table %j is refused", async (text, message, help) => {
  const file = at("bad.csv");
  writeFileSync(file, text);
  const { status, stderr } = await runCommand([
    "explore",
    smallStudy,
    "--out",
    at("none"),
    "--table",
    file,
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).toContain(help);
});

test.each([
  [["--design", "latin hypercube", "--futures", "60"], "is a design for 50 futures"],
  [["--design", "sobol"], "the design:"],
])("a design for a fixed number stays what it is: %j", async (options, message) => {
  await stored("fixed", "--design", "latin hypercube", "--futures", "50");
  const { status, stderr } = await runCommand(
    ["explore", smallStudy, "--out", at("fixed")],
    options,
  );
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

test("a full factorial is of one position, and settles its number", async () => {
  const explore = ["explore", smallStudy, "--out", at("no"), "--design", "full factorial:2"];
  const several = await runCommand(explore, "--positions", "all");
  expect(several.stderr).toContain("A full factorial is of one position");
  const number = await runCommand(explore, "--futures", "7");
  expect(number.stderr).toContain("has 512 futures, and 7 were asked for");
  const wrong = await runCommand(["explore", smallStudy, "--out", at("no"), "--design", "grid"]);
  expect(wrong.status).toBe(2);
});
