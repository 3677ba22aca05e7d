import { column as columnOf } from "#numeric/table";
import { keptSeries, statusOk, status as statusColumn } from "./columns.js";
import { futuresOf, partPath, surveyOf } from "./ensemble.js";
import type { Ensemble } from "./ensemble.js";
import { shardOfFuture } from "./extents.js";
import { asDoubles, groupRanges, openParquet, readColumn } from "./parquet-read.js";
import { StoreProblem } from "./store-problem.js";
import type { Table } from "#numeric/table";

/** One future under one policy and position; all of them keys. */
export interface RunKey {
  readonly future: number;
  readonly policy: string;
  readonly position: string;
}

/** What an ensemble holds of one run. */
export interface StoredRun {
  readonly ok: boolean;
  /** By key. */
  readonly premises: ReadonlyMap<string, number>;
  readonly outcomes: ReadonlyMap<string, number>;
  /** By name; the values at the times that the plan keeps. */
  readonly series: ReadonlyMap<string, readonly number[]>;
}

/**
 * Looks up one run; null if its shard is not stored yet. Throws a `StoreProblem` if the ensemble has
 * no such future.
 */
export async function readRun(ensemble: Ensemble, run: RunKey): Promise<StoredRun | null> {
  const { folder, stored, ends } = ensemble;
  const { plan } = stored;
  const range = shardOfFuture(ends, plan.shardSize, run.future);
  if (range === undefined) {
    const futures = futuresOf(ensemble);
    throw new StoreProblem(
      "no-future",
      `The ensemble has no future ${run.future}: its ${futures} futures are counted from 0 to ${futures - 1}.`,
    );
  }
  const files = (await surveyOf(ensemble)).complete.get(range.index);
  if (files === undefined) return null;
  const source = await openParquet(folder, partPath(files, "rows"));
  const position = plan.positions.findIndex(({ key }) => key === run.position);
  const policy = plan.policies.findIndex(({ key }) => key === run.policy);
  const group = groupRanges(source)[position * plan.policies.length + policy];
  const row = group.rowStart + run.future - range.from;
  const at = { rowStart: row, rowEnd: row + 1 };
  const numbers = async (columns: readonly { readonly key: string; readonly column: string }[]) => {
    const found = new Map<string, number>();
    for (const { key, column } of columns) {
      found.set(key, asDoubles(await readColumn(source, column, at))[0]);
    }
    return found;
  };
  const series = new Map<string, readonly number[]>();
  for (const { name, column } of keptSeries(plan)) {
    const lists: ArrayLike<unknown> = await readColumn(source, column, at);
    series.set(name, [...(lists[0] as ArrayLike<number> & Iterable<number>)]);
  }
  const states: ArrayLike<unknown> = await readColumn(source, statusColumn, at);
  return {
    ok: states[0] === statusOk,
    premises: await numbers(plan.premises),
    outcomes: await numbers(plan.outcomes),
    series,
  };
}

/** What was computed again of a run. */
export interface ReplayedRun {
  /** One row each, by key. */
  readonly premises: Table;
  readonly outcomes: Table;
  /** A column for every variable by name, a row for every save. */
  readonly trajectory: Table;
}

/** Where a run that was computed again differs from what is stored, bit for bit; a sentence each. */
export function runDifferences(
  { stored: { plan } }: Ensemble,
  stored: StoredRun,
  replayed: ReplayedRun,
): readonly string[] {
  const differences: string[] = [];
  const compare = (what: string, one: number | undefined, other: number | undefined) => {
    if (Object.is(one, other)) return;
    differences.push(`${what} is ${one} where it is stored, and ${other} now.`);
  };
  for (const { key, name } of plan.premises) {
    compare(`The premise "${name}"`, stored.premises.get(key), columnOf(replayed.premises, key)[0]);
  }
  for (const { key, name } of plan.outcomes) {
    compare(`The outcome "${name}"`, stored.outcomes.get(key), columnOf(replayed.outcomes, key)[0]);
  }
  for (const { name, saves, times } of keptSeries(plan)) {
    const values = columnOf(replayed.trajectory, name);
    for (const [index, save] of saves.entries()) {
      compare(`"${name}" at ${times[index]}`, stored.series.get(name)?.[index], values[save]);
    }
  }
  return differences;
}
