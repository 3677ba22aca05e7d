import { parquetMetadataAsync, parquetScan } from "hyparquet";
import type { AsyncBuffer, DecodedArray, FileMetaData } from "hyparquet";
import type { Folder } from "./folder.js";
import { StoreProblem } from "./store-problem.js";

/** A Parquet file of a folder, of which only what is asked for is read. */
export interface ParquetSource {
  readonly path: string;
  readonly metadata: FileMetaData;
  readonly file: AsyncBuffer;
}

/** Reads the footer. Throws a `StoreProblem` if the file is none. */
export async function openParquet(folder: Folder, path: string): Promise<ParquetSource> {
  const byteLength = await folder.size(path);
  return open(path, byteLength, (from, to) => folder.slice(path, from, to));
}

/** The same for bytes at hand; `path` is what they are called. */
export async function openParquetBytes(bytes: Uint8Array, path: string): Promise<ParquetSource> {
  return open(path, bytes.length, (from, to) => Promise.resolve(bytes.slice(from, to)));
}

async function open(
  path: string,
  byteLength: number,
  slice: (from: number, to: number) => Promise<Uint8Array>,
): Promise<ParquetSource> {
  const file: AsyncBuffer = {
    byteLength,
    slice: async (from, to = byteLength) => {
      // From the end where negative, as `ArrayBuffer.slice` has it.
      const start = from < 0 ? byteLength + from : from;
      return exactBuffer(await slice(start, to));
    },
  };
  try {
    return { path, file, metadata: await parquetMetadataAsync(file) };
  } catch (error) {
    throw damaged(path, error);
  }
}

/** What the key-value metadata says under `key`, or undefined. */
export function aboutFile({ metadata }: ParquetSource, key: string): string | undefined {
  return metadata.key_value_metadata?.find((entry) => entry.key === key)?.value;
}

export function rowsOf({ metadata }: ParquetSource): number {
  return Number(metadata.num_rows);
}

/** Every row group's first row and the row after its last. */
export function groupRanges({
  metadata,
}: ParquetSource): readonly { readonly rowStart: number; readonly rowEnd: number }[] {
  let rowStart = 0;
  return metadata.row_groups.map(({ num_rows }) => {
    const range = { rowStart, rowEnd: rowStart + Number(num_rows) };
    rowStart = range.rowEnd;
    return range;
  });
}

/** One column in the rows [rowStart, rowEnd). Throws a `StoreProblem` if it cannot be read. */
export async function readColumn(
  { path, file, metadata }: ParquetSource,
  column: string,
  { rowStart, rowEnd }: { readonly rowStart: number; readonly rowEnd: number },
): Promise<DecodedArray> {
  try {
    const scan = await parquetScan({ file, metadata, columns: [column], rowStart, rowEnd });
    return await scan.readColumn({ column, rowStart, rowEnd });
  } catch (error) {
    throw damaged(path, error);
  }
}

/** Numbers as doubles; whole numbers come as BigInts. */
export function asDoubles(values: DecodedArray): Float64Array {
  if (values instanceof Float64Array) return values;
  return Float64Array.from(values as ArrayLike<number | bigint>, Number);
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function damaged(path: string, error: unknown): unknown {
  if (error instanceof StoreProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreProblem(
    "bad-shard",
    `\`${path}\` is damaged: ${message}.`,
    "`parley seal` finds all damaged shards, and `parley explore` computes them again.",
  );
}
