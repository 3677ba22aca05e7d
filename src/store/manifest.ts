import { z } from "zod";
import { utf8 } from "#numeric/hash";
import type { Folder } from "./folder.js";
import { parseJson, readIfThere } from "./plan.js";
import { publish } from "./publish.js";

const manifestFile = "manifest.json";

const sealedFile = z.strictObject({
  name: z.string().describe("In `shards/`."),
  sha256: z.string(),
  bytes: z.int().min(0),
});

const sealedShard = z.strictObject({
  index: z.int().min(0),
  from: z.int().min(0).describe("Its first future."),
  to: z.int().min(1).describe("The future after its last."),
  rows: z.int().min(0),
  failed: z.int().min(0).describe("Rows in which an outcome is not a finite number."),
  files: z.array(sealedFile).min(1),
});

/** What a sealed ensemble consists of. The same for the same plan, whoever computed it where. */
export const manifestSchema = z.strictObject({
  schema: z.literal("parley/manifest@1"),
  plan: z.string().describe("SHA-256 of plan.json."),
  futures: z.int().min(1),
  rows: z.int().min(0),
  failed: z.int().min(0),
  bytes: z.int().min(0),
  shards: z.array(sealedShard),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type SealedShard = z.infer<typeof sealedShard>;

/** The manifest of an ensemble, or null if it was not sealed. */
export async function readManifest(folder: Folder): Promise<Manifest | null> {
  const bytes = await readIfThere(folder, manifestFile);
  return bytes === null ? null : parseJson(bytes, manifestSchema, manifestFile, "bad-manifest");
}

export async function writeManifest(folder: Folder, manifest: Manifest): Promise<void> {
  await publish(folder, manifestFile, utf8(`${JSON.stringify(manifest, null, 2)}\n`));
}

/** The manifest of these shards, which must be all of an ensemble, in order. */
export function manifestOf(
  plan: string,
  futures: number,
  shards: readonly SealedShard[],
): Manifest {
  const sum = (of: (shard: SealedShard) => number) =>
    shards.reduce((total, shard) => total + of(shard), 0);
  return {
    schema: "parley/manifest@1",
    plan,
    futures,
    rows: sum(({ rows }) => rows),
    failed: sum(({ failed }) => failed),
    bytes: sum(({ files }) => files.reduce((total, { bytes }) => total + bytes, 0)),
    shards: [...shards],
  };
}
