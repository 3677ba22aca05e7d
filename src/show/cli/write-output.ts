import { stat } from "node:fs/promises";
import { dirname } from "node:path";

import { makeFolder } from "../node/make-folder.js";
import { reasonOf } from "../node/reason-of.js";
import { writeWhole } from "../node/write-whole.js";
import type { Fail } from "./named-in.js";

/** Writes a file as a whole; false, and said why, where that cannot be. */
export async function writeOutput(
  file: string,
  contents: string | Uint8Array,
  fail: Fail,
): Promise<boolean> {
  try {
    await writeWhole(file, contents);
    return true;
  } catch (error) {
    fail(...(await unwritten(file, error)));
    return false;
  }
}

/** The same, with its folder where that is not there yet. */
export async function writeWithFolder(
  file: string,
  contents: string | Uint8Array,
  fail: Fail,
): Promise<boolean> {
  try {
    await makeFolder(dirname(file));
  } catch (error) {
    fail(`The folder of \`${file}\` cannot be made: ${reasonOf(error)}.`);
    return false;
  }
  return writeOutput(file, contents, fail);
}

/** What there is to say of a file that could not be written, and what to do instead. */
export async function unwritten(
  file: string,
  error: unknown,
): Promise<[message: string, help?: string]> {
  const folder = dirname(file);
  const there = await stat(folder).catch(() => null);
  if (there !== null) return [`\`${file}\` cannot be written: ${reasonOf(error)}.`];
  return [
    `\`${file}\` cannot be written: its folder does not exist.`,
    `Make the folder \`${folder}\` first, or name another.`,
  ];
}
