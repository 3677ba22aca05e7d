import {
  deviationFromBase,
  deviationFromBest,
  hurwicz,
  laplace,
  maximumRegret,
  meanVariance,
  percentile,
  regretQuantile,
  regrets,
  satisficingShare,
  worst,
} from "#analyse/robustness/metrics";
import type { Better, PolicyTable } from "#analyse/robustness/metrics";
import { regretSchemaName } from "#analyse/robustness/document";
import type { RegretDocument } from "#analyse/robustness/document";
import { mean } from "#numeric/quantile";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { createRunner } from "#run/runner";
import { medianOf } from "#sample/distribution";
import type { Host } from "#study/host";
import type { Position, Study } from "#study/study";

import { runDesign } from "#run-design";
import { beliefsOf, runFutures } from "#run-futures";
import type { FuturesOptions, FuturesRun } from "#run-futures";

export interface RegretOptions extends FuturesOptions {
  /** The key of an outcome; the criterion where left out. */
  readonly outcome?: string | undefined;
  /** A value of it that is good enough. */
  readonly enough?: number | undefined;
  /** Of Hurwicz, from 0 for the worst future to 1 for the best; a half if not given. */
  readonly optimism?: number | undefined;
}

export interface RegretResult {
  readonly document: RegretDocument;
  /** A row a policy, a column a future in which all finished. */
  readonly table: PolicyTable;
  readonly regrets: PolicyTable;
}

/**
 * How robust each policy is over the futures of a study, by every metric of `robustness/metrics`.
 * Throws a RangeError for an outcome of which neither less nor more is preferred.
 */
export async function regret(
  study: Study,
  host: Host,
  options: RegretOptions,
): Promise<RegretResult> {
  const better = betterOf(study, options);
  const run = await runFutures(study, host, options);
  const base = await baseValues(study, host, run, options);
  const all = run.policies.map((_, policy) => measureOf(run, policy, options.outcome));
  const whole = all[0].map((_, row) => Number(all.every((values) => Number.isFinite(values[row]))));
  const table = all.map((values) => values.filter((_, row) => whole[row] === 1));
  const { enough, optimism = 0.5 } = options;
  const behind = regrets(table, better);
  const metrics: Metrics = {
    mean: laplace(table),
    worst: worst(table, better),
    percentile90: percentile(table, better, 0.9),
    hurwicz: hurwicz(table, better, optimism),
    meanVariance: meanVariance(table, better),
    maximumRegret: maximumRegret(table, better),
    meanRegret: behind.map((row) => mean(row)),
    regret90: regretQuantile(table, better, 0.9),
    satisficing: enough === undefined ? null : satisficingShare(table, better, enough),
    deviationFromBase: deviationFromBase([{ table, base }]),
    deviationFromBest: deviationFromBest([{ table, better }]),
  };
  const finished = table[0]?.length ?? 0;
  const document: RegretDocument = {
    schema: regretSchemaName,
    study: study.title,
    position: options.position ?? null,
    measure: options.outcome ?? "criterion",
    better,
    futures: finished,
    failed: whole.length - finished,
    seed: options.seed,
    enough: enough ?? null,
    optimism,
    policies: run.policies.map(({ key, label }, policy) => ({
      key,
      label,
      ...mapped(metrics, (values) => finiteOrNull(values?.[policy])),
    })),
    choices: choicesOf(metrics, better, run),
  };
  return { document, table, regrets: behind };
}

type MetricName = Exclude<keyof RegretDocument["policies"][number], "key" | "label">;
type Metrics = Readonly<Record<MetricName, readonly number[] | null>>;

function mapped(
  metrics: Metrics,
  of: (values: readonly number[] | null) => number | null,
): Record<MetricName, number | null> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, values]) => [name, of(values)]),
  ) as Record<MetricName, number | null>;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Of these a large value is bad, whatever is measured. */
const alwaysLess: readonly MetricName[] = [
  "maximumRegret",
  "meanRegret",
  "regret90",
  "deviationFromBase",
  "deviationFromBest",
];

function choicesOf(metrics: Metrics, better: Better, run: FuturesRun): RegretDocument["choices"] {
  return (Object.entries(metrics) as [MetricName, readonly number[] | null][]).flatMap(
    ([metric, values]) => {
      if (values === null || values.some(Number.isNaN) || values.length === 0) return [];
      const least = alwaysLess.includes(metric) || (metric !== "satisficing" && better === "less");
      const best = least ? Math.min(...values) : Math.max(...values);
      const policies = run.policies.filter((_, policy) => values[policy] === best);
      return [{ metric, policies: policies.map(({ key }) => key) }];
    },
  );
}

function betterOf(study: Study, { outcome, position }: RegretOptions): Better {
  if (outcome === undefined) {
    const own = position === undefined ? null : study.positions.get(position)?.criterion;
    const criterion = own ?? study.criterion;
    if (criterion.kind === "success") return "more";
    if (criterion.kind === "loss") return "less";
    return study.outcomes.get(criterion.outcome)?.prefer ?? "less";
  }
  const prefer = study.outcomes.get(outcome)?.prefer ?? null;
  if (prefer !== null) return prefer;
  throw new RangeError(
    `of "${study.outcomes.get(outcome)?.name ?? outcome}" neither less nor more is preferred`,
  );
}

function measureOf(run: FuturesRun, policy: number, outcome: string | undefined): Float64Array {
  if (outcome === undefined) return run.scores[policy];
  const { outcomes, failed } = run.results[policy];
  return column(outcomes, outcome).map((value, row) => (failed[row] === 1 ? NaN : value));
}

/** What each policy comes to where every premise is at its middle. */
async function baseValues(
  study: Study,
  host: Host,
  run: FuturesRun,
  options: RegretOptions,
): Promise<readonly number[]> {
  const position =
    options.position === undefined ? null : (study.positions.get(options.position) as Position);
  const middles = new Map(
    [...beliefsOf(study, position)].map(([key, belief]) => [
      key,
      Float64Array.of(
        position === null ? (study.premises.get(key)?.at ?? medianOf(belief)) : medianOf(belief),
      ),
    ]),
  );
  const values: Table = { rows: 1, columns: middles };
  const runner = await createRunner(host, 0);
  const found: number[] = [];
  for (const policy of run.policies) {
    const result = await runDesign(study, runner, policy, values, options.seed, () => {});
    const score =
      options.outcome === undefined
        ? run.scorer.score(result.outcomes, middles)
        : column(result.outcomes, options.outcome);
    found.push(score[0]);
  }
  await runner.stop();
  return found;
}
