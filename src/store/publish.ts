import { FolderProblem } from "./folder.js";
import type { Folder } from "./folder.js";

/** Where files are until they are whole. */
export const temporaryFolder = "tmp";
/** A temporary file may be cleared away by somebody who takes its writer for dead. */
const attempts = 3;

/**
 * Puts a file in its place, whole or not at all, whenever the power fails: written under a
 * temporary name, brought to the disk, renamed, and the folder's entry brought to the disk as well.
 * What was there under that name is replaced. `path` has a folder and a name, or a name alone.
 */
export async function publish(folder: Folder, path: string, bytes: Uint8Array): Promise<void> {
  await place(folder, path, bytes, async (temporary) => {
    await folder.rename(temporary, path);
    return true;
  });
}

/** As `publish`, but what is there stays: false if something has the name already. */
export async function publishNew(
  folder: Folder,
  path: string,
  bytes: Uint8Array,
): Promise<boolean> {
  return place(folder, path, bytes, async (temporary) => {
    const placed = await folder.link(temporary, path);
    await folder.remove(temporary);
    return placed;
  });
}

/** Removes what writers that have ended left behind. */
export async function clearTemporary(folder: Folder): Promise<void> {
  for (const name of await folder.list(temporaryFolder)) {
    if (folder.isAbandoned(name)) await folder.remove(`${temporaryFolder}/${name}`);
  }
}

async function place(
  folder: Folder,
  path: string,
  bytes: Uint8Array,
  settle: (temporary: string) => Promise<boolean>,
): Promise<boolean> {
  await folder.makeFolder(temporaryFolder);
  const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  if (parent !== ".") await folder.makeFolder(parent);
  for (let attempt = 1; ; attempt++) {
    const temporary = `${temporaryFolder}/${folder.temporaryName()}`;
    try {
      await folder.create(temporary, bytes);
      const placed = await settle(temporary);
      await folder.sync(parent);
      return placed;
    } catch (error) {
      // Half a file is of no use; on a full disk its room is.
      await folder.remove(temporary).catch(() => undefined);
      const lost = error instanceof FolderProblem && error.code === "missing";
      if (!lost || attempt === attempts) throw error;
    }
  }
}
