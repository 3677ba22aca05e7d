import { existsSync, readdirSync, readFileSync } from "node:fs";

import { FileProblem } from "#study/host";
import type { Files } from "#study/host";

/** Each folder in it is a case: `model.mdl`, `model.xmile` or `model.yaml`, and what belongs to it. */
export const caseFolder = new URL("../cases/models/", import.meta.url);

/** The names of the cases that say which numbers come out (`expected.csv`). */
export function casesWithNumbers(): readonly string[] {
  return readdirSync(caseFolder).filter((name) =>
    existsSync(new URL(`${name}/expected.csv`, caseFolder)),
  );
}

/** The file of the model within the folder of a case. */
export function modelOfCase(name: string): string {
  const file = readdirSync(new URL(`${name}/`, caseFolder)).find((one) => one.startsWith("model."));
  if (file === undefined) throw new Error(`the case ${name} has no model`);
  return file;
}

export function filesOfCase(name: string): Files {
  return {
    read: async (path) => {
      const file = new URL(`${name}/${path}`, caseFolder);
      if (!existsSync(file)) throw new FileProblem("missing", path, "There is no such file");
      return readFileSync(file);
    },
  };
}
