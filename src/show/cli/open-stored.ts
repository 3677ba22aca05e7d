import { stat } from "node:fs/promises";
import { Command } from "commander";

import { openEnsemble } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";

import { createNodeFolder } from "../node/folder.js";
import type { CommandIo } from "./io.js";
import { tellError } from "./open-target.js";
import { tellProblem } from "./tell-problem.js";

/** Opens the ensemble in a folder; null, and said why, if there is none. */
export async function openStored(path: string, io: CommandIo): Promise<Ensemble | null> {
  const isFolder = await stat(path).then(
    (status) => status.isDirectory(),
    () => null,
  );
  if (isFolder !== true) {
    tellError(
      io,
      isFolder === null ? `There is no folder \`${path}\`.` : `\`${path}\` is no folder.`,
      "Name the folder of an ensemble; `parley explore STUDY --out DIR` makes one.",
    );
    return null;
  }
  try {
    return await openEnsemble(createNodeFolder(path));
  } catch (error) {
    tellProblem(error, path, io);
    return null;
  }
}

/** What a command does with a stored ensemble; what it throws is told. */
export interface StoredCommand {
  readonly name: string;
  readonly description: string;
  /** What `--json` prints. */
  readonly json: string;
  run(ensemble: Ensemble, path: string, json: boolean): Promise<void>;
}

/** A command that opens the ensemble in a folder and says something of it. */
export function storedCommand(
  { name, description, json, run }: StoredCommand,
  io: CommandIo,
): Command {
  return new Command(name)
    .description(description)
    .argument("<folder>", "an ensemble's folder")
    .option("--json", json)
    .action(async (path: string, options: { readonly json?: boolean }) => {
      const ensemble = await openStored(path, io);
      if (ensemble === null) return;
      try {
        await run(ensemble, path, options.json === true);
      } catch (error) {
        tellProblem(error, path, io);
      }
    });
}
