import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { decodeUtf8 } from "#read/utf8";

import { makeFolder } from "../node/make-folder.js";
import { reasonOf } from "../node/reason-of.js";
import type { CommandIo } from "./io.js";
import { tellError } from "./open-target.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { schemaLine } from "./schema-line.js";
import { starterStudy } from "./starter-study.js";
import { studyFromText } from "./study-from-text.js";

interface NewOptions {
  readonly from?: string;
}

/** Of the files that an editor can be told a schema for. */
const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ["study.yaml", "study.schema.json"],
  ["model.yaml", "model.schema.json"],
]);

/** `parley new`: a study to start from. */
export function newCommand(io: CommandIo): Command {
  return new Command("new")
    .description("write a study to start from, or stubs for a text")
    .argument("<folder>", "where to write it; it must not exist, or be empty")
    .option("--from <text>", "a text: an article, then replies, two blank lines between them")
    .action((folder: string, options: NewOptions) => runNew(folder, options, io));
}

async function runNew(folder: string, options: NewOptions, io: CommandIo): Promise<void> {
  const files = options.from === undefined ? starterStudy : await filesFromText(options.from, io);
  if (files === null) return;
  try {
    if (!(await isFree(folder))) {
      tellError(
        io,
        `\`${folder}\` is not empty, and nothing is overwritten.`,
        "Name a folder that does not exist yet.",
      );
      return;
    }
    for (const [path, content] of files) {
      const file = join(folder, path);
      const schema = SCHEMAS.get(path);
      const first = schema === undefined ? "" : await schemaLine(folder, schema);
      await makeFolder(dirname(file));
      // `wx`: a file that appears in the meantime is not overwritten either.
      await writeFile(file, first + content, { flag: "wx" });
      io.write(`${file}\n`);
    }
  } catch (error) {
    tellError(io, `\`${folder}\` cannot be written: ${reasonOf(error)}.`);
    return;
  }
  io.write(`\nNext: parley check ${folder}\n`);
}

async function filesFromText(
  path: string,
  io: CommandIo,
): Promise<ReadonlyMap<string, string> | null> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    tellError(io, `The text \`${path}\` cannot be read: ${reasonOf(error)}.`);
    return null;
  }
  const { value: text, diagnostics } = decodeUtf8(bytes, path);
  if (text === undefined) {
    const options = { sourceOf: () => undefined, nameOf: (file: string) => file };
    io.writeError(printDiagnostics(diagnostics, { ...options, colour: false, width: io.width }));
    io.setExitCode(1);
    return null;
  }
  if (text.trim() !== "") return studyFromText(text);
  tellError(io, `The text \`${path}\` is empty.`);
  return null;
}

/** A folder that does not exist, or has nothing in it. */
async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}
