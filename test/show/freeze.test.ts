import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

import { command } from "../support/command.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function starter(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "parley-freeze-"));
  folders.push(folder);
  const study = join(folder, "study");
  await command("new", study);
  return study;
}

const argue = (study: string) =>
  command("argue", study, "--futures", "60", "--workers", "0", "--json");

function edit(study: string, from: string, to: string): void {
  const file = join(study, "study.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test("a study is frozen once, argued, changed, and the ledger says what the change moved", async () => {
  const study = await starter();
  expect((await command("freeze", study, "--change", "why")).error).toContain("never frozen");
  expect((await command("freeze", study)).out).toContain("Frozen: 10 parts in frozen.yaml.");
  const frozen = readFileSync(join(study, "frozen.yaml"), "utf8");
  const again = await command("freeze", study);
  expect(again.status).toBe(1);
  expect(again.error).toContain("already");
  expect((await command("freeze", study, "--change", "why")).error).toContain(
    "Nothing has changed",
  );

  expect((await argue(study)).error).toContain("noted in ledger.yaml");
  expect((await argue(study)).error).toBe("");

  edit(study, "range: [0.1, 0.25]", "range: [0.5, 0.6]");
  edit(study, "why: Nobody has counted", "why: Hardly anybody has counted");
  const check = await command("check", study);
  expect(check.out).toContain("changed-since-freeze");
  expect(check.out.match(/changed-since-freeze/gu)).toHaveLength(1);
  expect(check.out).toContain('from "growth rate 0.1 to 0.25');
  const unexplained = await argue(study);
  expect(unexplained.error).toContain("the ledger does not say why");
  expect(JSON.parse(unexplained.out).ledger.unexplained).toMatchObject([{ name: "warden" }]);

  const before = readFileSync(join(study, "ledger.yaml"), "utf8");
  expect((await command("freeze", study, "--change", " ")).status).toBe(1);
  const change = await command("freeze", study, "--change", "read: anew", "--futures", "60");
  expect(change.out).toContain("changed: position warden");
  const after = readFileSync(join(study, "ledger.yaml"), "utf8");
  expect(after.startsWith(before.trimEnd())).toBe(true);
  expect(readFileSync(join(study, "frozen.yaml"), "utf8")).toBe(frozen);

  expect((await command("check", study)).out).toContain("no problems found");
  const { ledger } = JSON.parse((await argue(study)).out);
  expect(ledger.unexplained).toEqual([]);
  expect(ledger.changes).toMatchObject([{ reason: "read: anew", verdictInView: true }]);
  expect(ledger.changes[0].before).toHaveLength(2);
  expect(ledger.changes[0].after).toHaveLength(2);
  // Nothing is left behind of the writing.
  expect(readdirSync(study).toSorted()).toEqual([
    "documents",
    "frozen.yaml",
    "ledger.yaml",
    "model.yaml",
    "study.yaml",
  ]);
});

test("a frozen file or ledger that is wrong is told with its place", async () => {
  const study = await starter();
  await command("freeze", study, "--verdicts-known");
  const file = join(study, "frozen.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain("verdicts known: true");
  writeFileSync(file, text.replace("kind: model", "kind: modle"));
  const { out, status } = await command("check", study);
  expect(status).toBe(1);
  expect(out).toContain("frozen.yaml:5:11");
  expect(out).toContain("here is `modle`");
});

test("what is written names its schema where the study does, or where the project has Parley", async () => {
  const study = await starter();
  // A temporary folder is in no project that has Parley: a path to it would hold on this machine alone.
  expect(readFileSync(join(study, "study.yaml"), "utf8")).not.toContain("$schema");
  await command("freeze", study);
  expect(readFileSync(join(study, "frozen.yaml"), "utf8")).not.toContain("$schema");
  rmSync(join(study, "frozen.yaml"));

  const text = readFileSync(join(study, "study.yaml"), "utf8");
  const line = (name: string) => `# yaml-language-server: $schema=../schema/${name}.schema.json\n`;
  writeFileSync(join(study, "study.yaml"), line("study") + text);
  await command("freeze", study);
  await argue(study);
  for (const name of ["frozen", "ledger"]) {
    const written = readFileSync(join(study, `${name}.yaml`), "utf8");
    expect(written.startsWith(line(name))).toBe(true);
  }
  expect((await command("check", study)).status).toBe(0);

  const project = fileURLToPath(new URL("../../", import.meta.url));
  const inside = mkdtempSync(join(project, "dist", "new-study-"));
  folders.push(inside);
  await command("new", inside);
  for (const name of ["study", "model"]) {
    const [first] = readFileSync(join(inside, `${name}.yaml`), "utf8").split("\n");
    const [, path] = first.split("$schema=");
    expect(existsSync(join(inside, path))).toBe(true);
    expect(path).toMatch(new RegExp(`/schema/${name}[.]schema[.]json$`, "u"));
  }
});
