import { rangeOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { ShardBuilder } from "#store/store-shard";
import type { ShardBytes } from "#store/store-shard";
import type { Runner } from "#run/runner";
import type { Study } from "#study/study";

import { createExplorer } from "./explorer.js";

/** Computes shards: each depends on the ensemble's plan and its number alone. */
export type ShardComputer = (index: number) => Promise<ShardBytes>;

/** `study` is the ensemble's own, as read from its folder. */
export function createShardComputer(
  ensemble: Ensemble,
  study: Study,
  runner: Runner,
): ShardComputer {
  const { plan } = ensemble.stored;
  const explorer = createExplorer(study, runner, {
    seed: plan.seed,
    policies: plan.policies.map(({ key }) => key),
    series: [...new Set(plan.series.map(({ key }) => key))],
  });
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
