import { join } from "node:path";

import { FolderProblem } from "#store/folder";
import { StoreProblem } from "#store/store-problem";

import type { CommandIo } from "./io.js";
import { tellError } from "./open-target.js";

/**
 * Says what is wrong with a stored ensemble, or with the disk that it is on; throws again what is
 * neither. `folder` is what the person calls the ensemble's folder.
 */
export function tellProblem(error: unknown, folder: string, io: CommandIo): void {
  io.progress?.(null);
  if (error instanceof StoreProblem) {
    const help = error.help?.replaceAll(/\bDIR\b/gu, folder);
    tellError(io, `\`${folder}\`: ${error.message}`, help);
    return;
  }
  if (!(error instanceof FolderProblem)) throw error;
  const path = join(folder, error.path);
  if (error.code === "full") {
    tellError(
      io,
      `The disk is full: \`${path}\` could not be written.`,
      "What is finished is stored and whole. Make room, then give the same command again.",
    );
    return;
  }
  tellError(io, `\`${path}\` cannot be read or written: ${error.message}.`);
}
