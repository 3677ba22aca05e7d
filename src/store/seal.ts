import { futuresOf, inRuns, surveyOf } from "./ensemble.js";
import type { Ensemble } from "./ensemble.js";
import { inspectFile, sealedShardOf, shardFiles } from "./inspect.js";
import type { Inspected } from "./inspect.js";
import { manifestOf, writeManifest } from "./manifest.js";
import type { Manifest } from "./manifest.js";
import { clearTemporary } from "./publish.js";
import { shardFolder } from "./shard-name.js";
import { twoHashes } from "./store-shard.js";

export const quarantineFolder = "quarantine";

export interface SealResult {
  /** Null if shards are missing; then nothing was written. */
  readonly manifest: Manifest | null;
  /** Files that were moved away because they are not what they should be, and why. */
  readonly quarantined: readonly { readonly name: string; readonly why: string }[];
  readonly missing: readonly number[];
}

/**
 * Checks every shard against its hash and the plan, moves what fails to `quarantine/`, and writes
 * the manifest if all shards are there and sound. What it writes depends on the plan alone. Throws a
 * `StoreProblem` if one shard is there with two results that are both sound.
 */
export async function sealEnsemble(
  ensemble: Ensemble,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<SealResult> {
  const { folder, stored } = ensemble;
  await clearTemporary(folder);
  const files = await shardFiles(ensemble);
  const sound = new Map<number, Extract<Inspected, { kind: "sound" }>[]>();
  const quarantined: { name: string; why: string }[] = [];
  for (const [done, file] of files.entries()) {
    onProgress(done, files.length);
    const inspected = await inspectFile(ensemble, file);
    if (inspected.kind === "sound") {
      sound.set(file.index, [...(sound.get(file.index) ?? []), inspected]);
      continue;
    }
    await folder.makeFolder(quarantineFolder);
    await folder.rename(`${shardFolder}/${file.name}`, `${quarantineFolder}/${file.name}`);
    quarantined.push({ name: file.name, why: inspected.why });
  }
  onProgress(files.length, files.length);
  if (quarantined.length > 0) {
    await folder.sync(quarantineFolder);
    await folder.sync(shardFolder);
  }
  const { missing, conflicts } = await surveyOf(ensemble);
  for (const [index, both] of conflicts) {
    throw twoHashes(
      index,
      both.map(({ name }) => name),
    );
  }
  if (missing.length > 0) return { manifest: null, quarantined, missing };
  const shards = [...sound.keys()]
    .toSorted((one, other) => one - other)
    .map((index) => sealedShardOf(ensemble, index, sound.get(index) ?? []));
  const manifest = manifestOf(stored.sha256, futuresOf(ensemble), shards);
  await writeManifest(folder, manifest);
  return { manifest, quarantined, missing };
}

/** What is wrong with an ensemble, a sentence each; nothing is changed. */
export async function verifyEnsemble(
  ensemble: Ensemble,
  manifest: Manifest | null,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<readonly string[]> {
  const problems: string[] = [];
  const { missing, conflicts, foreign } = await surveyOf(ensemble);
  const files = await shardFiles(ensemble);
  for (const [done, file] of files.entries()) {
    onProgress(done, files.length);
    const inspected = await inspectFile(ensemble, file);
    if (inspected.kind === "unsound") {
      problems.push(`\`${shardFolder}/${file.name}\` is damaged: ${inspected.why}.`);
    }
  }
  onProgress(files.length, files.length);
  if (missing.length > 0) {
    problems.push(`Of ${ensemble.shards} shards, ${inRuns(missing)} ${areOrIs(missing)} missing.`);
  }
  for (const [index, both] of conflicts) {
    const names = both.map(({ name }) => name);
    problems.push(twoHashes(index, names).message);
  }
  for (const name of foreign) problems.push(`\`${shardFolder}/${name}\` is no part of it.`);
  return [...problems, ...againstManifest(ensemble, manifest, files)];
}

function againstManifest(
  ensemble: Ensemble,
  manifest: Manifest | null,
  files: readonly { readonly name: string }[],
): readonly string[] {
  if (manifest === null) return ["It is not sealed: there is no `manifest.json`."];
  if (manifest.plan !== ensemble.stored.sha256) return ["`manifest.json` is of another plan."];
  if (manifest.futures !== futuresOf(ensemble)) {
    return [
      `It has grown to ${futuresOf(ensemble)} futures since it was sealed with ${manifest.futures}.`,
    ];
  }
  const sealed = new Set(manifest.shards.flatMap((shard) => shard.files.map(({ name }) => name)));
  const there = new Set(files.map(({ name }) => name));
  return [
    ...[...sealed]
      .filter((name) => !there.has(name))
      .map((name) => `\`${shardFolder}/${name}\` was sealed and is not there.`),
    ...[...there]
      .filter((name) => !sealed.has(name))
      .map((name) => `\`${shardFolder}/${name}\` was not there when it was sealed.`),
  ];
}

function areOrIs(numbers: readonly number[]): string {
  return numbers.length === 1 ? "is" : "are";
}
