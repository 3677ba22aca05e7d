import { expect, test } from "vitest";

import { inexactViolations } from "./arithmetic.js";
import { cycleViolations } from "./cycles.js";
import { deadExportViolations } from "./exports.js";
import { lengthViolations } from "./lengths.js";
import { anyViolations, markupViolations, markViolations, skippedTestViolations } from "./marks.js";
import { barrelViolations, codeFromTextViolations, moduleStateViolations } from "./modules.js";
import { readRoomTable, roomViolations } from "./rooms.js";
import { ambientViolations, lockViolations, versionViolations } from "./settings.js";
import { printed, sourceOf } from "./sources.js";
import type { Source, Violation } from "./sources.js";

/** Whether a rule bites on a text, and what it says. */
function messages(
  rule: (source: Source) => readonly Violation[],
  text: string,
  path = "src/run/a.ts",
) {
  return rule(sourceOf(path, text)).map(({ message }) => message);
}

const architecture = `
| room | what it is | may import |
| ---- | ---------- | ---------- |
| \`study/\` | types, \`Host\` | nothing |
| \`compile/\` | model → bytes | study |
| \`run/\` | outcomes | compile/program, study/host |
| \`parley.ts\` | the way through | study, run |
| \`show/\` | command line | parley, study |
`;

test("the table of rooms is read from its Markdown", () => {
  const table = readRoomTable(architecture);
  expect([...table.keys()]).toEqual(["study", "compile", "run", "parley", "show"]);
  expect([...table.get("run")!]).toEqual(["compile/program", "study/host"]);
  expect(table.get("study")!.size).toBe(0);
  expect(() => readRoomTable("| `run/` | … | compile's program type |")).toThrow(
    `"compile's program type" in the row of run is neither a room nor room/file`,
  );
});

test.each([
  ["src/study/a.ts", 'import { run } from "#run/b";', "study may not import run/b"],
  ["src/study/a.ts", 'import type { Run } from "#run/b";', "study may not import run/b"],
  ["src/study/a.ts", 'export { run } from "#run/b";', "study may not import run/b"],
  ["src/study/a.ts", 'const run = await import("#run/b");', "study may not import run/b"],
  ["src/study/a.ts", 'type Run = import("#run/b").Run;', "study may not import run/b"],
  ["src/run/a.ts", 'import { x } from "#compile/lower";', "allows it compile/program, study/host"],
  ["src/study/a.ts", 'import { x } from "#parley";', "study may not import parley"],
  ["src/run/deep/a.ts", 'import { x } from "../../study/host.js";', 'write "#study/host"'],
  ["src/study/a.ts", 'import { x } from "#study/b";', 'write "./…" inside study'],
  ["src/store/a.ts", 'import { x } from "#study/b";', "no row for store"],
  ["src/study/a.ts", 'import { x } from "node:fs";', "only show knows of Node"],
  ["src/study/a.ts", 'import { x } from "left-pad/pad";', 'does not list "left-pad"'],
])("%s may not have %s", (path, text, message) => {
  const packages = new Set(["yaml"]);
  const found = roomViolations([sourceOf(path, text)], readRoomTable(architecture), packages);
  expect(found).toHaveLength(1);
  expect(found[0].message).toContain(message);
  expect(found[0].line).toBe(1);
});

test.each([
  ["src/run/a.ts", 'import { x } from "#compile/program";'],
  ["src/compile/a.ts", 'import { x } from "#study/deep/place";'],
  ["src/compile/a.ts", 'import { x } from "./b.js";'],
  ["src/compile/1-x/a.ts", 'import { x } from "../b.js";'],
  ["src/parley.ts", 'import { x } from "#run/runner";'],
  ["src/show/a.ts", 'import { x } from "#parley";'],
  ["src/show/a.ts", 'import { x } from "node:fs";'],
  ["src/study/a.ts", 'import { parse } from "yaml";'],
])("%s may have %s", (path, text) => {
  const sources = [sourceOf(path, text)];
  expect(roomViolations(sources, readRoomTable(architecture), new Set(["yaml"]))).toEqual([]);
});

test("a circle of imports is shown", () => {
  const files = [
    sourceOf("src/study/a.ts", 'import { b } from "./b.js";'),
    sourceOf("src/study/b.ts", 'import type { C } from "#run/c";'),
    sourceOf("src/run/c.ts", 'import { a } from "#study/a"; import { d } from "./d.js";'),
    sourceOf("src/run/d.ts", 'import { x } from "#study/e";'),
    sourceOf("src/study/e.ts", ""),
  ];
  expect(printed(cycleViolations(files))).toEqual([
    "src/study/a.ts:1 imports in a circle: src/study/a.ts → src/study/b.ts → src/run/c.ts → src/study/a.ts",
  ]);
  expect(cycleViolations(files.slice(2))).toEqual([]);
});

