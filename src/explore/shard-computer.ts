import { rangeOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { ShardBuilder } from "#store/store-shard";
import type { ShardBytes } from "#store/store-shard";
import { readStudyBlob } from "#store/study-files";
import type { Runner } from "#run/runner";
import type { Study } from "#study/study";

import { createDesign } from "./design.js";
import { createExplorer } from "./explorer.js";
import type { Explorer } from "./explorer.js";
import { readPremiseTable } from "./premise-table.js";

/** Computes shards: each depends on the ensemble's plan and its number alone. */
export type ShardComputer = (index: number) => Promise<ShardBytes>;

/** Runs what an ensemble plans, or these policies and series of it. `study` is the ensemble's own, as read from its folder. */
export async function explorerOf(
  { folder, stored: { plan } }: Ensemble,
  study: Study,
  runner: Runner,
  policies: readonly string[] = plan.policies.map(({ key }) => key),
  series: readonly string[] = [...new Set(plan.series.map(({ key }) => key))],
): Promise<Explorer> {
  const { seed, design, futures } = plan;
  const table =
    design.kind === "table"
      ? await readPremiseTable(await readStudyBlob(folder, design.sha256), "the table", study)
      : undefined;
  return createExplorer(study, runner, {
    design: createDesign({ study, design, seed, futures, table }),
    seed,
    policies,
    series,
  });
}

/** `study` is the ensemble's own, as read from its folder. */
export async function createShardComputer(
  ensemble: Ensemble,
  study: Study,
  runner: Runner,
): Promise<ShardComputer> {
  const { plan } = ensemble.stored;
  const explorer = await explorerOf(ensemble, study, runner);
  return async (index) => {
    const range = rangeOf(ensemble, index);
    const builder = new ShardBuilder(ensemble, range);
    for (const { key } of plan.positions) {
      const premises = explorer.premises(key, range.from, range.to);
      await builder.addPosition(key, premises, explorer.cases(premises, range.from));
    }
    return builder.finish();
  };
}
