import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkTarget } from "#show/cli/check-target";
import { loadSources } from "#show/cli/sources";
import { usesOf } from "#show/cli/uses";
import { exampleSeries } from "#show/functions/example-text";
import { supportOfTools } from "#show/functions/support";
import { memoryFiles } from "../read/memory-files.js";

const models = new URL("../cases/models/", import.meta.url);

async function uses(path: string, text: string): Promise<readonly string[]> {
  const files = memoryFiles(
    new Map([
      [path, text],
      ["series.csv", exampleSeries],
    ]),
  );
  const { model, diagnostics } = await checkTarget(files, path);
  const sources = await loadSources(files, diagnostics);
  return usesOf(model, diagnostics, (file) => sources.get(file)).map(
    ({ kind, name, count, supported, place }) =>
      `${kind} ${name} ${count}${supported ? "" : ` NOT at line ${place?.line}`}`,
  );
}

test("every function and construct of a model is listed", async () => {
  const text = readFileSync(new URL("xmile-queue/model.xmile", models), "utf8");
  expect(await uses("model.xmile", text)).toEqual([
    "function PULSE 1",
    "construct conveyor 1",
    "construct exit flow 1",
    "construct flow 4",
    "construct integration by euler 1",
    "construct non-negative flow 1",
    "construct overflow flow 1",
    "construct queue 1",
    "construct queue flow 1",
    "construct stock 2",
  ]);
});

test("what cannot be run is marked, where it stands first", async () => {
  const text = `time:
  start: 0
  stop: 1
  step: 1/8192
variables:
  look:
    points: [[0, 1], [1, 1]]
  a:
    aux: vensim.DELAY FIXED(TIME, 1, 0)
  b:
    aux: vensim.DELAY PROFILE(look, 1, TIME, 1, 1)
  c:
    aux: ABS(vensim.DELAY PROFILE(look, 1, TIME, 1, 1))
`;
  expect(await uses("model.yaml", text)).toEqual([
    "function ABS 1",
    "function TIME 3",
    "function vensim.DELAY FIXED 1",
    "function vensim.DELAY PROFILE 2 NOT at line 11",
    "construct auxiliary 3",
    "construct continuous table 1",
    "construct integration by euler 1",
    "construct table 1",
  ]);
});

test("in arrays, tables, conditions and nested calls as well", async () => {
  const text = `time:
  start: 0
  stop: 1
  step: 1
dimensions:
  region: [north, south]
  cold: [north]
variables:
  people:
    of: region
    elements:
      region:
        aux: IF TIME > SMTH1(effect(MAX(1, 2)), 3) THEN 1 ELSE SUM(size of[*])
        except: north
      north:
        constant: 1
  size of:
    of: region
    constant: 1
  effect:
    points: [[0, 0], [1, 1]]
    interpolation: discrete
`;
  expect(await uses("model.yaml", text)).toEqual([
    "function MAX 1",
    "function SMTH1 1",
    "function SUM 1",
    "function TIME 1",
    "construct array 2",
    "construct auxiliary 1",
    "construct call of a table 1",
    "construct constant 1",
    "construct definitions by element 1",
    "construct dimension 2",
    "construct discrete table 1",
    "construct exception of elements 1",
    "construct IF … THEN … ELSE … 1",
    "construct integration by euler 1",
    "construct subrange 1",
    "construct subscript for a whole dimension 1",
    "construct table 1",
  ]);
});

test("of a model that cannot be read, what is not supported is listed by its words", async () => {
  const text = `x = MESSAGE("a", 1) + ABSS(2) + THIRD POWER(1) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
`;
  expect(await uses("model.mdl", text)).toEqual([
    "function ABSS 1 NOT at line 1",
    "function MESSAGE 1 NOT at line 1",
    "function THIRD POWER 1 NOT at line 1",
  ]);
});

test("check says of every function of every tool what docs/functions.md says", async () => {
  const tools = await supportOfTools();
  expect(tools.map(({ functions }) => functions.length > 30)).toEqual([true, true, true]);
  for (const { functions } of tools) {
    for (const { name, runsAs, problem, file, text } of functions) {
      const found = await uses(file, text);
      const unsupported = found.filter((use) => use.includes(" NOT "));
      expect(unsupported.length > 0, `${name}: ${found.join("; ")}`).toBe(problem !== null);
      if (problem === null && runsAs !== null) {
        expect(
          found.some((use) => use.startsWith(`function ${runsAs} `)),
          name,
        ).toBe(true);
      }
    }
  }
});
