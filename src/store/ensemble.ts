import type { Folder } from "./folder.js";
import { sketchedSeries } from "./columns.js";
import { shardCount, shardRange } from "./extents.js";
import type { ShardRange } from "./extents.js";
import { readEnds } from "./growth.js";
import { readPlan } from "./plan.js";
import type { StoredPlan } from "./plan.js";
import { parseShardFileName, shardFolder } from "./shard-name.js";
import type { ShardFile, ShardPart } from "./shard-name.js";
import { StoreProblem } from "./store-problem.js";

/** A stored ensemble: its plan and how far it has grown. What of it is there, `surveyOf` tells. */
export interface Ensemble {
  readonly folder: Folder;
  readonly stored: StoredPlan;
  /** The numbers of futures it was planned and grown to; the last one is what it has now. */
  readonly ends: readonly number[];
  readonly shards: number;
  /** What files every shard has. */
  readonly parts: readonly ShardPart[];
}

/** Opens the ensemble in a folder. Throws a `StoreProblem` if there is none or its plan is damaged. */
export async function openEnsemble(folder: Folder): Promise<Ensemble> {
  const stored = await readPlan(folder);
  if (stored === null) {
    throw new StoreProblem(
      "no-plan",
      "There is no ensemble here: `plan.json` is missing.",
      "`parley explore STUDY --out DIR` makes one.",
    );
  }
  const ends = await readEnds(folder, stored);
  const shards = shardCount(ends, stored.plan.shardSize);
  const parts: readonly ShardPart[] =
    sketchedSeries(stored.plan).length === 0 ? ["rows"] : ["rows", "sketches"];
  return { folder, stored, ends, shards, parts };
}

/** The number of futures. */
export function futuresOf({ ends }: Ensemble): number {
  return ends[ends.length - 1];
}

/** The futures of a shard. Throws a `StoreProblem` if the ensemble has no such shard. */
export function rangeOf({ ends, stored, shards }: Ensemble, index: number): ShardRange {
  const range = shardRange(ends, stored.plan.shardSize, index);
  if (range !== undefined) return range;
  throw new StoreProblem(
    "no-shard",
    `The ensemble has no shard ${index}: its ${shards} shards are counted from 0 to ${shards - 1}.`,
  );
}

/** What lies in the shards' folder, by names alone. */
export interface Survey {
  /** By number: the files of shards that have all their parts, once each. */
  readonly complete: ReadonlyMap<number, readonly ShardFile[]>;
  /** Numbers of shards of which a part or all is missing, rising. */
  readonly missing: readonly number[];
  /** Shards of which one part is there with different hashes: a determinism alarm. */
  readonly conflicts: ReadonlyMap<number, readonly ShardFile[]>;
  /** Names that are no shard's of this ensemble. */
  readonly foreign: readonly string[];
}

/** Lists what is there. Completeness is read from the shards on the disk and from nothing else. */
export async function surveyOf(ensemble: Ensemble): Promise<Survey> {
  const found = new Map<number, ShardFile[]>();
  const foreign: string[] = [];
  for (const name of (await ensemble.folder.list(shardFolder)).toSorted()) {
    const file = parseShardFileName(name);
    if (file === null || file.index >= ensemble.shards || !ensemble.parts.includes(file.part)) {
      foreign.push(name);
      continue;
    }
    const before = found.get(file.index);
    if (before === undefined) found.set(file.index, [file]);
    else before.push(file);
  }
  const complete = new Map<number, readonly ShardFile[]>();
  const conflicts = new Map<number, readonly ShardFile[]>();
  const missing: number[] = [];
  for (let index = 0; index < ensemble.shards; index++) {
    const files = found.get(index) ?? [];
    const counts = ensemble.parts.map((part) => files.filter((file) => file.part === part).length);
    if (counts.some((count) => count > 1)) conflicts.set(index, files);
    else if (counts.every((count) => count === 1)) complete.set(index, files);
    else missing.push(index);
  }
  return { complete, missing, conflicts, foreign };
}

/** The path of one part of a complete shard. */
export function partPath(files: readonly ShardFile[], part: ShardPart): string {
  const file = files.find((one) => one.part === part);
  if (file === undefined) throw new Error(`the shard has no part "${part}"`);
  return `${shardFolder}/${file.name}`;
}

/** Numbers as people write them: "0 to 3, 7 and 9 to 12"; the first few where there are many. */
export function inRuns(numbers: readonly number[], most = 8): string {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = runs[runs.length - 1];
    if (last !== undefined && number === last.to + 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  const texts = runs
    .slice(0, most)
    .map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  if (runs.length > most) return `${texts.join(", ")} …`;
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} and ${texts[texts.length - 1]}`;
}
