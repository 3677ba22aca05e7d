import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { argueDocument, type ArgueDocument } from "#argue/document";

/** Two small studies on disk, through the command: one that turns on a single premise, one on none. */
const main = fileURLToPath(new URL("../../dist/show/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-crux-"));
afterAll(() => rmSync(folder, { recursive: true }));

function argued(name: string, gain: string): { document: ArgueDocument; printed: string } {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(
    join(home, "model.yaml"),
    `time:
  start: 0
  stop: 1
  step: 1
  unit: year
variables:
${["dam", "soil", "trust", "effort", "act"].map((key) => `  ${key}:\n    constant: 0.5\n    range: [0, 1]\n    unit: 1`).join("\n")}
  harvest:
    aux: act * (${gain})
    unit: 1
`,
  );
  const held = (low: number, high: number): string =>
    ["dam", "soil", "trust"]
      .map((key) => `      ${key}:\n        range: [${low}, ${high}]\n        basis: added`)
      .join("\n");
  writeFileSync(
    join(home, "study.yaml"),
    `title: A valley
question: Should it act?
model: model.yaml
documents: {}
claims: {}
premises:
${["dam", "soil", "trust"].map((key) => `  ${key}:\n    kind: fact\n    range: [0, 1]\n    why: Nobody measured it.`).join("\n")}
positions:
  no:
    premises:
${held(0, 0.2)}
  yes:
    premises:
${held(0.8, 1)}
levers:
  act: {}
policies:
  wait:
    levers:
      act: 0
  go:
    levers:
      act: 1
outcomes:
  harvest:
    of: harvest
    at: 1
    prefer: more
criterion:
  expected: harvest
`,
  );
  const run = (...more: readonly string[]) =>
    spawnSync(process.execPath, [main, "argue", name, "--futures", "400", ...more], {
      cwd: folder,
      encoding: "utf8",
    });
  const json = run("--json");
  expect(json.stderr).toBe("");
  const printed = run();
  return {
    document: argueDocument.parse(JSON.parse(json.stdout)),
    printed: printed.stdout.replace(/\s+/g, " "),
  };
}

test("one premise decides, from either side, and the two others change nothing", () => {
  const { document, printed } = argued("crux", "dam - 0.5 + 0.05 * (soil - 0.5) + 0 * effort");
  const { lattice } = document.pairs[0];
  expect(lattice).toMatchObject({ method: "exact", tried: 6, doubleCruxes: ["dam"] });
  expect(lattice?.directions.map(({ cruxes }) => cruxes)).toEqual([["dam"], ["dam"]]);
  expect(lattice?.nothing.map(({ premise }) => premise)).toEqual(["soil", "trust"]);
  expect(printed).toContain("Double crux, conceding it changes the verdict of either: dam.");
  expect(printed).toContain("2 of these disputes change nothing here");
  // 0.05 on the soil, 0 on trust, of a gap of 0.84.
  const shares = new Map(
    document.pairs[0].attribution?.shares.map(({ premise, value }) => [premise, value.value]),
  );
  expect(shares.get("dam")).toBeCloseTo(0.8, 6);
  expect(shares.get("soil")).toBeCloseTo(0.04, 6);
  expect(shares.get("trust")).toBeCloseTo(0, 6);
  // The one constant that is no premise has a range and no effect.
  expect(document.modeller).toMatchObject({ constants: 1, suspected: 0, choices: [] });
});

test("two out of three are needed: no single crux, and that is said with what was tried", () => {
  const { document, printed } = argued("none", "dam + soil + trust - 1.5");
  const { lattice } = document.pairs[0];
  expect(lattice?.directions.map(({ cruxes }) => cruxes)).toEqual([[], []]);
  expect(lattice?.directions[0].flipSets.map(({ premises }) => premises.join(" "))).toEqual([
    "dam soil",
    "dam trust",
    "soil trust",
  ]);
  expect(lattice?.directions[0].blocking.map((set) => set.join(" "))).toEqual([
    "dam soil",
    "dam trust",
    "soil trust",
  ]);
  expect(lattice?.nothing).toEqual([]);
  expect(document.cruxes).toEqual([]);
  expect(printed).toContain("No single crux found");
  expect(printed).toContain("{dam, soil}, {dam, trust} or {soil, trust}");
});
