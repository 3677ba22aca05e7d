import { createHash, randomBytes } from "node:crypto";
import { link, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

import { FolderProblem } from "#store/folder";
import type { Folder, FolderProblemCode } from "#store/folder";

import { makeFolder } from "./make-folder.js";

/** A folder on a disk. Paths are the store's own, never those of a file that somebody wrote. */
export function createNodeFolder(root: string): Folder {
  const at = (path: string): string => join(root, path);
  return {
    list: (path) =>
      told(path, async () => {
        try {
          return await readdir(at(path));
        } catch (error) {
          if (codeOf(error) === "ENOENT") return [];
          throw error;
        }
      }),
    size: (path) => told(path, async () => (await stat(at(path))).size),
    read: (path) => told(path, () => readFile(at(path))),
    slice: (path, from, to) => told(path, () => readSlice(at(path), from, to)),
    create: (path, bytes) => told(path, () => writeThrough(at(path), bytes)),
    rename: (from, to) => told(from, () => rename(at(from), at(to))),
    link: (from, to) => told(from, () => linkNew(at(from), at(to))),
    sync: (path) => told(path, () => syncFolder(at(path))),
    makeFolder: (path) =>
      told(path, async () => {
        await makeFolder(at(path));
      }),
    remove: (path) => told(path, () => rm(at(path), { force: true })),
    sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    temporaryName: () => `${hostname()}.${process.pid}.${randomBytes(8).toString("hex")}`,
    isAbandoned,
  };
}

async function readSlice(file: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const bytes = new Uint8Array(to - from);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where a disk has no hard links, a look and a rename have to do. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
  }
  if (await isThere(to)) return false;
  await rename(from, to);
  return true;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

/** Windows cannot open folders; its file systems keep the order of names by themselves. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only of this machine's processes can it be known that they have ended. */
function isAbandoned(temporaryName: string): boolean {
  const match = /^(.*)\.(\d+)\.[0-9a-f]{16}$/u.exec(temporaryName);
  if (match === null || match[1] !== hostname()) return false;
  const writer = Number(match[2]);
  if (writer === process.pid) return false;
  try {
    process.kill(writer, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

const codes: ReadonlyMap<string, FolderProblemCode> = new Map([
  ["ENOENT", "missing"],
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EACCES", "denied"],
  ["EPERM", "denied"],
  ["EROFS", "denied"],
]);

const reasons: Readonly<Record<FolderProblemCode, string>> = {
  missing: "it is not there",
  full: "the disk is full",
  denied: "permission denied",
  failed: "the disk failed",
};

/** Errors of the file system as `FolderProblem`s; anything else as it is. */
async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const known = codes.get(code) ?? "failed";
    const reason = known === "failed" ? `${reasons.failed} (${code})` : reasons[known];
    throw new FolderProblem(known, path, reason);
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
