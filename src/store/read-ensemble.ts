import type { Table } from "#numeric/table";
import { future, rowColumns, status, statusOk } from "./columns.js";
import { futuresOf, openEnsemble, inRuns, partPath, surveyOf } from "./ensemble.js";
import type { Ensemble } from "./ensemble.js";
import { keyMatches } from "./find-column.js";
import type { Folder } from "./folder.js";
import { asDoubles, groupRanges, openParquet, readColumn } from "./parquet-read.js";
import { StoreProblem } from "./store-problem.js";

export interface EnsembleSelection {
  /** Names of columns of numbers: `future`, premises, outcomes, as in plan.json. */
  readonly columns: readonly string[];
  /** Keys; all where left out. */
  readonly policies?: readonly string[];
  readonly positions?: readonly string[];
  /** `ok`: rows in which every outcome is a finite number (the default); `all`: failed ones too. */
  readonly rows?: "ok" | "all";
}

/** The futures of one policy under one position. */
export interface EnsembleTable {
  readonly policy: string;
  readonly position: string;
  /** The columns asked for, in the order of futures. */
  readonly table: Table;
  /** Of each row of `table`, 1 if every outcome is a finite number. */
  readonly ok: Uint8Array;
  /** How many futures failed, whether they are in `table` or not. */
  readonly failed: number;
}

/**
 * Columns of a stored ensemble, a table for every position and policy in the order of the plan.
 * Memory: 8 bytes a value asked for.
 *
 * Throws a `StoreProblem` where there is no ensemble, where shards are missing or damaged, and for
 * columns, policies and positions that it does not have.
 */
export async function readEnsemble(
  folder: Folder,
  selection: EnsembleSelection,
): Promise<readonly EnsembleTable[]> {
  const ensemble = await openEnsemble(folder);
  const { complete, missing, conflicts } = await surveyOf(ensemble);
  if (missing.length > 0 || conflicts.size > 0) throw incomplete(ensemble, missing, conflicts);
  const cases = chosenCases(ensemble, selection);
  const columns = selection.columns.map((name) => chosenColumn(ensemble, name));
  const builders = cases.map(() => new TableBuilder(columns, futuresOf(ensemble)));
  for (const index of [...complete.keys()].toSorted((one, other) => one - other)) {
    const files = complete.get(index) ?? [];
    const source = await openParquet(folder, partPath(files, "rows"));
    const groups = groupRanges(source);
    for (const [at, { group }] of cases.entries()) {
      const range = groups[group];
      const states = await readColumn(source, status, range);
      const ok = Uint8Array.from(states as ArrayLike<unknown>, (one) => (one === statusOk ? 1 : 0));
      const values: Float64Array[] = [];
      for (const column of columns) values.push(asDoubles(await readColumn(source, column, range)));
      builders[at].add(values, ok, selection.rows ?? "ok");
    }
  }
  return cases.map(({ policy, position }, at) => ({ policy, position, ...builders[at].finish() }));
}

/** A case and the number of its row group in every shard. */
interface ChosenCase {
  readonly policy: string;
  readonly position: string;
  readonly group: number;
}

function chosenCases(
  { stored: { plan } }: Ensemble,
  { policies, positions }: EnsembleSelection,
): readonly ChosenCase[] {
  const wanted = (
    keys: readonly string[] | undefined,
    all: readonly { readonly key: string; readonly name: string }[],
    what: string,
  ): readonly string[] =>
    keys?.map((name) => keyMatches(name, all, ({ key }) => key, `The ensemble has no ${what}`)) ??
    all.map(({ key }) => key);
  const chosenPolicies = wanted(policies, plan.policies, "policy");
  const chosenPositions = wanted(positions, plan.positions, "position");
  return plan.positions.flatMap((position, row) =>
    plan.policies.flatMap((policy, column) =>
      chosenPositions.includes(position.key) && chosenPolicies.includes(policy.key)
        ? [
            {
              policy: policy.key,
              position: position.key,
              group: row * plan.policies.length + column,
            },
          ]
        : [],
    ),
  );
}

function chosenColumn({ stored: { plan } }: Ensemble, name: string): string {
  const numbers = rowColumns(plan)
    .filter(({ type }) => type === "double" || type === "whole")
    .map((one) => one.name);
  const named = [
    { key: future, name: future, column: future },
    ...plan.premises,
    ...plan.outcomes,
  ].filter(({ column }) => numbers.includes(column));
  return keyMatches(name, named, ({ column }) => column, "The ensemble has no column of numbers");
}

function incomplete(
  { shards }: Ensemble,
  missing: readonly number[],
  conflicts: ReadonlyMap<number, unknown>,
): StoreProblem {
  if (conflicts.size > 0) {
    return new StoreProblem(
      "two-hashes",
      `There are two different results for shard ${inRuns([...conflicts.keys()])}.`,
      "`parley verify DIR` says which files these are.",
    );
  }
  return new StoreProblem(
    "incomplete",
    `The ensemble is not complete: of its ${shards} shards, ${inRuns(missing)} ${missing.length === 1 ? "is" : "are"} missing.`,
    "`parley explore STUDY --out DIR` goes on with what is missing.",
  );
}

class TableBuilder {
  readonly #columns: ReadonlyMap<string, Float64Array>;
  readonly #ok: Uint8Array;
  #rows = 0;
  #failed = 0;

  constructor(columns: readonly string[], rows: number) {
    this.#columns = new Map(columns.map((name) => [name, new Float64Array(rows)]));
    this.#ok = new Uint8Array(rows);
  }

  add(values: readonly Float64Array[], ok: Uint8Array, rows: "ok" | "all"): void {
    const kept = rows === "all" ? [...ok.keys()] : [...ok.keys()].filter((row) => ok[row] === 1);
    let at = 0;
    for (const target of this.#columns.values()) {
      const from = values[at++];
      if (kept.length === ok.length) target.set(from, this.#rows);
      else for (const [index, row] of kept.entries()) target[this.#rows + index] = from[row];
    }
    for (const [index, row] of kept.entries()) this.#ok[this.#rows + index] = ok[row];
    for (const one of ok) this.#failed += 1 - one;
    this.#rows += kept.length;
  }

  finish(): { readonly table: Table; readonly ok: Uint8Array; readonly failed: number } {
    const columns = new Map(
      [...this.#columns].map(([name, values]) => [name, values.subarray(0, this.#rows)]),
    );
    return {
      table: { rows: this.#rows, columns },
      ok: this.#ok.subarray(0, this.#rows),
      failed: this.#failed,
    };
  }
}
