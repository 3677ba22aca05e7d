import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { convertOutputSchema } from "#show/cli/convert";

import { command } from "../support/command.js";

const models = fileURLToPath(new URL("../cases/models/", import.meta.url));
const studies = fileURLToPath(new URL("../cases/studies/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-convert-"));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(join(models, "vensim-stocks/model.mdl"), join(folder, "stocks.mdl"));
cpSync(join(models, "vensim-macros/model.mdl"), join(folder, "macros.mdl"));
cpSync(join(models, "vensim-world/model.mdl"), join(folder, "world.mdl"));
cpSync(join(models, "vensim-syntax-errors/model.mdl"), join(folder, "bad.mdl"));

/** Runs a command in this process; a name with an ending is a file of the folder. */
async function parley(...args: string[]) {
  const named = args.map((arg) => (/^[\w/]+\.\w+$/u.test(arg) ? join(folder, arg) : arg));
  const { status, out, error } = await command(...named);
  const short = (text: string) => text.replaceAll(`${folder}/`, "");
  return { status, stdout: short(out), stderr: short(error) };
}

test("a model is converted, and every run of it has the same numbers", async () => {
  const written = await parley("convert", "stocks.mdl", "stocks.yaml");
  expect(written).toMatchObject({
    status: 0,
    stdout: "stocks.yaml: 17 variables written; 1 warning, 1 note.\n",
  });
  expect(written.stderr).toContain("Of diagrams the places of variables and the pipes are kept");
  expect((await parley("convert", "stocks.yaml", "stocks.xmile")).status).toBe(0);
  const runs = [await parley("run", "stocks.mdl"), await parley("run", "stocks.xmile")];
  expect(runs[0].stdout.split("\n").length).toBeGreaterThan(20);
  const rows = (csv: string) => csv.split("\n").slice(1).join("\n");
  expect(rows(runs[1].stdout)).toBe(rows(runs[0].stdout));
});

test("a model whose units disagree runs after the conversion as before", async () => {
  const written = await parley("convert", "world.mdl", "world.yaml");
  expect(written.status).toBe(0);
  expect(written.stderr).toMatch(
    /Units disagree in \d+ places: it is written with `unit problems: warnings`/u,
  );
  const yaml = readFileSync(join(folder, "world.yaml"), "utf8");
  expect(yaml).toContain("\nunit problems: warnings\n");
  const [before, after] = [await parley("run", "world.mdl"), await parley("run", "world.yaml")];
  expect(after.status).toBe(0);
  expect(after.stdout).toBe(before.stdout);
  expect(after.stderr).toContain("(unit-equation)");
  writeFileSync(
    join(folder, "strict.yaml"),
    yaml.replace("problems: warnings", "problems: errors"),
  );
  const strict = await parley("run", "strict.yaml");
  expect(strict).toMatchObject({ status: 1, stdout: "" });
  expect(strict.stderr).toMatch(/error: .*\(unit-equation\)/u);
});

test("what is there is not written over without --force", async () => {
  writeFileSync(join(folder, "mine.yaml"), "mine");
  const refused = await parley("convert", "stocks.mdl", "mine.yaml");
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toContain("error: There is a file `mine.yaml` already. (file-exists)");
  expect(readFileSync(join(folder, "mine.yaml"), "utf8")).toBe("mine");
  expect((await parley("convert", "stocks.mdl", "mine.yaml", "--force")).status).toBe(0);
  expect(readFileSync(join(folder, "mine.yaml"), "utf8")).toContain("name: stocks\n");
  expect(readdirSync(folder).filter((name) => name.endsWith(".new"))).toEqual([]);
});

test("what cannot be kept is told", async () => {
  writeFileSync(
    join(folder, "commented.yaml"),
    "# Mine.\ntime:\n  start: 0\n  stop: 1\n  step: 1\nvariables:\n  a:\n    constant: 1\n",
  );
  const comments = await parley("convert", "commented.yaml", "commented.xmile");
  expect(comments.stderr).toContain("warning: Comments between the definitions are not kept.");
  const macros = await parley("convert", "macros.mdl", "macros.yaml");
  expect(macros.stderr).toContain("warning: Macros are written out");
  expect(macros.status).toBe(0);
});

test("nothing is written where there is an error", async () => {
  for (const [from, to, told] of [
    ["bad.mdl", "bad.yaml", "The model does not say its"],
    ["stocks.mdl", "other.mdl", "Vensim's format is read and not written."],
    ["stocks.mdl", "other.txt", "does not say in which format"],
    ["stocks.mdl", "nowhere/other.yaml", "its folder does not exist"],
    ["nowhere.mdl", "other.yaml", "There is no file or folder `nowhere.mdl`."],
    [join(studies, "all-features"), "other.yaml", "is a study; what is converted is a model"],
  ]) {
    const { status, stdout, stderr } = await parley("convert", from, to);
    expect({ status, stdout }, to).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(told);
    expect(existsSync(join(folder, to))).toBe(false);
  }
  expect((await parley("convert", "stocks.mdl")).status).toBe(2);
});

test("--json is in its schema, for what is written and what is not", async () => {
  for (const [to, written] of [
    ["json.yaml", true],
    ["json.mdl", false],
  ] as const) {
    const { stdout, status } = await parley("convert", "stocks.mdl", to, "--json");
    const output = convertOutputSchema.parse(JSON.parse(stdout));
    expect(output).toMatchObject({ from: "stocks.mdl", to, written, variables: 17 });
    expect(status).toBe(written ? 0 : 1);
  }
});
