import { randomBytes } from "node:crypto";
import { open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file so that its name always leads to the whole of it, old or new: to a name beside it
 * first, through to the disk, then renamed. What is there and no file, such as /dev/stdout, cannot be
 * replaced and is written to. Throws what the system says, with nothing left over.
 */
export async function writeWhole(file: string, contents: string | Uint8Array): Promise<void> {
  if (!(await isReplaceable(file))) {
    await writeFile(file, contents);
    return;
  }
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function isReplaceable(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return true;
  }
}
