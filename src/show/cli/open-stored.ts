import { stat } from "node:fs/promises";

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
