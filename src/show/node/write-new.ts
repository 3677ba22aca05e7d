import { basename, dirname } from "node:path";

import { createNodeFolder } from "./folder.js";

/**
 * Writes a file that is not there yet, whole or not at all; false if there is one. The name is given to
 * what the disk has already, as a second link, so that nobody's file is overwritten. Throws a
 * `FolderProblem` where it cannot be written.
 */
export async function writeNew(file: string, text: string): Promise<boolean> {
  const disk = createNodeFolder(dirname(file));
  const name = basename(file);
  const temporary = `.${name}.${disk.temporaryName()}`;
  try {
    await disk.create(temporary, new TextEncoder().encode(text));
    const placed = await disk.link(temporary, name);
    await disk.sync(".");
    return placed;
  } finally {
    await disk.remove(temporary);
  }
}
