import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import {
  cause,
  future,
  keptSeries,
  policy,
  position,
  rowColumns,
  status,
  statusFailed,
  statusOk,
} from "./columns.js";
import type { ShardRange } from "./extents.js";
import { ParquetFile } from "./parquet-file.js";
import type { ColumnValues } from "./parquet-file.js";
import type { StoredPlan } from "./plan.js";

/** What came of one policy under one position in the futures of a shard. */
export interface CaseRows {
  readonly policy: string;
  /** A column for every outcome by key. */
  readonly outcomes: Table;
  /** The rows that failed, counted from 0; why, where it was looked into. */
  readonly failures: readonly { readonly row: number; readonly cause: string | null }[];
  /** By key of a series: `save · futures + row`, for every save of a run. */
  readonly series: ReadonlyMap<string, Float64Array>;
}

/** The metadata of a shard's file, by which it is known to belong to its plan. */
export const planKey = "parley.plan";
export const shardKey = "parley.shard";
export const rangeKey = "parley.futures";
export const failedKey = "parley.failed";

/**
 * The rows of a shard, as a Parquet file: a group for every position and policy, in the order of
 * the plan, in each a row for every future. The values of premises are stored once a position.
 */
export class ShardRows {
  readonly #stored: StoredPlan;
  readonly #range: ShardRange;
  readonly #file: ParquetFile;
  #failed = 0;

  constructor(stored: StoredPlan, range: ShardRange) {
    this.#stored = stored;
    this.#range = range;
    this.#file = new ParquetFile(rowColumns(stored.plan));
  }

  /** All policies of one position; `premises` has a column for every premise by key. */
  async addPosition(
    key: string,
    premises: Table,
    cases: AsyncIterable<CaseRows> | Iterable<CaseRows>,
  ): Promise<void> {
    const { plan } = this.#stored;
    let like: number | null = null;
    for await (const one of cases) {
      const values = this.#caseColumns(one);
      if (like === null) {
        values.set(future, this.#futures());
        values.set(position, this.#repeated(key));
        for (const premise of plan.premises) {
          values.set(premise.column, column(premises, premise.key));
        }
      }
      const group = this.#file.addGroup(this.#rows, values, like);
      like ??= group;
    }
  }

  /** The bytes of the file. */
  finish(): Uint8Array {
    return this.#file.finish(
      aboutShard(this.#stored, this.#range).set(failedKey, String(this.#failed)),
    );
  }

  get #rows(): number {
    return this.#range.to - this.#range.from;
  }

  #repeated(text: string): readonly string[] {
    return Array.from({ length: this.#rows }, () => text);
  }

  #futures(): BigInt64Array {
    const first = BigInt(this.#range.from);
    return BigInt64Array.from({ length: this.#rows }, (_, row) => first + BigInt(row));
  }

  #caseColumns(one: CaseRows): Map<string, ColumnValues> {
    const { plan } = this.#stored;
    const states = [...this.#repeated(statusOk)];
    const causes = Array.from({ length: this.#rows }, (): string | null => null);
    for (const failure of one.failures) {
      states[failure.row] = statusFailed;
      causes[failure.row] = failure.cause;
    }
    this.#failed += one.failures.length;
    const values = new Map<string, ColumnValues>([
      [policy, this.#repeated(one.policy)],
      [status, states],
      [cause, causes],
    ]);
    for (const outcome of plan.outcomes) {
      values.set(outcome.column, column(one.outcomes, outcome.key));
    }
    for (const { column: name, key, saves } of keptSeries(plan)) {
      values.set(name, this.#lists(seriesOf(one, key), saves));
    }
    return values;
  }

  #lists(series: Float64Array, saves: readonly number[]): readonly (readonly number[])[] {
    return Array.from({ length: this.#rows }, (_, row) =>
      saves.map((save) => series[save * this.#rows + row]),
    );
  }
}

/** What the metadata of every file of a shard says. */
export function aboutShard(stored: StoredPlan, range: ShardRange): Map<string, string> {
  return new Map([
    [planKey, stored.sha256],
    [shardKey, String(range.index)],
    [rangeKey, `${range.from} ${range.to}`],
  ]);
}

/** The values of a series in all futures of a case. Throws if it was not computed. */
export function seriesOf({ series }: CaseRows, key: string): Float64Array {
  const values = series.get(key);
  if (values === undefined) throw new Error(`the series "${key}" was not computed`);
  return values;
}
