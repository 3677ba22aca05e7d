import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { checkOutputSchema } from "#show/cli/check-output";

import { parleyIn } from "../support/process.js";

const studies = fileURLToPath(new URL("../cases/studies/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parley = parleyIn(folder);

test("a new study has no problems, and is not written over what is there", () => {
  expect(parley("new", "lake").status).toBe(0);
  const checked = parley("check", "lake");
  expect(checked.stdout).toMatch(/^lake\/study.yaml: no problems found\.\nClaims: 6, /);
  expect(checked.status).toBe(0);
  expect(parley("check", "lake/model.yaml")).toMatchObject({ status: 0, stderr: "" });
  const again = parley("new", "lake");
  expect(again).toMatchObject({ status: 1, stdout: "" });
  expect(again.stderr).toContain("not empty");
});

test("a text becomes documents and stubs, and the check is what is left to do", () => {
  const text =
    "A title\n\nIt rains. Much.\n\nIt pours.\n\n\nNo, it does not.\r\n\r\n\r\n\r\nIt rains.\n\nIt rains.\n";
  writeFileSync(join(folder, "debate.txt"), text);
  expect(parley("new", "debate", "--from", "debate.txt").status).toBe(0);
  expect(readdirSync(join(folder, "debate/documents"))).toEqual([
    "article.md",
    "reply-1.md",
    "reply-2.md",
  ]);
  const checked = parley("check", "debate");
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain(
    "Claims: 4, of which 0 bound to the model, 0 unmodelled with a reason, 4 still to be bound.",
  );
  const told = [...checked.stdout.matchAll(/Left to do: (.*) \(left/g)].map((match) => match[1]);
  expect(told).toContain("`says` is to be written, `unmodelled` is to be bound in `A2`.");
  expect(told).toContain("`says` is to be written, `unmodelled` is to be bound in `R1`.");
  expect(told).toContain("`title` is to be written, `author` is to be written in `reply 2`.");
  expect(checked.stdout).not.toContain("error");
});

test("errors end with 1 and point at the line", () => {
  mkdirSync(join(folder, "bad"));
  writeFileSync(
    join(folder, "bad/model.yaml"),
    "time:\n  start: 0\n  stop: 1\n  step: 0\nvariables:\n  a:\n    aux: 1 +\n",
  );
  const { status, stdout, stderr } = parley("check", "bad");
  expect(status).toBe(1);
  expect(stderr).toBe("");
  expect(stdout).toContain("bad/model.yaml:4:9: error: The time step must be above zero");
  expect(stdout).toContain("    7 |     aux: 1 +\n      |             ^\n");
  expect(stdout).toMatch(/bad\/model.yaml: 2 errors\.\n$/);
});

test("a link out of the study's folder is not followed", () => {
  parley("new", "linked");
  writeFileSync(join(folder, "secret.md"), "secret words");
  rmSync(join(folder, "linked/documents/warden.md"));
  symlinkSync(join(folder, "secret.md"), join(folder, "linked/documents/warden.md"));
  const { status, stdout } = parley("check", "linked");
  expect(status).toBe(1);
  expect(stdout).toContain("`documents/warden.md` leads out of the study's folder");
  expect(stdout).not.toContain("secret words");
});

test("wrong usage ends with 2, a missing file with 1, help with 0", () => {
  expect(parley("chekc", "lake")).toMatchObject({ status: 2, stdout: "" });
  expect(parley("check")).toMatchObject({ status: 2, stdout: "" });
  expect(parley("check", "lake", "--colour").status).toBe(2);
  expect(parley("check", "nowhere")).toMatchObject({
    status: 1,
    stderr: "error: There is no file or folder `nowhere`.\n",
  });
  expect(parley("new", "x", "--from", "nowhere.txt").stderr).toContain("there is no such file");
  expect(parley("--help").status).toBe(0);
  expect(parley("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("--json is in its schema, for a good study and a bad one", () => {
  for (const [path, ok] of [
    ["lake", true],
    ["bad", false],
    ["linked", false],
    ["nowhere", false],
  ] as const) {
    const { stdout, status } = parley("check", path, "--json");
    const output = checkOutputSchema.parse(JSON.parse(stdout));
    expect(output.ok).toBe(ok);
    expect(status).toBe(ok ? 0 : 1);
    expect(output.diagnostics.length > 0).toBe(!ok);
    for (const { place } of output.diagnostics) {
      expect(place === undefined || place.file.startsWith(`${path}/`)).toBe(true);
    }
  }
});

test("an original is compared with what the study says of it", () => {
  const original = "Long ago words were spoken about a pond.";
  writeFileSync(join(folder, "original.txt"), original);
  writeFileSync(join(folder, "forged.txt"), original.replace("ago", "AGO"));
  const study = join(studies, "all-features");
  const good = parley("check", study, "--original", "original.txt");
  expect(good.status).toBe(0);
  expect(good.stdout).toContain("Original: 1 document agrees; 1 of 1 quoted passages agree.");
  const forged = parley("check", study, "--original", "forged.txt");
  expect(forged.status).toBe(1);
  expect(forged.stdout).toContain("is the original of no document");
  expect(forged.stdout).toContain(createHash("sha256").update(original).digest("hex"));
  expect(parley("check", study, "--original", "nowhere.txt").status).toBe(1);
});

test("a run tells the first five warnings of a kind, and how many more there are", () => {
  const equations = Array.from(
    { length: 8 },
    (_, index) => `sum ${index} = weight + ${index + 1} ~ kg ~|`,
  );
  const control = ["INITIAL TIME = 0", "FINAL TIME = 1", "TIME STEP = 1", "SAVEPER = 1"];
  const lines = ["{UTF-8}", "weight = 1 ~ kg ~|", ...equations];
  const text = [...lines, ...control.map((line) => `${line} ~ week ~|`)].join("\n");
  writeFileSync(join(folder, "units.mdl"), text);
  const { status, stdout, stderr } = parley("run", "units.mdl");
  expect(status).toBe(0);
  expect(stdout.split("\n")).toHaveLength(4);
  expect(stderr.match(/warning: .*\(unit-sum\)/gu)).toHaveLength(5);
  expect(stderr).toContain("sum 4 = weight");
  expect(stderr).not.toContain("sum 5 = weight");
  expect(stderr).toContain(
    "… and 3 more of this kind (unit-sum): `parley check units.mdl --json` lists all.\n",
  );
  // Where it cannot run, the errors alone, and that there is more.
  writeFileSync(join(folder, "broken.mdl"), text.replace("sum 0 =", "sum 0 = sum 0 +"));
  const broken = parley("run", "broken.mdl");
  expect(broken).toMatchObject({ status: 1, stdout: "" });
  expect(broken.stderr.match(/(error|warning|note): /gu)).toEqual(["error: "]);
  expect(broken.stderr).toMatch(
    /… and \d+ warnings and notes: `parley check broken.mdl` lists all/u,
  );
});

test("a run tells warnings beside its numbers, and leaves no unfinished file", () => {
  const model = fileURLToPath(
    new URL("../cases/models/vensim-time-warnings/model.mdl", import.meta.url),
  );
  const shown = parley("run", model);
  expect(shown.status).toBe(0);
  expect(shown.stdout).toMatch(/^time,/u);
  expect(shown.stderr).toContain("warning: FINAL TIME varies during the run");
  for (const name of ["warned.csv", "warned.parquet"]) {
    const written = parley("run", model, "--out", name);
    expect(written).toMatchObject({ status: 0, stdout: "", stderr: shown.stderr });
  }
  expect(readFileSync(join(folder, "warned.csv"), "utf8")).toBe(shown.stdout);
  expect(readFileSync(join(folder, "warned.parquet")).subarray(0, 4).toString()).toBe("PAR1");
  expect(readdirSync(folder).filter((name) => name.includes(".tmp"))).toEqual([]);
  const nowhere = parley("run", model, "--out", "no/where.csv");
  expect(nowhere.status).toBe(1);
  expect(nowhere.stderr).toContain("`no/where.csv` cannot be written");
});