test("barrels", () => {
  expect(messages(barrelViolations, 'export * from "./a.js";')).toHaveLength(1);
  expect(
    messages(
      barrelViolations,
      'import { a } from "./a.js";\nexport { b } from "./b.js";\nexport { a };',
    ),
  ).toHaveLength(1);
  expect(messages(barrelViolations, "export const a = 1;", "src/run/index.ts")).toHaveLength(1);
  expect(messages(barrelViolations, 'export { a } from "./a.js";\nexport const b = 1;')).toEqual(
    [],
  );
  expect(messages(barrelViolations, 'import "./polyfill.js";')).toEqual([]);
});

test("state of a module", () => {
  const state = [
    "let count = 0;",
    "export let count = 0;",
    "var count;",
    "const cache = new Map<string, number>();",
    "export const seen = new Set();",
    "const list: string[] = [];",
    "const byName: Record<string, number> = {};",
  ];
  for (const text of state) expect(messages(moduleStateViolations, text), text).toHaveLength(1);
  const none = [
    "const table = new Map([[1, 2]]);",
    "const list = [1];",
    "const one = 1;",
    "function f() { let count = 0; return count; }",
    "const bytes = new TextEncoder();",
  ];
  for (const text of none) expect(messages(moduleStateViolations, text), text).toEqual([]);
});

test("code from text", () => {
  const made = [
    "ev" + 'al("1")',
    'new Function("return 1")',
    'Function("x")',
    'globalThis.eval("1")',
  ];
  for (const text of made) expect(messages(codeFromTextViolations, text), text).toHaveLength(1);
  expect(messages(codeFromTextViolations, "type F = Function; evaluate(1);")).toEqual([]);
});

test("what engines may round as they like", () => {
  const inexact = [
    "Math.exp(1)",
    "Math.pow(x, 0.5)",
    "Math.hypot(x, y)",
    "Math.random()",
    "x ** 2",
    "x **= 2",
    "10 ** 3",
    "2 ** x",
    'Math["exp"](1)',
    "const { exp } = Math;",
    "new Date()",
    "Date.now()",
  ];
  for (const text of inexact) expect(messages(inexactViolations, text), text).toHaveLength(1);
  expect(messages(inexactViolations, "Math.log(x)")[0]).toContain("numeric/elementary");
  const exact = "Math.sqrt(x) + Math.max(1, Math.PI) + 2 ** 53 + 2 ** -3 + date.now()";
  expect(messages(inexactViolations, exact)).toEqual([]);
  expect(messages(inexactViolations, "Math.exp(1)", "src/show/cli/a.ts")).toEqual([]);
});

test("long files, and a list of exceptions that only shrinks", () => {
  const file = (lines: number) => [{ path: "a.ts", text: "x\n".repeat(lines) }];
  const none = new Map<string, number>();
  const listed = new Map([["a.ts", 500]]);
  const said = (lines: number, list: ReadonlyMap<string, number>) =>
    lengthViolations(file(lines), list).map(({ message }) => message);
  expect(said(400, none)).toEqual([]);
  expect(said(401, none)).toEqual(["has 401 lines, more than 400: divide it"]);
  expect(said(500, listed)).toEqual([]);
  expect(said(501, listed)).toEqual(["has grown from 500 to 501 lines: divide it"]);
  expect(said(499, listed)).toEqual(["has 499 lines: lower its entry from 500"]);
  expect(said(400, listed)[0]).toContain("take it off the list");
  expect(lengthViolations([], listed)).toHaveLength(1);
});

test("promises, silenced checks, places on a machine", () => {
  const marked = [
    "// TO" + "DO later",
    "// FIX" + "ME",
    "// X" + "XX",
    "// @ts-" + "ignore",
    "// oxlint-" + "disable no-console",
    '"/ho' + 'me/me/file"',
    "see /wo" + "rk/main",
    "cat >/tm" + "p/x",
  ];
  for (const text of marked) expect(messages(markViolations, text), text).toHaveLength(1);
  const clean = ["people/year", "./tmp/x", "mastodons", "src/home/x", "a /work order"];
  for (const text of clean) expect(messages(markViolations, text), text).toEqual([]);
  expect(printed(markViolations(sourceOf("a.ts", "\n\n// FIX" + "ME")))).toEqual([
    'a.ts:3 "FIX' + 'ME" is a promise: do it, or open an issue',
  ]);
});

