import { availableParallelism } from "node:os";

import { thousands } from "#argue/words";
import { futuresOf, rangeOf, surveyOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { twoHashes } from "#store/store-shard";
import { clearTemporary } from "#store/publish";

import { computeShards } from "../node/shard-pool.js";
import type { CommandIo } from "./io.js";
import { ShardsProgress } from "./shards-progress.js";
import { interrupted } from "./run-options.js";

export interface Computed {
  /** How many shards were asked for, how many of them are stored now. */
  readonly shards: number;
  readonly stored: number;
  /** Shards that were there before. */
  readonly before: number;
  readonly runs: number;
  readonly failed: number;
  readonly seconds: number;
  /** Whether the person stopped it. */
  readonly stopped: boolean;
}

/**
 * Computes what is missing of some shards of an ensemble and stores it. Says so, and sets the exit
 * code, where it was stopped. Throws `StoreProblem`s and `FolderProblem`s.
 */
export async function computeMissing(
  ensemble: Ensemble,
  root: string,
  wanted: readonly number[],
  workers: number | undefined,
  io: CommandIo,
): Promise<Computed> {
  await clearTemporary(ensemble.folder);
  const survey = await surveyOf(ensemble);
  for (const [index, files] of survey.conflicts) {
    throw twoHashes(
      index,
      files.map(({ name }) => name),
    );
  }
  const width = (index: number): number => {
    const { from, to } = rangeOf(ensemble, index);
    return to - from;
  };
  const sum = (shards: readonly number[]) =>
    shards.reduce((total, index) => total + width(index), 0);
  const missing = wanted.filter((index) => !survey.complete.has(index));
  const { policies, positions } = ensemble.stored.plan;
  const total = sum(wanted);
  const cases = policies.length * positions.length;
  const progress = new ShardsProgress(io, cases, total - sum(missing), total);
  await computeShards(root, missing, {
    workers: workers ?? availableParallelism(),
    signal: io.signal,
    isMissing: async (index) => {
      if (!(await surveyOf(ensemble)).complete.has(index)) return true;
      progress.skip(width(index));
      return false;
    },
    onStored: (index, failed) => progress.add(width(index), failed),
  });
  io.progress?.(null);
  const { complete } = await surveyOf(ensemble);
  const stored = wanted.filter((index) => complete.has(index)).length;
  const stopped = io.signal.aborted && stored < wanted.length;
  if (stopped) {
    io.writeError(
      `Stopped. ${thousands(stored)} of ${thousands(wanted.length)} shards are stored; the same command goes on with the rest.\n`,
    );
    io.setExitCode(interrupted);
  }
  return {
    shards: wanted.length,
    stored,
    before: wanted.length - missing.length,
    runs: progress.runs,
    failed: progress.failed,
    seconds: progress.seconds,
    stopped,
  };
}

/** "1 shard", "1,000 shards" */
export function counted(count: number, one: string, more: string): string {
  return `${thousands(count)} ${count === 1 ? one : more}`;
}

/** "1,000 futures × 6 policies × 2 positions" */
export function extentOf(ensemble: Ensemble): string {
  const { policies, positions } = ensemble.stored.plan;
  const parts = [
    counted(futuresOf(ensemble), "future", "futures"),
    counted(policies.length, "policy", "policies"),
  ];
  if (positions.length > 1) parts.push(counted(positions.length, "position", "positions"));
  return parts.join(" × ");
}
