import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import type { Runner } from "#run/runner";
import type { Policy, Study } from "#study/study";

import { failuresOf, outcomeTable, parametersOf, prepare } from "#run-block";

/** What came of one policy at every row of a design. */
export interface DesignResult {
  /** A column for every outcome of the study by key, in the rows of the design. */
  readonly outcomes: Table;
  /** Of each row, 1 if an outcome is not a finite number. */
  readonly failed: Uint8Array;
  /** Why the first failed; null where none did, or where it cannot be told. */
  readonly cause: string | null;
}

/** Rows handed over at a time, so that a stop is soon heard. */
const rowsAtOnce = 4096;

/**
 * Runs a policy at every row of a design: `values` has a column for each premise of the model by key.
 * A model that draws at random draws for row k what it draws for future k. Throws what `onProgress`
 * throws: that is how a run is given up.
 */
export async function runDesign(
  study: Study,
  runner: Runner,
  policy: Policy,
  values: Table,
  seed: number,
  onProgress: (runs: number) => void,
): Promise<DesignResult> {
  const prepared = prepare(study, policy, []);
  const failed = new Uint8Array(values.rows);
  const columns = new Map(
    [...study.outcomes.keys()].map((key) => [key, new Float64Array(values.rows)]),
  );
  let cause: string | null = null;
  for (let from = 0; from < values.rows; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce, values.rows);
    const parameters = parametersOf(prepared.program, policy, to - from, (premise) =>
      column(values, premise).subarray(from, to),
    );
    const block = await runner.run(prepared.program, {
      futures: to - from,
      parameters: parameters.slice(),
      firstFuture: from,
      seed,
    });
    for (const [key, found] of outcomeTable(prepared.program, block).columns) {
      columns.get(key)?.set(found, from);
    }
    for (const { row, cause: why } of failuresOf(prepared, block, parameters, {
      seed,
      future: from,
    })) {
      failed[from + row] = 1;
      cause ??= why;
    }
    onProgress(to - from);
  }
  return { outcomes: { rows: values.rows, columns }, failed, cause };
}
