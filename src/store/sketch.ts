import { sketchedSeries } from "./columns.js";
import type { ShardRange } from "./extents.js";
import { ParquetFile } from "./parquet-file.js";
import type { ColumnValues, ParquetColumn } from "./parquet-file.js";
import type { StoredPlan } from "./plan.js";
import { aboutShard, seriesOf } from "./shard-rows.js";
import type { CaseRows } from "./shard-rows.js";

/**
 * Quantile sketches: how many futures have a value between `low` and `high`, in bins that are at
 * most 1/128 of their value wide (the idea of Masson, Rim and Lee, "DDSketch", PVLDB 12 (12), 2019,
 * with bins of the binary format instead of a logarithm). Counts of shards add up, so that what comes
 * out does not depend on how the futures were split.
 */
const sketchColumns: readonly ParquetColumn[] = [
  { name: "policy", type: "text" },
  { name: "position", type: "text" },
  { name: "series", type: "text" },
  { name: "time", type: "double" },
  { name: "low", type: "double" },
  { name: "high", type: "double" },
  { name: "count", type: "whole" },
];

/** Bits of the significand that are kept besides sign and exponent: 2^7 bins between powers of 2. */
const significandBits = 7;
const droppedBits = 20 - significandBits;

/** A bin and the number of values in it; `low` = `high` for what is not finite. */
export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * The bins of some values, rising, without empty ones; infinities have bins of their own, NaN the
 * last one. A value v is in the bin with low ≤ v < high, or low < v ≤ high below zero.
 */
export function binsOf(values: Float64Array): readonly Bin[] {
  const words = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const numbers = new Int32Array(values.length);
  let least = Infinity;
  let most = -Infinity;
  let finite = 0;
  let nans = 0;
  const infinities = { below: 0, above: 0 };
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!Number.isFinite(value)) {
      if (Number.isNaN(value)) nans++;
      else if (value < 0) infinities.below++;
      else infinities.above++;
      continue;
    }
    // Typed arrays have the machine's byte order; all machines that run this are little-endian.
    const number = binNumber(words.getInt32(8 * index + 4, true));
    numbers[finite++] = number;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  const bins: Bin[] = [];
  const add = (low: number, high: number, count: number) => {
    if (count > 0) bins.push({ low, high, count });
  };
  add(-Infinity, -Infinity, infinities.below);
  const counts = new Uint32Array(finite === 0 ? 0 : most - least + 1);
  for (let index = 0; index < finite; index++) counts[numbers[index] - least]++;
  for (const [index, count] of counts.entries()) {
    if (count > 0) add(edge(least + index), edge(least + index + 1), count);
  }
  add(Infinity, Infinity, infinities.above);
  add(NaN, NaN, nans);
  return bins;
}

/** Rises with the value: from 0 on above zero, from −1 down below, −0 among the latter. */
function binNumber(high: number): number {
  return high >= 0 ? high >> droppedBits : -1 - ((high & 0x7fffffff) >> droppedBits);
}

/** The lower end of a bin. */
function edge(number: number): number {
  const view = new DataView(new ArrayBuffer(8));
  const distance = Math.abs(number);
  view.setInt32(0, distance << droppedBits);
  const value = view.getFloat64(0);
  return number < 0 ? -value : value;
}

/** The sketches of a shard, as a Parquet file: a group for every position and policy. */
export class ShardSketches {
  readonly #stored: StoredPlan;
  readonly #range: ShardRange;
  readonly #file = new ParquetFile(sketchColumns);

  constructor(stored: StoredPlan, range: ShardRange) {
    this.#stored = stored;
    this.#range = range;
  }

  add(position: string, one: CaseRows): void {
    const futures = this.#range.to - this.#range.from;
    const names: string[] = [];
    const at: number[] = [];
    const found: Bin[] = [];
    for (const { column, key, saves, times } of sketchedSeries(this.#stored.plan)) {
      const series = seriesOf(one, key);
      for (const [index, save] of saves.entries()) {
        for (const bin of binsOf(series.subarray(save * futures, (save + 1) * futures))) {
          names.push(column);
          at.push(times[index]);
          found.push(bin);
        }
      }
    }
    this.#file.addGroup(
      names.length,
      new Map<string, ColumnValues>([
        ["policy", names.map(() => one.policy)],
        ["position", names.map(() => position)],
        ["series", names],
        ["time", Float64Array.from(at)],
        ["low", Float64Array.from(found, ({ low }) => low)],
        ["high", Float64Array.from(found, ({ high }) => high)],
        ["count", BigInt64Array.from(found, ({ count }) => BigInt(count))],
      ]),
    );
  }

  /** The bytes of the file. */
  finish(): Uint8Array {
    return this.#file.finish(aboutShard(this.#stored, this.#range));
  }
}
