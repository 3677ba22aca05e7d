import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A study or a model as it was named on the command line. */
export interface Target {
  /** The folder that files are read from. */
  readonly folder: string;
  /** The file in it. */
  readonly file: string;
  /** What a file of the folder is called for the person who asked. */
  nameOf(file: string): string;
}

/** A folder stands for its `study.yaml`; null if there is nothing of that name. */
export async function findTarget(path: string): Promise<Target | null> {
  const status = await statusOf(path);
  if (status === null) return null;
  const folder = status.isDirectory() ? path : dirname(path);
  const file = status.isDirectory() ? await mainFileOf(path) : basename(path);
  return { folder, file, nameOf: (name) => (folder === "." ? name : join(folder, name)) };
}

async function mainFileOf(folder: string): Promise<string> {
  const hasStudy = (await statusOf(join(folder, "study.yaml"))) !== null;
  const hasModel = (await statusOf(join(folder, "model.yaml"))) !== null;
  return !hasStudy && hasModel ? "model.yaml" : "study.yaml";
}

async function statusOf(path: string) {
  try {
    return await stat(path);
  } catch {
    return null;
  }
}

const studyKeys = /^(question|documents|claims|premises|positions|policies|criterion) *:/m;
const modelKeys = /^(variables|time|units) *:/m;

/** Whether the text of a file is a model by itself, rather than a study. */
export function looksLikeModel(file: string, text: string): boolean {
  if (!/\.ya?ml$/i.test(file)) return true;
  return modelKeys.test(text) && !studyKeys.test(text);
}
