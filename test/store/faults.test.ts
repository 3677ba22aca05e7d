import { beforeAll, expect, test } from "vitest";

import { createShardComputer } from "#explore/shard-computer";
import { openOrPlan } from "#explore/open-plan";
import { loadStudy } from "#parley";
import { createRunner } from "#run/runner";
import { createNodeHost } from "#show/node/host";
import { surveyOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { inspectFile } from "#store/inspect";
import { readManifest } from "#store/manifest";
import { readEnsemble } from "#store/read-ensemble";
import { quarantineFolder, sealEnsemble, verifyEnsemble } from "#store/seal";
import { parseShardFileName, shardFolder } from "#store/shard-name";
import { storeShard } from "#store/store-shard";
import type { ShardBytes } from "#store/store-shard";
import { StoreProblem } from "#store/store-problem";
import { recordFiles } from "#store/study-files";
import type { RecordedFiles } from "#store/study-files";
import type { Study } from "#study/study";

import { smallStudy } from "./ensembles.js";
import { MemoryFolder, Stopped } from "./memory-folder.js";
import type { Fault } from "./memory-folder.js";

const asked = {
  version: "0.0.0",
  file: "study.yaml",
  seed: 3,
  shardSize: 16,
  series: [{ name: "Fish stock", keep: "quantiles" as const, every: 40 }],
};

let files: RecordedFiles;
let study: Study;
const computed = new Map<number, ShardBytes>();
/** Shards that somebody was told are stored. */
const finished = new Set<number>();

/** Everything a person does with an ensemble: plan, compute, grow, compute, seal. */
async function wholeStory(folder: MemoryFolder): Promise<Ensemble> {
  const small = await openOrPlan(folder, study, files, { ...asked, futures: 20 }).catch(hasGrown);
  if (small !== null) await storeMissing(small);
  const ensemble = await openOrPlan(folder, study, files, { ...asked, futures: 40 });
  await storeMissing(ensemble);
  await sealEnsemble(ensemble);
  return ensemble;
}

/** Whoever comes back after the ensemble has grown goes on from there. */
function hasGrown(error: unknown): null {
  if (error instanceof StoreProblem && error.code === "shrinks") return null;
  throw error;
}

async function storeMissing(ensemble: Ensemble): Promise<void> {
  for (const index of (await surveyOf(ensemble)).missing) {
    const known = computed.get(index);
    if (known === undefined) {
      const runner = await createRunner(createNodeHost(smallStudy), 0);
      computed.set(index, await (await createShardComputer(ensemble, study, runner))(index));
    }
    await storeShard(ensemble, computed.get(index) as ShardBytes);
    finished.add(index);
  }
}

let clean: MemoryFolder;
let steps: readonly string[];

beforeAll(async () => {
  files = recordFiles(createNodeHost(smallStudy));
  study = (await loadStudy(files)).value as Study;
  clean = new MemoryFolder();
  await wholeStory(clean);
  steps = [...clean.log];
});

/** What is at its final place is whole, at any time. */
function expectNothingTorn(folder: MemoryFolder, point: string): void {
  for (const [path, bytes] of folder.files) {
    if (path.startsWith("tmp/")) continue;
    const file = parseShardFileName(path.replace(`${shardFolder}/`, ""));
    if (file !== null) expect(folder.sha256(bytes), path).toBe(file.sha256);
    else if (path.startsWith("study/")) expect(`study/${folder.sha256(bytes)}`).toBe(path);
    else expect(() => JSON.parse(new TextDecoder().decode(bytes)), path).not.toThrow();
  }
  expectWhatIsSaidToBeThere(folder, point);
}

/** A plan has its study, a shard its plan, a manifest its shards. */
function expectWhatIsSaidToBeThere(folder: MemoryFolder, point: string): void {
  const json = (path: string) => JSON.parse(new TextDecoder().decode(folder.files.get(path)));
  const paths = [...folder.files.keys()];
  if (paths.some((path) => path.startsWith(shardFolder)))
    expect(paths, point).toContain("plan.json");
  if (paths.some((path) => path.startsWith(`${shardFolder}/s00000003`))) {
    expect(paths, point).toContain("growth-0001.json");
  }
  if (paths.includes("plan.json")) {
    const { files: planned } = json("plan.json").study as { files: { sha256: string }[] };
    for (const { sha256 } of planned) expect(paths, point).toContain(`study/${sha256}`);
  }
  if (paths.includes("manifest.json")) {
    const { shards } = json("manifest.json") as { shards: { files: { name: string }[] }[] };
    for (const { name } of shards.flatMap((shard) => shard.files)) {
      expect(paths, point).toContain(`${shardFolder}/${name}`);
    }
  }
}

/** The files at their final places, and a hash for each. */
function contentOf(folder: MemoryFolder): readonly string[] {
  return [...folder.files]
    .filter(([path]) => !path.startsWith("tmp/"))
    .map(([path, bytes]) => `${path} ${folder.sha256(bytes)}`)
    .toSorted();
}

/** A seeded sequence (Numerical Recipes, section 7.1, "quick and dirty"). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("wherever the process is killed or the power fails, the rest is done by the same commands", async () => {
  const kinds = ["killed", "torn", "all unsynced lost", "some unsynced lost"] as const;
  const roll = dice(1);
  let points = 0;
  // To be stopped before a look is to be stopped before what comes after it.
  const changes = [...steps.keys()].filter((at) => !/^(list|read)/u.test(steps[at]));
  for (const at of changes) {
    for (const kind of kinds) {
      if (kind === "torn" && !steps[at].startsWith("create")) continue;
      const point = `${kind} at ${at}, ${steps[at]}`;
      const folder = new MemoryFolder();
      finished.clear();
      folder.failAt({ at, kind: kind === "torn" ? "torn" : "stop" });
      await expect(wholeStory(folder), point).rejects.toThrow(Stopped);
      const coin = (): boolean => kind === "some unsynced lost" && roll(2) === 0;
      folder.restart(kind.endsWith("lost") ? "power failure" : "kill", coin);
      expectNothingTorn(folder, point);
      const there = [...folder.files.keys()].map((path) => path.slice(0, 16));
      for (const index of finished)
        expect(there, point).toContain(`${shardFolder}/s0000000${index}`);
      await wholeStory(folder);
      expect(contentOf(folder), point).toEqual(contentOf(clean));
      points++;
    }
  }
  expect(points).toBeGreaterThan(150);
});

test("on a full disk nothing is torn, nothing finished is lost, and the disk is not kept full", async () => {
  const writes = [...steps.keys()].filter((at) => steps[at].startsWith("create"));
  for (const at of writes) {
    const folder = new MemoryFolder();
    folder.failAt({ at, kind: "full" } satisfies Fault);
    await expect(wholeStory(folder)).rejects.toMatchObject({ code: "full" });
    expect([...folder.files.keys()].filter((path) => path.startsWith("tmp/"))).toEqual([]);
    expectNothingTorn(folder, steps[at]);
    folder.restart("kill");
    await wholeStory(folder);
    expect(contentOf(folder)).toEqual(contentOf(clean));
  }
});

test("a thousand flipped bits are all found", async () => {
  const folder = new MemoryFolder();
  const ensemble = await wholeStory(folder);
  const shards = [...folder.files].filter(([path]) => path.startsWith(shardFolder));
  const roll = dice(20);
  let found = 0;
  for (let flip = 0; flip < 1000; flip++) {
    const [path, bytes] = shards[roll(shards.length)];
    const flipped = bytes.slice();
    flipped[roll(bytes.length)] ^= 1 << roll(8);
    folder.overwrite(path, flipped);
    const file = parseShardFileName(path.slice(shardFolder.length + 1));
    if (file === null) throw new Error(path);
    if ((await inspectFile(ensemble, file)).kind === "unsound") found++;
    folder.overwrite(path, bytes);
  }
  expect(found).toBe(1000);
});

test("a damaged shard goes to quarantine and is computed again", async () => {
  const folder = new MemoryFolder();
  const ensemble = await wholeStory(folder);
  const manifest = await readManifest(folder);
  expect(await verifyEnsemble(ensemble, manifest)).toEqual([]);
  const [path, bytes] = [...folder.files].find(([name]) =>
    name.startsWith(`${shardFolder}/s00000001`),
  )!;
  folder.overwrite(path, bytes.slice(0, -1));
  const problems = await verifyEnsemble(ensemble, manifest);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`\`${path}\` is damaged: its ${bytes.length - 1} bytes`);
  const { manifest: none, quarantined, missing } = await sealEnsemble(ensemble);
  expect([none, missing]).toEqual([null, [1]]);
  expect(quarantined.map(({ name }) => `${shardFolder}/${name}`)).toEqual([path]);
  expect(folder.files.has(path.replace(shardFolder, quarantineFolder))).toBe(true);
  await expect(readEnsemble(folder, { columns: ["future"] })).rejects.toMatchObject({
    code: "incomplete",
    message: "The ensemble is not complete: of its 4 shards, 1 is missing.",
  });
  await storeMissing(ensemble);
  expect((await sealEnsemble(ensemble)).manifest).toEqual(manifest);
});

test("a shard of another plan, and one under another number, are no shards of this one", async () => {
  const folder = new MemoryFolder();
  const ensemble = await wholeStory(folder);
  const path = [...folder.files.keys()].find((name) =>
    name.startsWith(`${shardFolder}/s00000001`),
  )!;
  const bytes = folder.files.get(path) as Uint8Array;
  const renamed = parseShardFileName(
    path.slice(shardFolder.length + 1).replace("s00000001", "s00000002"),
  )!;
  folder.overwrite(`${shardFolder}/${renamed.name}`, bytes);
  expect(await inspectFile(ensemble, renamed)).toMatchObject({
    why: "it holds other futures than its number says",
  });
  const other = new MemoryFolder();
  const elsewhere = await openOrPlan(other, study, files, { ...asked, seed: 4, futures: 40 });
  other.overwrite(path, bytes);
  const file = parseShardFileName(path.slice(shardFolder.length + 1))!;
  expect(await inspectFile(elsewhere, file)).toMatchObject({ why: "it belongs to another plan" });
});

test("two results for one shard are an alarm", async () => {
  const folder = new MemoryFolder();
  const ensemble = await wholeStory(folder);
  const shard = computed.get(2) as ShardBytes;
  const rows = (shard.parts.get("rows") as Uint8Array).slice();
  rows[200] ^= 1;
  const wrong: ShardBytes = { ...shard, parts: new Map([...shard.parts, ["rows", rows]]) };
  await expect(storeShard(ensemble, wrong)).rejects.toMatchObject({ code: "two-hashes" });
  const { conflicts } = await surveyOf(ensemble);
  expect([...conflicts.keys()]).toEqual([2]);
  await expect(sealEnsemble(ensemble)).rejects.toMatchObject({ code: "two-hashes" });
});
