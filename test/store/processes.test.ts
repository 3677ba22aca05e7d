import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createNodeFolder } from "#show/node/folder";
import { computeShards } from "#show/node/shard-pool";
import { surveyOf } from "#store/ensemble";
import { sealEnsemble } from "#store/seal";
import { shardFolder } from "#store/shard-name";

import { explored, planned, scratch, smallStudy } from "./ensembles.js";

// `npm run faults` asks for more of each.
const thorough = process.env["PARLEY_FAULTS"] === "thorough";
const kills = thorough ? 100 : 4;

const main = fileURLToPath(new URL("../../dist/show/cli/main.js", import.meta.url));
const asked = { version: "0.1.0", futures: 600, seed: 11, shardSize: 40 };
const options = ["--futures", "600", "--seed", "11", "--shard-size", "40"];

const { at, remove } = scratch();
afterAll(remove);

let clean: string;

beforeAll(async () => {
  const root = at("clean");
  mkdirSync(root);
  const { ensemble } = await explored(root, asked);
  await sealEnsemble(ensemble);
  clean = manifestIn(root);
});

function manifestIn(root: string): string {
  return readFileSync(join(root, "manifest.json"), "utf8");
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Starts `parley explore` in a process of its own. */
function explore(root: string, workers: number) {
  const argv = ["explore", smallStudy, "--out", root, ...options, "--workers", String(workers)];
  const child = spawn(process.execPath, [main, ...argv], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => void (stderr += text.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stderr }));
  });
  return { child, ended };
}

function shardsIn(root: string): readonly string[] {
  try {
    return readdirSync(join(root, shardFolder));
  } catch {
    return [];
  }
}

/** Every file that has its final name is what its name says. */
function expectWholeShards(root: string): void {
  const folder = createNodeFolder(root);
  for (const name of shardsIn(root)) {
    expect(name).toContain(folder.sha256(readFileSync(join(root, shardFolder, name))));
  }
}

async function sealed(root: string): Promise<string> {
  const { ensemble } = await planned(createNodeFolder(root), asked);
  const { missing, quarantined } = await sealEnsemble(ensemble);
  expect([missing, quarantined]).toEqual([[], []]);
  expect(readdirSync(join(root, "tmp"))).toEqual([]);
  return manifestIn(root);
}

test(`killed with -9 ${kills} times, it goes on where it was`, { timeout: 1_200_000 }, async () => {
  let killed = 0;
  for (let round = 0; killed < kills; round++) {
    const root = at(`killed-${round}`);
    mkdirSync(root);
    for (;;) {
      const { child, ended } = explore(root, 1);
      // The first shards come after about half a second, all of them within one or two.
      const before = shardsIn(root).length;
      const deadline = Date.now() + 20_000;
      while (shardsIn(root).length === before && child.exitCode === null && Date.now() < deadline) {
        await setTimeout(5);
      }
      await setTimeout(((killed * 37) % 60) + 1);
      if (killed < kills) child.kill("SIGKILL");
      const { signal, code, stderr } = await ended;
      expectWholeShards(root);
      if (signal === "SIGKILL") {
        killed++;
        continue;
      }
      expect([code, stderr]).toEqual([0, ""]);
      break;
    }
    expect(await sealed(root)).toBe(clean);
  }
});

test("two processes that share a folder end with what one would have made", async () => {
  const root = at("shared");
  const ended = await Promise.all([explore(root, 1).ended, explore(root, 1).ended]);
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect(await sealed(root)).toBe(clean);
});

test("Ctrl-C ends with 130, keeps what is finished, and says how to go on", async () => {
  const root = at("stopped");
  const { child, ended } = explore(root, 1);
  while (shardsIn(root).length < 2 && child.exitCode === null) await setTimeout(5);
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(/^Stopped\. \d+ of 15 shards are stored; the same command goes on/u);
  expectWholeShards(root);
  const again = explore(root, 0);
  expect((await again.ended).code).toBe(0);
  expect(await sealed(root)).toBe(clean);
});

test("on a disk that is full nothing is torn, and there is a clear error", async (context) => {
  const root = at("full");
  mkdirSync(root);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=180k", "parley", root]);
  if (mounted.status !== 0) context.skip("only root can mount the small disk that this needs");
  try {
    const { code, stderr } = await explore(root, 1).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: The disk is full: `.*\/tmp\/.*` could not be written\./u);
    expect(stderr).toContain("Make room, then give the same command again.");
    expectWholeShards(root);
    expect(shardsIn(root).length).toBeGreaterThan(0);
    expect(readdirSync(join(root, "tmp"))).toEqual([]);
    expect(spawnSync("mount", ["-o", "remount,size=50m", root]).status).toBe(0);
    expect((await explore(root, 1).ended).code).toBe(0);
    expect(await sealed(root)).toBe(clean);
  } finally {
    spawnSync("umount", [root]);
  }
});

const all = Array.from({ length: 15 }, (_, index) => index);
const splits: readonly (readonly (readonly number[])[])[] = [
  [all],
  [all.toReversed()],
  [all.filter((index) => index % 2 === 1), all.filter((index) => index % 2 === 0)],
  [all.slice(0, 7), all.slice(7)],
  [all.toSorted((one, other) => ((one * 7) % 15) - ((other * 7) % 15))],
];
const splitsAndWorkers = splits.flatMap((_, split) =>
  [0, 1, 2, 3].map((workers) => [split, workers]),
);
// One of each split and of each number of workers; `npm run faults` takes all 20.
const chosen = thorough
  ? splitsAndWorkers
  : [
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 2],
      [4, 3],
    ];

test.each(chosen)("split %d with %d workers has the same content", async (split, workers) => {
  const root = at(`split-${split}-${workers}`);
  mkdirSync(root);
  const { ensemble } = await planned(createNodeFolder(root), asked);
  for (const part of splits[split]) {
    await computeShards(root, part, {
      workers,
      signal: new AbortController().signal,
      isMissing: () => Promise.resolve(true),
      onStored: () => {},
    });
  }
  expect((await surveyOf(ensemble)).complete.size).toBe(15);
  await sealEnsemble(ensemble);
  expect(manifestIn(root)).toBe(clean);
});
