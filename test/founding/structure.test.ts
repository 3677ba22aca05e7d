import { expect, test } from "vitest";

import { checkUnits } from "#compile/2-check/units";
import { resolveAndCheck } from "#compile/compile";
import { cellsRead } from "#compile/system";
import type { Cell } from "#compile/system";

import { study } from "./ensemble.js";

const { model } = study;

test("every equation closes in its units", () => {
  expect(checkUnits(model)).toEqual([]);
});

test("a variable that no equation reads is an outcome or was observed", () => {
  const { system } = resolveAndCheck(model);
  const read = new Set(system.cells.flatMap(cellsReadBy));
  const unread = [...model.variables.keys()].filter(
    (key) => !read.has(system.cellOf.get(key) as number),
  );
  const shown = new Set([
    ...[...study.outcomes.values()].map(({ variable }) => variable),
    ...[...study.observations.values()].map(({ variable }) => variable),
  ]);
  expect(unread.length).toBeGreaterThan(0);
  expect(unread.filter((key) => !shown.has(key))).toEqual([]);
});

function cellsReadBy(cell: Cell): readonly number[] {
  if (cell.kind === "formula") return cellsRead(cell.node);
  if (cell.kind === "stock") return [...cellsRead(cell.initial), ...cellsRead(cell.net)];
  return [];
}

test("every number is a premise, a lever, a background constant with a range, or a scale", () => {
  // Definitions and scales, which have no range: changing them changes what a number means.
  const scales = [
    "decision_time",
    "targets_reference",
    "strikes_reference",
    "normal_military_aid",
    "soldiers_reference",
    "foreign_forces_2008",
    "turning_speed",
    "deaths_reference",
    "fighters_reference",
  ];
  const constants = [...model.variables.values()].filter(({ kind }) => kind === "constant");
  const unexplained = constants.filter(
    ({ key, range }) =>
      range === null && !study.premises.has(key) && !study.levers.has(key) && !scales.includes(key),
  );
  expect(unexplained.map(({ name }) => name)).toEqual([]);
  const doubled = constants.filter(({ key }) => study.premises.has(key) && study.levers.has(key));
  expect(doubled).toEqual([]);
});

test("no claim of the article or of a reply was dropped", () => {
  const ids = [
    ...Array.from({ length: 15 }, (_, index) => `a${index + 1}`),
    ...Array.from({ length: 12 }, (_, index) => `r${index + 1}`),
  ];
  expect(ids.filter((id) => !study.claims.has(id))).toEqual([]);
  const silent = [...study.claims.values()].filter(
    ({ about, unmodelled }) => about.length === 0 && unmodelled === null,
  );
  expect(silent).toEqual([]);
  const documents = new Set([...study.claims.values()].map(({ document }) => document));
  expect(documents).toEqual(new Set(study.documents.keys()));
});

test("levers stay where a policy makes sense", () => {
  for (const { name, settings } of study.policies.values()) {
    const value = (key: string) => {
      const setting = settings.get(key);
      return setting?.kind === "value" ? setting.value : expect.unreachable(`${name}: ${key}`);
    };
    expect(value("force_level"), name).toBeGreaterThan(0);
    expect(value("remaining_force"), name).toBeGreaterThanOrEqual(0);
    expect(value("remaining_force"), name).toBeLessThanOrEqual(value("force_level"));
    for (const share of [
      "pressure_on_pakistan",
      "offered_share_of_power",
      "development_share_of_aid",
    ]) {
      expect(value(share), `${name}: ${share}`).toBeGreaterThanOrEqual(0);
      expect(value(share), `${name}: ${share}`).toBeLessThanOrEqual(1);
    }
  }
});
