import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { FileProblem, type FileProblemCode, type Files } from "#study/host";

const largestFile = 64 * 1024 * 1024;

/**
 * The files in one folder and nothing else: no absolute path, no `..`, no link that leads out, no
 * device. Paths have `/` between their parts.
 */
export function createFolderFiles(folder: string): Files {
  return { read: (path) => readInside(folder, path) };
}

async function readInside(folder: string, path: string): Promise<Uint8Array> {
  if (leadsOut(path)) throw problem("outside", path, "It leads out of the folder");
  const file = await resolveInside(folder, path);
  // Not blocking: a named pipe would wait for a writer for ever.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error) => {
    throw translated(error, path);
  });
  try {
    const status = await handle.stat();
    if (status.isDirectory()) throw problem("folder", path, "It is a folder");
    if (!status.isFile()) throw problem("unreadable", path, "it is no regular file");
    if (status.size > largestFile) throw problem("too-large", path, "It has more than 64 MB");
    return await handle.readFile();
  } catch (error) {
    throw translated(error, path);
  } finally {
    await handle.close();
  }
}

/** By its look alone; backslashes and drive letters are refused everywhere, so that studies travel. */
function leadsOut(path: string): boolean {
  if (path === "" || path.includes("\0") || path.includes("\\")) return true;
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return true;
  return path.split("/").includes("..");
}

/** The real path of a file, links followed, which must lie in the real folder. */
async function resolveInside(folder: string, path: string): Promise<string> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    const inside = file.startsWith(root.endsWith(sep) ? root : root + sep);
    if (inside) return file;
    if (file === root) throw problem("folder", path, "It is a folder");
  } catch (error) {
    throw translated(error, path);
  }
  throw problem("outside", path, "It is a link out of the folder");
}

const codes: ReadonlyMap<string, FileProblemCode> = new Map([
  ["ENOENT", "missing"],
  ["ENOTDIR", "missing"],
  ["EISDIR", "folder"],
]);

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ELOOP", "its links go round in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
]);

/** An error of the file system as a `FileProblem`; anything else as it is. */
function translated(error: unknown, path: string): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (error instanceof FileProblem || typeof code !== "string") return error;
  return problem(codes.get(code) ?? "unreadable", path, reasons.get(code) ?? code);
}

function problem(code: FileProblemCode, path: string, message: string): FileProblem {
  return new FileProblem(code, path, message);
}
