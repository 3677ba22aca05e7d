import { FileProblem } from "#study/host";
import type { Files } from "#study/host";
import { FolderProblem } from "./folder.js";
import type { Folder } from "./folder.js";
import { studyFolder } from "./plan.js";
import type { Plan } from "./plan.js";
import { publish } from "./publish.js";
import { StoreProblem } from "./store-problem.js";

/** Files that were read through `Files`, so that an ensemble can keep them. */
export interface RecordedFiles extends Files {
  readonly recorded: ReadonlyMap<string, Uint8Array>;
}

export function recordFiles(files: Files): RecordedFiles {
  const recorded = new Map<string, Uint8Array>();
  return {
    recorded,
    async read(path) {
      const bytes = await files.read(path);
      recorded.set(path, bytes);
      return bytes;
    },
  };
}

/** What a plan says of the files of its study. */
export function plannedFiles(folder: Folder, { recorded }: RecordedFiles): Plan["study"]["files"] {
  return [...recorded]
    .map(([path, bytes]) => ({ path, sha256: folder.sha256(bytes), bytes: bytes.length }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Keeps the study beside the plan, so that any machine that has the folder can compute shards. */
export async function storeStudy(
  folder: Folder,
  { recorded }: RecordedFiles,
  table: Uint8Array | null,
): Promise<void> {
  const there = new Set(await folder.list(studyFolder));
  for (const bytes of [...recorded.values(), ...(table === null ? [] : [table])]) {
    const sha256 = folder.sha256(bytes);
    if (!there.has(sha256)) await publish(folder, `${studyFolder}/${sha256}`, bytes);
  }
}

/** The files of the study that an ensemble was planned for. Throws a `StoreProblem` if one changed. */
export function studyFiles(folder: Folder, plan: Plan): Files {
  return {
    async read(path) {
      const planned = plan.study.files.find((file) => file.path === path);
      if (planned === undefined) throw new FileProblem("missing", path, "it is not in the plan");
      return readStudyBlob(folder, planned.sha256, `the study's \`${path}\``);
    },
  };
}

/** What is kept beside the plan under its hash. Throws a `StoreProblem` if it changed. */
export async function readStudyBlob(
  folder: Folder,
  sha256: string,
  what = "the table of futures",
): Promise<Uint8Array> {
  const stored = `${studyFolder}/${sha256}`;
  const bytes = await folder.read(stored).catch((error: unknown) => {
    if (error instanceof FolderProblem && error.code === "missing") throw changed(stored, what);
    throw error;
  });
  if (folder.sha256(bytes) !== sha256) throw changed(stored, what);
  return bytes;
}

function changed(stored: string, what: string): StoreProblem {
  return new StoreProblem(
    "bad-plan",
    `\`${stored}\`, which is ${what}, is missing or was changed.`,
    "Take it from a copy of the folder, or put the file there under this name.",
  );
}
