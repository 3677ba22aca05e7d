import type { Command } from "commander";
import type { z } from "zod";

import { thousands } from "#argue/words";
import type { Ensemble } from "#store/ensemble";
import { readManifest } from "#store/manifest";
import { verifyEnsemble } from "#store/seal";

import { extentOf } from "./compute-missing.js";
import type { verifiedSchema } from "./ensemble-output.js";
import type { CommandIo } from "./io.js";
import { storedCommand } from "./open-stored.js";
import { harmless } from "./style.js";

/** `parley verify`: whether an ensemble is what was sealed, byte for byte; nothing is changed. */
export function verifyCommand(io: CommandIo): Command {
  const json = "print the problems as JSON (schema parley/verified@1)";
  const description = "check every byte of a sealed ensemble; changes nothing";
  return storedCommand(
    {
      name: "verify",
      description,
      json,
      run: (ensemble, path, asJson) => runVerify(ensemble, path, asJson, io),
    },
    io,
  );
}

async function runVerify(
  ensemble: Ensemble,
  path: string,
  json: boolean,
  io: CommandIo,
): Promise<void> {
  const manifest = await readManifest(ensemble.folder);
  const problems = await verifyEnsemble(ensemble, manifest, (done, total) =>
    io.progress?.(`checked ${thousands(done)} of ${thousands(total)} files`),
  );
  io.progress?.(null);
  if (problems.length > 0) io.setExitCode(1);
  if (json) {
    const document: z.infer<typeof verifiedSchema> = {
      schema: "parley/verified@1",
      plan: ensemble.stored.sha256,
      problems: [...problems],
    };
    io.write(`${JSON.stringify(document, null, 2)}\n`);
  } else if (problems.length === 0) {
    io.write(`\`${path}\` is whole: ${extentOf(ensemble)}, every byte as it was sealed.\n`);
  } else {
    for (const problem of problems) io.writeError(`error: ${harmless(problem)}\n`);
    io.writeError(
      `    help: \`parley seal ${path}\` moves damaged files away; \`parley explore\` and \`parley shard\` compute them again.\n`,
    );
  }
}
