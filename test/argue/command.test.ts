import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { argueDocument } from "#argue/document";
import { progressLine } from "#show/cli/argue-progress";

import { parleyIn } from "../support/process.js";

const folder = mkdtempSync(join(tmpdir(), "parley-argue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parley = parleyIn(folder);

test("the starter study is argued, to a terminal, as JSON and into a folder, with the same figures", () => {
  expect(parley("new", "lake").status).toBe(0);
  const args = ["argue", "lake", "--futures", "300", "--seed", "7"];
  const printed = parley(...args, "--out", "results", "--report", "results/read/report.html");
  expect(printed).toMatchObject({ status: 0, stderr: "" });
  expect(printed.stdout).toContain("With the warden's premises: halve the catch.");
  const json = parley(...args, "--json");
  const document = argueDocument.parse(JSON.parse(json.stdout));
  expect(document).toMatchObject({ futures: 300, seed: 7, study: { file: "study.yaml" } });
  expect(readFileSync(join(folder, "results/argue.json"), "utf8")).toBe(json.stdout);
  expect(readFileSync(join(folder, "results/argue.txt"), "utf8")).toBe(printed.stdout);
  const report = readFileSync(join(folder, "results/read/report.html"), "utf8");
  expect(report).toContain("With the warden&#39;s premises: halve the catch.");
  const close = parley("argue", "lake", "--futures", "50", "--between", "fisher", "Warden");
  expect(close).toMatchObject({ status: 0, stderr: "" });
  expect(close.stdout).toContain("The fisher: carry on · The warden: halve the catch");
});

test("wrong usage ends with 2 and says what to write, wrong names with 1", () => {
  for (const [args, told] of [
    [["--futures", "many"], "It is a whole number of 1 or more."],
    [["--futures", "0"], "It is a whole number of 1 or more."],
    [["--seed", "-1"], "It is a whole number of 0 or more."],
    [["--between", "warden"], "`--between` takes two positions, not 1"],
    [["--report", "report.pdf"], "The name of the file ends in .md or .html."],
  ] as const) {
    const { status, stdout, stderr } = parley("argue", "lake", ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(told);
  }
  for (const [args, told] of [
    [["lake", "--between", "warden", "fishr"], "Did you mean `fisher`?"],
    [["lake", "--between", "warden", "Warden"], "twice"],
    [["sea"], "There is no file or folder `sea`."],
    [["lake/model.yaml"], "error"],
  ] as const) {
    const { status, stdout, stderr } = parley("argue", ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(told);
  }
});

test("progress: the share of the stage, the rate and the time that is left", () => {
  let now = 0;
  const lines: (string | null)[] = [];
  const io = {
    write: () => undefined,
    writeError: () => undefined,
    colour: false,
    width: 100,
    signal: new AbortController().signal,
    setExitCode: () => undefined,
    progress: (line: string | null) => void lines.push(line),
  };
  const show = progressLine({ now: () => now }, io);
  for (const [at, done] of [
    [0, 0],
    [50, 100],
    [2000, 5000],
    [4000, 10_000],
  ]) {
    now = at;
    show({ stage: "verdicts", done, total: 10_000 });
  }
  expect(lines).toEqual([
    `positions ${"░".repeat(24)} 0 %`,
    `positions ${"█".repeat(12)}${"░".repeat(12)} 50 %, 2,500 runs a second, 2 s left`,
    `positions ${"█".repeat(24)} 100 %, 2,500 runs a second, 0 s left`,
  ]);
});