test("a component is looked at by its scripts, on their lines", () => {
  const text = '<script lang="ts">\n  import { run } from "#run/b";\n</script>\n<p>let x = 0;</p>';
  const source = sourceOf("src/show/web/A.svelte", text);
  expect(printed(moduleStateViolations(source))).toEqual([]);
  const table = readRoomTable(architecture);
  expect(printed(roomViolations([source], table, new Set()))).toEqual([
    "src/show/web/A.svelte:2 show may not import run/b: ARCHITECTURE.md allows it parley, study",
  ]);
});

test("what is built into the page is installed by nobody", () => {
  const text = 'import { scaleLinear } from "d3-scale";';
  const found = (path: string) =>
    roomViolations(
      [sourceOf(path, text)],
      readRoomTable(architecture),
      new Set(),
      new Set(["d3-scale"]),
    );
  expect(found("src/show/web/a.ts")).toEqual([]);
  expect(found("src/show/cli/a.ts")).toHaveLength(1);
});

test("markup that is made from text", () => {
  for (const text of ["{@ht" + "ml words}", "node.inner" + "HTML = words"]) {
    expect(messages(markupViolations, text, "src/show/web/A.svelte"), text).toHaveLength(1);
  }
  expect(messages(markupViolations, "<p>{words}</p>", "src/show/web/A.svelte")).toEqual([]);
});

test("assertions to any", () => {
  expect(messages(anyViolations, "const a = b as any;")).toHaveLength(1);
  expect(messages(anyViolations, "const a = b as unknown; // as any")).toEqual([]);
});

test("tests that are left out", () => {
  const leftOut = [
    "test.on" + 'ly("a", f);',
    "it.sk" + 'ip("a", f);',
    "describe.sk" + 'ip.each([])("a", f);',
    "test.each([]).on" + 'ly("a", f)',
    "test.to" + 'do("a");',
  ];
  for (const text of leftOut) expect(messages(skippedTestViolations, text), text).toHaveLength(1);
  expect(messages(skippedTestViolations, "options.only; list.skip(1); test.each([]);")).toEqual([]);
});

test("exports that nothing imports", () => {
  const declaring = [
    sourceOf(
      "src/study/a.ts",
      "export function used() {}\nexport const dead = 1;\nexport class Old {}",
    ),
    sourceOf("src/study/b.ts", "export const whole = 1;\nexport interface Shape { readonly a: 1 }"),
    sourceOf("src/main.ts", "export const entry = 1;"),
  ];
  const using = [
    sourceOf("src/study/c.ts", 'import { used as renamed } from "./a.js";'),
    sourceOf("test/b.test.ts", 'import * as b from "#study/b";'),
    sourceOf("scripts/d.mjs", 'import { nothing } from "../dist/study/a.js";'),
  ];
  const found = (exceptions: string[]) =>
    printed(deadExportViolations(declaring, using, new Set(["src/main.ts"]), new Set(exceptions)));
  expect(found([])).toEqual([
    "src/study/a.ts:2 dead is exported, but nothing imports it",
    "src/study/a.ts:3 Old is exported, but nothing imports it",
  ]);
  expect(found(["src/study/a.ts dead"])).toHaveLength(1);
});

test("versions that are not exact", () => {
  const settings = (version: string) =>
    `{\n  "devDependencies": {\n    "zod": "${version}"\n  }\n}`;
  for (const version of ["^4.6.7", "~4.6.7", "4.x", "latest", ">=4", "4.6"]) {
    expect(printed(versionViolations(settings(version)))).toEqual([
      `package.json:3 zod ${version} is not one exact version`,
    ]);
  }
  for (const version of ["4.6.7", "4.6.7-beta.1"]) {
    expect(versionViolations(settings(version))).toEqual([]);
  }
});

test("a lock file that names a registry", () => {
  const line = '      "resolved": "https://registry.example/zod/-/zod-4.6.7.tgz",';
  expect(lockViolations(`{\n${line}\n}`)).toHaveLength(1);
  expect(lockViolations('"integrity": "sha512-abc"')).toEqual([]);
});

test("settings that let Node or the DOM in", () => {
  const settings = (options: object) => JSON.stringify({ compilerOptions: options });
  const base = (options: object) => ambientViolations("tsconfig.base.json", settings(options));
  expect(base({ types: [], lib: ["ES2023"] })).toEqual([]);
  expect(base({ lib: ["ES2023"] })).toHaveLength(1);
  expect(base({ types: ["node"], lib: ["ES2023"] })).toHaveLength(1);
  expect(base({ types: [], lib: ["ES2023", "DOM"] })).toHaveLength(1);
  expect(base({ types: [] })).toHaveLength(1);
  const rooms = (options: object) => ambientViolations("tsconfig.rooms.json", settings(options));
  expect(rooms({})).toEqual([]);
  expect(rooms({ types: ["node"] })).toHaveLength(1);
  expect(rooms({ lib: ["ES2023", "DOM"] })).toHaveLength(1);
});
