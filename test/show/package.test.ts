import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// The package as `npm publish` would send it, used where nothing but it and what it depends on is
// there: neither the project's development dependencies nor its sources.
const project = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "parley-package-"));
const installed = join(folder, "node_modules/parley-lab");
const settings = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
  readonly bin: { readonly parley: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string }>>;
};

beforeAll(() => {
  // The scripts would build, which has been done before any test runs.
  const options = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  execFileSync("npm", options, { cwd: project, stdio: "pipe" });
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(folder, archive), "--strip-components=1", "-C", installed]);
  for (const name of Object.keys(settings.dependencies)) {
    const place = join(folder, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(project, "node_modules", name), place);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parley = (...words: readonly string[]) =>
  execFileSync(process.execPath, [join(installed, settings.bin.parley), ...words], {
    cwd: folder,
    encoding: "utf8",
  });

test("a study is begun, checked and published with the package alone", () => {
  parley("new", "lake");
  expect(parley("check", "lake")).toContain("no problems found");
  parley("publish", "lake", "--futures", "64", "--out", "lake.html");
  expect(statSync(join(folder, "lake.html")).size).toBeGreaterThan(100_000);
}, 60_000);

test("every door of the package opens, and is typed", () => {
  for (const [door, { types }] of Object.entries(settings.exports)) {
    const name = `parley-lab${door.slice(1)}`;
    const code = `import(${JSON.stringify(name)}).then((all) => console.log(Object.keys(all).length))`;
    const exported = execFileSync(process.execPath, ["-e", code], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(Number(exported), name).toBeGreaterThan(0);
    expect(existsSync(join(installed, types)), types).toBe(true);
  }
}, 60_000);

test("the examples and schemas come along; what only building needs does not", () => {
  const held = readdirSync(installed, { recursive: true, encoding: "utf8" });
  expect(held).toContain(join("examples", "drones-or-diplomacy", "study.yaml"));
  expect(held).toContain(join("schema", "study.schema.json"));
  expect(held.filter((path) => /\.(map|tsbuildinfo)$|^(test|scripts|src)\b/.test(path))).toEqual(
    [],
  );
});
