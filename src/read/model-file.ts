import type { Checked } from "#study/diagnostic";
import { FileProblem } from "#study/host";
import type { Files } from "#study/host";
import type { Model } from "#study/model";
import type { Place } from "#study/place";

import { readTextFile } from "./files.js";
import { readModel } from "./native/model.js";
import { largestFile, tooLarge } from "./utf8.js";
import { decodeVensim } from "./vensim/decode-vensim.js";
import { readVensim } from "./vensim/read-vensim.js";
import { readXmile } from "./xmile/read.js";

/** The endings of files that hold a model, in lower case. */
const modelEndings = [".yaml", ".yml", ".mdl", ".xmile", ".stmx"] as const;

/** Whether a file is in Parley's own format, by its ending. */
export function isNativeFile(path: string): boolean {
  return /\.ya?ml$/iu.test(path);
}

/**
 * Reads a model in the format that the ending of its file tells; `at` is where the file is named,
 * null on the command line.
 */
export async function readModelFile(
  files: Files,
  path: string,
  at: Place | null = null,
): Promise<Checked<Model>> {
  const ending = /\.[^./]+$/u.exec(path)?.[0].toLowerCase() ?? "";
  if (ending === ".mdl") return readBytes(files, path, at);
  if (isNativeFile(path)) {
    const { source, diagnostics } = await readTextFile(files, path, at);
    return source === undefined ? { diagnostics } : readModel(source);
  }
  if (ending === ".xmile" || ending === ".stmx") {
    const { source, diagnostics } = await readTextFile(files, path, at);
    return source === undefined ? { diagnostics } : readXmile(source.text, path, files);
  }
  return {
    diagnostics: [
      {
        code: "unknown-model-format",
        severity: "error",
        message: `\`${path}\` does not look like a model.`,
        help: `Models are read from files that end in ${modelEndings.join(", ")}.`,
        ...(at === null ? {} : { place: at }),
      },
    ],
  };
}

/** Vensim's files say for themselves in which encoding they are. */
async function readBytes(files: Files, path: string, at: Place | null): Promise<Checked<Model>> {
  try {
    const bytes = await files.read(path);
    if (bytes.length > largestFile)
      return { diagnostics: tooLarge(bytes.length, path).diagnostics };
    return await readVensim(decodeVensim(path, bytes), files);
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    // Said as for any other file that cannot be read.
    return { diagnostics: (await readTextFile(files, path, at)).diagnostics };
  }
}
