import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { concludes } from "#argue/conclusion";
import { pairsOf } from "#argue/pairs";
import { runTrials } from "#argue/run-trials";
import { settingsOf, type ArgueSettings } from "#argue/settings";
import { standingOf, type Standing } from "#argue/standing";
import { scenarioOf, Trial } from "#argue/trial";
import { bothWays, tryConcessions } from "#argue/try-concessions";
import { argueStudy, loadStudy } from "#parley";
import { createCaseRunner } from "#run-cases";
import { createRunner } from "#run/runner";
import { claimsMarkdown } from "#show/cli/claims-markdown";
import { claimsOutputSchema } from "#show/cli/claims-output";
import type { ClaimsOutput, Findings } from "#show/cli/claims-output";
import { claimsOutput } from "#show/cli/claims-table";
import { createNodeHost } from "#show/node/host";
import type { Study } from "#study/study";

import { command } from "../support/command.js";
import { cellsOf, shownText } from "./markdown.js";

const root = new URL("../../", import.meta.url);
const example = (name: string) => fileURLToPath(new URL(`examples/${name}`, root));
const folder = mkdtempSync(join(tmpdir(), "parley-claims-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function studyOf(name: string): Promise<Study> {
  const { value } = await loadStudy(createNodeHost(example(name)));
  return value ?? expect.unreachable(`${name} cannot be read`);
}

function rowsOf(page: string): readonly (readonly string[])[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| **"))
    .map(cellsOf);
}

test.each(["drones-or-diplomacy", "quota-or-moratorium", "school-closures"])(
  "%s: a row for every claim, in the order of documents, with all that it is about",
  async (name) => {
    const study = await studyOf(name);
    const { out, error, status } = await command("claims", example(name));
    expect([error, status]).toEqual(["", 0]);
    const rows = rowsOf(out);
    const claims = [...study.documents.keys()].flatMap((document) =>
      [...study.claims.values()].filter((claim) => claim.document === document),
    );
    expect(rows.map(([id]) => shownText(id))).toEqual(claims.map((claim) => claim.name));
    for (const [at, claim] of claims.entries()) {
      expect(rows[at]).toHaveLength(4);
      const [, words, bound] = rows[at].map(shownText);
      expect(words).toBe(`${claim.says}\n“${claim.anchor.exact}”`);
      if (claim.unmodelled !== null) expect(bound).toBe(`unmodelled: ${claim.unmodelled}`);
      else expect(bound.split("\n")).toHaveLength(claim.about.length);
    }
  },
);

test("equations, levers, outcomes, holders and their reasons are written out", async () => {
  const { out } = await command("claims", example("quota-or-moratorium"));
  expect(out).toContain(
    "`spawning success = (Fish stock - critical size) / (Fish stock + critical size)`",
  );
  expect(out).toContain(
    "`full quota`, a lever: 10000 in quota, open access; (2025: 0, 2033: 0, 2034: 10000) in moratorium",
  );
  expect(out).toContain(
    "*discount rate* (value, 0 to 0.1 1/year): Ministry of Fisheries 0.03 to 0.04 (stated, M6); **Maren Duvic 0 to 0.02 (inferred, L5)**; Einar Skoll 0.06 to 0.1 (inferred, F6)",
  );
  expect(out).toContain("Maren Duvic 0.05 to 0.12 (added)");
  expect(out).toContain("`quota`, a policy<br>`moratorium`, a policy");
  expect(out).toContain("Judged by their own criterion: largest mean of income over all years.");
  const schools = await command("claims", example("school-closures"));
  expect(schools.out).toContain(
    "`peak hospital load`, an outcome: max of hospital load from 0 to 540; less is better",
  );
  expect(schools.out).toContain("`d(Learning lost)/dt = losing learning, from 0`");
  expect(schools.out).toContain(
    "## Premises that no claim is about\n\n- *basic reproduction number* (fact, ",
  );
});

test("with what was argued, rows tell what they decide, and JSON is in its schema", async () => {
  const name = "school-closures";
  const study = await studyOf(name);
  const host = createNodeHost(example(name));
  const argued = await argueStudy(study, host, {
    futures: 60,
    seed: 1,
    version: "1.2.3",
    workers: 0,
  });
  const file = join(folder, "argue.json");
  writeFileSync(file, JSON.stringify(argued));

  const page = await command("claims", example(name), "--argued", file);
  expect([page.error, page.status]).toEqual(["", 0]);
  expect(page.out).toContain("with 60 futures of each position under each policy, seed 1.");
  expect(page.out).toContain("With these premises: **Close for seven months**.");
  for (const disclosure of study.disclosures) expect(shownText(page.out)).toContain(disclosure);
  const rows = new Map(
    rowsOf(page.out).map((cells) => [shownText(cells[0]), cells.map(shownText)]),
  );
  expect(rows.get("E9")?.[4]).toMatch(/^Ruth Ambrey: follows; Close for seven months is ahead of /);
  expect(rows.get("P8")?.[4]).toBe("");
  const flips = argued.cruxes.find(({ premise }) => premise === "weight_of_learning")?.flips ?? [];
  expect(flips.length).toBeGreaterThan(0);
  expect(rows.get("P7")?.[4]).toContain("Jonas Tveld to Ruth Ambrey → Close early, for six weeks");

  const out = join(folder, "claims.json");
  const silent = await command("claims", example(name), "--argued", file, "--json", "--out", out);
  expect(silent).toEqual({ out: "", error: "", status: 0 });
  const output = claimsOutputSchema.parse(JSON.parse(readFileSync(out, "utf8")));
  expect(output.argued).toMatchObject({ futures: 60, seed: 1, version: "1.2.3" });
  expect(output.argued?.premises["weight_of_learning"].flips).toEqual(flips);
  expect(claimsMarkdown(output)).toBe(page.out);
});

test("what cannot be done is said", async () => {
  const school = example("school-closures");
  const other = join(folder, "other.json");
  const stored = JSON.parse(readFileSync(join(folder, "argue.json"), "utf8"));
  writeFileSync(other, JSON.stringify({ ...stored, schema: "parley/argue@0" }));
  const stale = join(folder, "stale.json");
  stored.positions[0].premises.held[0].belief = "0.3 to 0.5";
  writeFileSync(stale, JSON.stringify(stored));
  const text = join(folder, "text.json");
  writeFileSync(text, "no JSON");
  for (const [argv, message] of [
    [["nowhere"], "There is no file or folder `nowhere`."],
    [[`${school}/model.yaml`], "is a model without claims."],
    [
      [school, "--argued", "nowhere.json"],
      "`nowhere.json` cannot be read: there is no such file or folder.",
    ],
    [[school, "--argued", text], "is no result of parley argue: "],
    [[school, "--argued", other], "is no result of parley argue at schema: "],
    [
      [school, "--argued", stale],
      "before this one was changed: what Ruth Ambrey, epidemiologist holds differs.",
    ],
    [
      [example("quota-or-moratorium"), "--argued", stale],
      "was argued over another study, or before this one was changed: the title differs.",
    ],
    [[school, "--out", folder], "cannot be written: "],
  ] as const) {
    const { out, error, status } = await command("claims", ...argv);
    expect([out, status]).toEqual(["", 1]);
    expect(error).toContain(message);
  }
  expect((await command("claims")).status).toBe(2);
});

interface StoredRun {
  readonly sha256: Readonly<Record<string, string>>;
  readonly argued: Findings;
}

const read = (path: string) => readFileSync(new URL(path, root), "utf8");

test("docs/from-the-text.md is current: if not, run `npm run docs`", async () => {
  const study = await studyOf("drones-or-diplomacy");
  const { sha256, argued } = JSON.parse(read("docs/from-the-text.json")) as StoredRun;
  // Verdicts of an older study would be in it otherwise.
  for (const [file, hash] of Object.entries(sha256)) {
    const text = read(`examples/drones-or-diplomacy/${file}`);
    expect(createHash("sha256").update(text).digest("hex"), file).toBe(hash);
  }
  const output: ClaimsOutput = claimsOutput(study, argued);
  expect(claimsOutputSchema.parse(output)).toEqual(output);
  expect(read("docs/from-the-text.md")).toBe(claimsMarkdown(output));
});

/** The positions' verdicts and their single concessions, as `argue` has them, and nothing after. */
function* decided(study: Study, settings: ArgueSettings) {
  const { futures, level } = settings;
  const policies = [...study.policies.keys()];
  const all = policies.map((_, index) => index);
  const positions = [...study.positions.values()];
  const trials = positions.map((position) => new Trial(scenarioOf(position, study), study));
  yield* runTrials(trials, "verdicts", 0, futures, settings);
  const standings = new Map(
    positions.map(({ key }, at) => [key, standingOf(trials[at].comparison, all, level)]),
  );
  const directions = pairsOf(study, standings, null)
    .filter(({ relation }) => relation === "disagree")
    .flatMap(bothWays);
  const conceded = yield* tryConcessions(study, directions, standings, false, 0, settings);
  const found = positions.map((position, at) => {
    const standing = standings.get(position.key) as Standing;
    const { answer, reason } = concludes(position, study, trials[at].comparison, standing, level);
    const favoured = standing.favoured.map((index) => policies[index]);
    return [position.key, { favoured, answer, reason }] as const;
  });
  const flips = [...conceded.values()].flatMap(({ report: { from, to, singles } }) =>
    singles
      .filter(({ answer }) => answer === "flips")
      .map(({ premises: [{ key }], favoured }) => ({
        premise: key,
        position: from,
        concedingTo: to,
        favoured,
      })),
  );
  return { positions: Object.fromEntries(found), flips };
}

test("the verdicts of three positions and the concessions between them are those that are stored", async () => {
  const study = await studyOf("drones-or-diplomacy");
  const { argued } = JSON.parse(read("docs/from-the-text.json")) as StoredRun;
  const some = ["author", "reader_4", "reader_8"];
  const fewer = {
    ...study,
    positions: new Map([...study.positions].filter(([key]) => some.includes(key))),
  };
  const { futures, seed, version } = argued;
  const host = createNodeHost(example("drones-or-diplomacy"));
  const runner = await createRunner(host, host.cores);
  const cases = createCaseRunner(fewer, runner, seed);
  const analysis = decided(fewer, settingsOf({ futures, seed, version, draw: cases.draw }));
  let step = analysis.next();
  while (step.done !== true) step = analysis.next(await cases.run(step.value, () => {}));
  await runner.stop();
  const again = step.value;
  for (const key of some) expect(again.positions[key]).toEqual(argued.positions[key]);
  const stored = Object.entries(argued.premises).flatMap(([premise, { flips }]) =>
    flips
      .filter(({ position, concedingTo }) =>
        [position, concedingTo].every((key) => some.includes(key)),
      )
      .map((flip) => ({ premise, ...flip })),
  );
  const byName = (one: { readonly premise: string; readonly position: string }) =>
    `${one.premise} ${one.position}`;
  const sorted = <T extends (typeof stored)[number]>(flips: readonly T[]) =>
    flips.toSorted((one, other) => byName(one).localeCompare(byName(other)));
  expect(sorted(again.flips)).toEqual(sorted(stored));
  expect(stored.length).toBeGreaterThan(0);
});
