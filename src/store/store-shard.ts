import { sketchedSeries } from "./columns.js";
import { inRuns } from "./ensemble.js";
import type { Ensemble } from "./ensemble.js";
import type { ShardRange } from "./extents.js";
import { publish } from "./publish.js";
import { parseShardFileName, shardFileName, shardFolder } from "./shard-name.js";
import type { ShardPart } from "./shard-name.js";
import { StoreProblem } from "./store-problem.js";
import { ShardRows } from "./shard-rows.js";
import type { CaseRows } from "./shard-rows.js";
import { ShardSketches } from "./sketch.js";
import type { Table } from "#numeric/table";

/** A shard that is computed and not yet stored. */
export interface ShardBytes {
  readonly range: ShardRange;
  readonly parts: ReadonlyMap<ShardPart, Uint8Array>;
  /** Runs that failed. */
  readonly failed: number;
}

/** Gathers what comes of the futures of one shard, position by position in the order of the plan. */
export class ShardBuilder {
  readonly #range: ShardRange;
  readonly #rows: ShardRows;
  readonly #sketches: ShardSketches | null;
  #failed = 0;

  constructor({ stored }: Ensemble, range: ShardRange) {
    this.#range = range;
    this.#rows = new ShardRows(stored, range);
    this.#sketches =
      sketchedSeries(stored.plan).length === 0 ? null : new ShardSketches(stored, range);
  }

  async addPosition(key: string, premises: Table, cases: AsyncIterable<CaseRows>): Promise<void> {
    await this.#rows.addPosition(key, premises, this.#watched(key, cases));
  }

  finish(): ShardBytes {
    const parts = new Map<ShardPart, Uint8Array>([["rows", this.#rows.finish()]]);
    if (this.#sketches !== null) parts.set("sketches", this.#sketches.finish());
    return { range: this.#range, parts, failed: this.#failed };
  }

  async *#watched(position: string, cases: AsyncIterable<CaseRows>): AsyncGenerator<CaseRows> {
    for await (const one of cases) {
      this.#sketches?.add(position, one);
      this.#failed += one.failures.length;
      yield one;
    }
  }
}

/**
 * Stores a shard under the hash of its content, so that whoever stores the same shard stores the same
 * file. Throws a `StoreProblem` if the shard is there with another hash: then two computations of one
 * thing differ, which must not be.
 */
export async function storeShard(ensemble: Ensemble, shard: ShardBytes): Promise<void> {
  const { folder } = ensemble;
  const { index } = shard.range;
  for (const [part, bytes] of shard.parts) {
    const sha256 = folder.sha256(bytes);
    const name = shardFileName(part, index, sha256);
    await publish(folder, `${shardFolder}/${name}`, bytes);
    const others = (await folder.list(shardFolder)).filter((other) => {
      const file = parseShardFileName(other);
      return file?.part === part && file.index === index && file.sha256 !== sha256;
    });
    if (others.length > 0) throw twoHashes(index, [name, ...others]);
  }
}

/** Shards that exist with different content: a determinism alarm. */
export function twoHashes(index: number, names: readonly string[]): StoreProblem {
  return new StoreProblem(
    "two-hashes",
    `Shard ${inRuns([index])} was computed twice with different results: ${names.map((name) => `\`${shardFolder}/${name}\``).join(" and ")}. A shard depends on the plan and its number alone, so one of them is wrong.`,
    "Move both out of the folder and compute the shard again, on each of the machines that took part: the one that differs has a fault.",
  );
}
