import { createShardComputer } from "#explore/shard-computer";
import { loadStudy } from "#parley";
import { createRunner } from "#run/runner";
import { openEnsemble } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import type { Folder } from "#store/folder";
import { storeShard } from "#store/store-shard";
import { StoreProblem } from "#store/store-problem";
import { studyFiles } from "#store/study-files";
import type { Study } from "#study/study";

import { createNodeFolder } from "./folder.js";
import { createNodeHost } from "./host.js";

/** Computes shards of one ensemble on this thread and stores them. */
export interface Shards {
  /** Gives how many runs of the shard failed. */
  compute(index: number): Promise<number>;
}

/** Makes ready to compute shards of the ensemble in a folder. Throws a `StoreProblem`. */
export async function openShards(
  root: string,
  folder: Folder = createNodeFolder(root),
): Promise<Shards> {
  const ensemble = await openEnsemble(folder);
  const study = await studyOf(ensemble);
  const runner = await createRunner(createNodeHost(root), 0);
  const compute = await createShardComputer(ensemble, study, runner);
  return {
    async compute(index) {
      const shard = await compute(index);
      await storeShard(ensemble, shard);
      return shard.failed;
    },
  };
}

/** The study that an ensemble was planned for, from the copy in its folder. */
export async function studyOf({ folder, stored }: Ensemble): Promise<Study> {
  const { plan } = stored;
  const { value: study, diagnostics } = await loadStudy(studyFiles(folder, plan), plan.study.file);
  if (study !== undefined) return study;
  throw new StoreProblem(
    "bad-plan",
    `The study in the folder cannot be read: ${diagnostics[0]?.message ?? "it has errors"}`,
    `It was planned with Parley ${plan.parley}.`,
  );
}
