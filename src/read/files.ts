import type { Diagnostic } from "#study/diagnostic";
import { FileProblem, type FileProblemCode, type Files } from "#study/host";
import { SourceText, type Place } from "#study/place";
import { decodeUtf8 } from "./utf8.js";

/** A text file, or why it could not be had. `at` is where it is named. */
export async function readTextFile(
  files: Files,
  path: string,
  at: Place | null,
): Promise<{ readonly source?: SourceText; readonly diagnostics: readonly Diagnostic[] }> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(path);
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    return { diagnostics: [diagnosticOf(problem, path, at)] };
  }
  const { value, diagnostics } = decodeUtf8(bytes, path);
  return value === undefined
    ? { diagnostics }
    : { source: new SourceText(path, value), diagnostics };
}

/** A path beside another file, both relative to the study's folder. */
export function besides(file: string, path: string): string {
  const slash = file.lastIndexOf("/");
  return slash < 0 ? path : `${file.slice(0, slash)}/${path}`;
}

interface Words {
  readonly message: string;
  readonly help?: string;
}

const words: Readonly<Record<FileProblemCode, (path: string, problem: FileProblem) => Words>> = {
  missing: (path) => ({
    message: `There is no file \`${path}\`.`,
    ...(path === "study.yaml"
      ? { help: "A folder with a study has one; `parley new FOLDER` makes a study to start from." }
      : {}),
  }),
  outside: (path) => ({
    message: `\`${path}\` leads out of the study's folder, and only files inside it are read.`,
    help: "Copy the file into the folder and give its path from there, with `/` between parts.",
  }),
  folder: (path) => ({ message: `\`${path}\` is a folder, not a file.` }),
  unreadable: (path, problem) => ({
    message: `\`${path}\` cannot be read: ${problem.message}.`,
  }),
  "too-large": (path) => ({ message: `\`${path}\` has more than 64 MB and is not read.` }),
};

function diagnosticOf(problem: FileProblem, path: string, at: Place | null): Diagnostic {
  const place = at === null ? {} : { place: at };
  const code = `file-${problem.code}`;
  return { code, severity: "error", ...words[problem.code](path, problem), ...place };
}
