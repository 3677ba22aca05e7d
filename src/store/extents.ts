import { mostShards } from "./shard-name.js";
import { StoreProblem } from "./store-problem.js";

/** The futures [from, to) of a shard. */
export interface ShardRange {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * How the futures of an ensemble fall into shards. `ends` are the numbers of futures it was planned
 * and then grown to, rising: 1,500 in shards of 1,000, grown to 3,000, has the shards 0–1,000,
 * 1,000–1,500, 1,500–2,500 and 2,500–3,000. So a shard stays what it was however often the ensemble
 * grows, and the ensemble has exactly the futures that were asked for.
 */
export function shardCount(ends: readonly number[], shardSize: number): number {
  let count = 0;
  let from = 0;
  for (const end of ends) {
    count += Math.ceil((end - from) / shardSize);
    from = end;
  }
  if (count > mostShards) {
    throw new StoreProblem(
      "bad-plan",
      `${ends[ends.length - 1]} futures in shards of ${shardSize} are ${count} shards; an ensemble has at most ${mostShards}.`,
      "Give a larger --shard-size.",
    );
  }
  return count;
}

/** The range of one shard, or undefined if the ensemble has no such shard. */
export function shardRange(
  ends: readonly number[],
  shardSize: number,
  index: number,
): ShardRange | undefined {
  let before = 0;
  let from = 0;
  for (const end of ends) {
    const shards = Math.ceil((end - from) / shardSize);
    if (index < before + shards) {
      const start = from + (index - before) * shardSize;
      return { index, from: start, to: Math.min(start + shardSize, end) };
    }
    before += shards;
    from = end;
  }
  return undefined;
}

/** The shard that holds a future, or undefined if the ensemble has no such future. */
export function shardOfFuture(
  ends: readonly number[],
  shardSize: number,
  future: number,
): ShardRange | undefined {
  let before = 0;
  let from = 0;
  for (const end of ends) {
    if (future < end) {
      const index = before + Math.floor((future - from) / shardSize);
      return shardRange(ends, shardSize, index);
    }
    before += Math.ceil((end - from) / shardSize);
    from = end;
  }
  return undefined;
}
