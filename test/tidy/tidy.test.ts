import { expect, test } from "vitest";

import { inexactViolations } from "./arithmetic.js";
import { cycleViolations } from "./cycles.js";
import { entries, longFiles, unimported } from "./exceptions.js";
import { deadExportViolations } from "./exports.js";
import { lengthViolations } from "./lengths.js";
import { anyViolations, markupViolations, markViolations, skippedTestViolations } from "./marks.js";
import { barrelViolations, codeFromTextViolations, moduleStateViolations } from "./modules.js";
import { readRoomTable, roomViolations } from "./rooms.js";
import {
  ambientViolations,
  dependenciesOf,
  devDependenciesOf,
  lockViolations,
  versionViolations,
} from "./settings.js";
import { printed, readText, sourcesUnder } from "./sources.js";
import type { Violation } from "./sources.js";

const src = sourcesUnder("src");
const tests = sourcesUnder("test");
const scripts = sourcesUnder("scripts");
const all = [...src, ...tests, ...scripts];

/** A rule holds if it has nothing to say; what it says is what one reads when it does not. */
function holds(violations: readonly Violation[]): void {
  expect(printed(violations)).toEqual([]);
}

test("rooms import what ARCHITECTURE.md allows them", () => {
  const table = readRoomTable(readText("ARCHITECTURE.md"));
  expect(src.length).toBeGreaterThan(0);
  const settings = readText("package.json");
  holds(roomViolations(src, table, dependenciesOf(settings), devDependenciesOf(settings)));
});

test("no file imports itself by a detour", () => holds(cycleViolations(src)));

test("no barrels", () => holds(src.flatMap(barrelViolations)));

test("no state in modules", () => holds(src.flatMap(moduleStateViolations)));

test("no code from text", () => holds(all.flatMap(codeFromTextViolations)));

test("what is computed is the same bits everywhere", () => holds(src.flatMap(inexactViolations)));

test("files are short", () => holds(lengthViolations(all, longFiles)));

test("no promises, no silenced checks, no places on a machine", () => {
  const settings = [".ci/run", "package.json", "ARCHITECTURE.md", "CHANGELOG.md"];
  const others = settings.map((path) => ({ path, text: readText(path) }));
  holds([...all, ...others].flatMap(markViolations));
});

test("no markup is made from text", () => holds(src.flatMap(markupViolations)));

test("no type is asserted to be any", () => holds(all.flatMap(anyViolations)));

test("every test runs", () => holds(tests.flatMap(skippedTestViolations)));

test("what is exported is imported", () =>
  holds(deadExportViolations(src, all, entries, unimported)));

test("versions are exact, the lock file names no registry", () => {
  holds(versionViolations(readText("package.json")));
  holds(lockViolations(readText("package-lock.json")));
});

test("rooms below show see neither Node nor the DOM", () => {
  const paths = ["tsconfig.base.json", "tsconfig.rooms.json"];
  holds(paths.flatMap((path) => ambientViolations(path, readText(path))));
});
