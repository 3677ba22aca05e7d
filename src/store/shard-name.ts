/**
 * The files of a shard are called by its number and the SHA-256 of their bytes:
 * `shards/s00000042-<hash>.parquet` holds the rows, `shards/q00000042-<hash>.parquet` the quantile
 * sketches of series, where the plan asks for such.
 */
export interface ShardFile {
  readonly name: string;
  readonly part: ShardPart;
  readonly index: number;
  readonly sha256: string;
}

export type ShardPart = "rows" | "sketches";

export const shardFolder = "shards";

const letters: Readonly<Record<ShardPart, string>> = { rows: "s", sketches: "q" };
const digits = 8;
/** Shards are counted from 0 in eight digits. */
export const mostShards = 10 ** digits;

export function shardFileName(part: ShardPart, index: number, sha256: string): string {
  return `${letters[part]}${String(index).padStart(digits, "0")}-${sha256}.parquet`;
}

/** Null for anything that is not the name of a shard's file. */
export function parseShardFileName(name: string): ShardFile | null {
  const match = /^([sq])(\d{8})-([0-9a-f]{64})\.parquet$/u.exec(name);
  if (match === null) return null;
  const part = match[1] === letters.rows ? "rows" : "sketches";
  return { name, part, index: Number(match[2]), sha256: match[3] };
}
