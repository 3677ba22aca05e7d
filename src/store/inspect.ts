import { rangeOf } from "./ensemble.js";
import type { Ensemble } from "./ensemble.js";
import type { SealedShard } from "./manifest.js";
import { aboutFile, openParquet, rowsOf } from "./parquet-read.js";
import { parseShardFileName, shardFolder } from "./shard-name.js";
import type { ShardFile } from "./shard-name.js";
import { failedKey, planKey, rangeKey, shardKey } from "./shard-rows.js";
import { StoreProblem } from "./store-problem.js";

/** A file of a shard that is what its name says, or why it is not. */
export type Inspected =
  | {
      readonly kind: "sound";
      readonly file: ShardFile;
      readonly bytes: number;
      readonly rows: number;
      readonly failed: number;
    }
  | { readonly kind: "unsound"; readonly file: ShardFile; readonly why: string };

/**
 * Reads all of a file and compares it with the hash in its name; then what it says of itself with
 * the plan. Readers of Parquet do not notice a flipped bit, the hash does.
 */
export async function inspectFile(ensemble: Ensemble, file: ShardFile): Promise<Inspected> {
  const { folder, stored } = ensemble;
  const path = `${shardFolder}/${file.name}`;
  const unsound = (why: string): Inspected => ({ kind: "unsound", file, why });
  const bytes = await folder.read(path);
  const sha256 = folder.sha256(bytes);
  if (sha256 !== file.sha256) {
    return unsound(
      `its ${bytes.length} bytes have the hash ${sha256.slice(0, 12)}…, not that of its name`,
    );
  }
  try {
    const source = await openParquet(folder, path);
    const { from, to } = rangeOf(ensemble, file.index);
    if (aboutFile(source, planKey) !== stored.sha256) return unsound("it belongs to another plan");
    if (
      aboutFile(source, shardKey) !== String(file.index) ||
      aboutFile(source, rangeKey) !== `${from} ${to}`
    ) {
      return unsound("it holds other futures than its number says");
    }
    const failed = Number(aboutFile(source, failedKey) ?? 0);
    return { kind: "sound", file, bytes: bytes.length, rows: rowsOf(source), failed };
  } catch (error) {
    if (error instanceof StoreProblem) return unsound("it is no Parquet file");
    throw error;
  }
}

/** The entry of a shard in the manifest, from its sound files. */
export function sealedShardOf(
  ensemble: Ensemble,
  index: number,
  files: readonly Extract<Inspected, { kind: "sound" }>[],
): SealedShard {
  const { from, to } = rangeOf(ensemble, index);
  const rows = files.find(({ file }) => file.part === "rows");
  if (rows === undefined) throw new Error(`shard ${index} has no rows`);
  return {
    index,
    from,
    to,
    rows: rows.rows,
    failed: rows.failed,
    files: files.map(({ file, bytes }) => ({ name: file.name, sha256: file.sha256, bytes })),
  };
}

/** The files in the shards' folder that are of this ensemble by their names, by number and part. */
export async function shardFiles(ensemble: Ensemble): Promise<readonly ShardFile[]> {
  return (await ensemble.folder.list(shardFolder))
    .toSorted()
    .flatMap((name) => parseShardFileName(name) ?? [])
    .filter(({ index, part }) => index < ensemble.shards && ensemble.parts.includes(part));
}
