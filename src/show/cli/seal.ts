import type { Command } from "commander";

import { thousands } from "#argue/words";
import { inRuns, type Ensemble } from "#store/ensemble";
import { quarantineFolder, sealEnsemble } from "#store/seal";
import type { SealResult } from "#store/seal";

import { counted, extentOf } from "./compute-missing.js";
import type { CommandIo } from "./io.js";
import { storedCommand } from "./open-stored.js";
import { tellError } from "./open-target.js";
import { megabytes } from "./shards-progress.js";

/** `parley seal`: every shard is checked against its hash, and the manifest written. */
export function sealCommand(io: CommandIo): Command {
  const json = "print the manifest";
  const description = "check every shard of an ensemble against its hash, and write manifest.json";
  return storedCommand(
    {
      name: "seal",
      description,
      json,
      run: (ensemble, path, asJson) => runSeal(ensemble, path, asJson, io),
    },
    io,
  );
}

async function runSeal(
  ensemble: Ensemble,
  path: string,
  json: boolean,
  io: CommandIo,
): Promise<void> {
  const result = await sealEnsemble(ensemble, (done, total) =>
    io.progress?.(`checked ${thousands(done)} of ${thousands(total)} files`),
  );
  io.progress?.(null);
  tellQuarantined(result, path, io);
  if (result.manifest === null) {
    const many = result.missing.length > 1;
    tellError(
      io,
      `\`${path}\` is not sealed: of ${thousands(ensemble.shards)} shards, ${inRuns(result.missing)} ${many ? "are" : "is"} missing.`,
      `Compute what is missing with \`parley shard --from ${result.missing[0]} --to ${result.missing[result.missing.length - 1]} ${path}\`; shards that are there are left alone.`,
    );
    return;
  }
  const { manifest } = result;
  if (json) io.write(`${JSON.stringify(manifest, null, 2)}\n`);
  else {
    io.write(
      `\`${path}\` is sealed: ${extentOf(ensemble)}, ${thousands(manifest.rows)} rows of which ${thousands(manifest.failed)} failed, ${counted(manifest.shards.length, "shard", "shards")}, ${megabytes(manifest.bytes)}.\n`,
    );
  }
}

function tellQuarantined({ quarantined }: SealResult, path: string, io: CommandIo): void {
  for (const { name, why } of quarantined) {
    io.writeError(
      `warning: \`${name}\` was damaged (${why}) and is now in \`${path}/${quarantineFolder}\`.\n`,
    );
  }
}
