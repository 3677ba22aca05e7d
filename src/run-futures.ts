import { regrets } from "#analyse/robustness/metrics";
import { categoryColumn, dataTable, numberColumn } from "#analyse/data-table";
import type { DataColumn, DataTable } from "#analyse/data-table";
import { scorerOf } from "#argue/criterion";
import type { Scorer } from "#argue/criterion";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { createRunner } from "#run/runner";
import { supportOf } from "#study/distribution";
import { coordinates, valuesOf } from "#sample/futures";
import type { Host } from "#study/host";
import { keyOf } from "#study/name";
import type { Distribution, Policy, Position, Study } from "#study/study";

import { runDesign } from "#run-design";
import type { DesignResult } from "#run-design";

export interface FuturesOptions {
  readonly futures: number;
  readonly seed: number;
  /** Keys; all policies where left out. */
  readonly policies?: readonly string[] | undefined;
  /** Whose premises and criterion; the whole ranges and the study's own where left out. */
  readonly position?: string | undefined;
  /** 0: everything on the calling thread. Default: as many as the host has cores. */
  readonly workers?: number | undefined;
  /** Runs done and in all; what it throws gives the run up. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Every policy in the same futures. */
export interface FuturesRun {
  /** A column for every premise by key. */
  readonly values: Table;
  /** Keys of the premises that vary. */
  readonly varying: readonly string[];
  readonly policies: readonly Policy[];
  /** By the index of the policy. */
  readonly results: readonly DesignResult[];
  readonly scorer: Scorer;
  /** The criterion by the index of the policy; NaN where a run failed. */
  readonly scores: readonly Float64Array[];
}

/** Futures of a study in memory, the same as those of `parley argue` and `parley explore`. */
export async function runFutures(
  study: Study,
  host: Host,
  { futures, seed, onProgress, ...options }: FuturesOptions,
): Promise<FuturesRun> {
  const position =
    options.position === undefined ? null : (study.positions.get(options.position) as Position);
  const beliefs = beliefsOf(study, position);
  const scorer = scorerOf(position?.criterion ?? study.criterion, study);
  const unit = coordinates(seed, [...study.premises.keys()], 0, futures, study.correlations);
  const values = valuesOf(unit, beliefs);
  const keys = options.policies ?? [...study.policies.keys()];
  const policies = keys.map((key) => study.policies.get(key) as Policy);
  const runner = await createRunner(host, options.workers ?? host.cores);
  const results: DesignResult[] = [];
  let done = 0;
  try {
    for (const policy of policies) {
      const result = await runDesign(study, runner, policy, values, seed, (runs) => {
        done += runs;
        onProgress?.(done, futures * policies.length);
      });
      results.push(result);
    }
  } finally {
    await runner.stop();
  }
  const scores = results.map(({ outcomes, failed }) =>
    scorer.score(outcomes, values.columns).map((score, row) => (failed[row] === 1 ? NaN : score)),
  );
  const varying = [...beliefs].flatMap(([key, belief]) => (varies(belief) ? [key] : []));
  return { values, varying, policies, results, scorer, scores };
}

/** What a position, or nobody in particular, holds about every premise. */
export function beliefsOf(
  study: Study,
  position: Position | null,
): ReadonlyMap<string, Distribution> {
  return new Map(
    [...study.premises.values()].map(({ key, open }) => [
      key,
      position?.holds.get(key)?.belief ?? open,
    ]),
  );
}

/** Whether a belief leaves more than one value open. */
export function varies(belief: Distribution): boolean {
  const { low, high } = supportOf(belief);
  return low < high;
}

/** The best policy of a future in which several are level. */
const tie = "a tie";

/** Names of the columns that a table of futures has besides premises and outcomes. */
export const futuresColumns = {
  criterion: "criterion",
  regret: "regret",
  best: "best policy",
  policy: "policy",
} as const;

/**
 * The futures as a table, a row a future and policy, those of one policy after those of another: the
 * premises (switches and choices as text columns of their labels), the outcomes, the criterion, the
 * regret (how far the policy is behind the best one of the same future, in the criterion), the best
 * policy of the future (`a tie` where several are level), and the policy. Regret and best policy are
 * gaps in futures in which any policy failed. A name that the study has already is the study's.
 */
export function futuresTable(study: Study, run: FuturesRun): DataTable {
  const { values, policies, results, scores, scorer } = run;
  const futures = values.rows;
  const rows = futures * policies.length;
  const repeated = (one: Float64Array): Float64Array => joined(policies.map(() => one));
  const columns: DataColumn[] = [];
  for (const { key, name, open } of study.premises.values()) {
    columns.push(premiseColumn(name, open, repeated(column(values, key))));
  }
  for (const { key, name } of study.outcomes.values()) {
    const parts = results.map(({ outcomes, failed }) =>
      column(outcomes, key).map((value, row) => (failed[row] === 1 ? NaN : value)),
    );
    columns.push(numberColumn(name, joined(parts)));
  }
  const behind = regrets(scores, scorer.better);
  const names = policies.map(({ name }) => name);
  const labels = [...names, tie];
  const best = Float64Array.from({ length: futures }, (_, row) => {
    if (behind.some((one) => !Number.isFinite(one[row]))) return NaN;
    const level = behind.flatMap((one, policy) => (one[row] === 0 ? [policy] : []));
    return level.length === 1 ? level[0] : labels.length - 1;
  });
  const policyOf = names.flatMap((name) => Array.from({ length: futures }, () => name));
  const own = [
    numberColumn(futuresColumns.criterion, joined(scores)),
    numberColumn(futuresColumns.regret, joined(behind)),
    { name: futuresColumns.best, labels, values: repeated(best) },
    categoryColumn(futuresColumns.policy, policyOf),
  ];
  const taken = new Set(columns.map(({ name }) => keyOf(name)));
  return dataTable(rows, [...columns, ...own.filter(({ name }) => !taken.has(keyOf(name)))]);
}

/** Choices by their labels; numbers as they are. */
function premiseColumn(name: string, open: Distribution, values: Float64Array): DataColumn {
  if (open.kind !== "choices") return numberColumn(name, values);
  const labels = open.values.map((value, index) => open.labels[index] || String(value));
  return { name, labels, values: values.map((value) => open.values.indexOf(value)) };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}
