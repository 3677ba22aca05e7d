import { Sha256 } from "#numeric/hash";
import { column } from "#numeric/table";
import type { RunPlan, RunResults } from "./plan.js";

/**
 * The SHA-256 (FIPS 180-4) of what the positions' futures gave: plan after plan, case after case,
 * outcome after outcome in the study's order, future after future, each number as a little-endian
 * double. Equal on every machine and for any number of threads. A future that failed counts as NaN.
 */
export class EnsembleHash {
  readonly #hash = new Sha256();
  readonly #outcomes: readonly string[];

  /** By the keys of the study's outcomes. */
  constructor(outcomes: Iterable<string>) {
    this.#outcomes = [...outcomes];
  }

  add({ cases, from, to }: RunPlan, results: RunResults): void {
    const rows = to - from;
    const bytes = new DataView(new ArrayBuffer(8 * rows));
    for (const { id } of cases) {
      const result = results.get(id);
      if (result === undefined) throw new Error(`no results came back for the case ${id}`);
      const failed = new Set(result.failures.map(({ row }) => row));
      for (const key of this.#outcomes) {
        const values = column(result.outcomes, key);
        for (let row = 0; row < rows; row++) {
          if (failed.has(row) || Number.isNaN(values[row])) {
            bytes.setUint32(8 * row, 0, true);
            bytes.setUint32(8 * row + 4, 0x7ff80000, true);
          } else {
            bytes.setFloat64(8 * row, values[row], true);
          }
        }
        this.#hash.add(new Uint8Array(bytes.buffer));
      }
    }
  }

  /** As 64 lower-case hexadecimal digits; nothing may be added after that. */
  digest(): string {
    return this.#hash.digest();
  }
}
