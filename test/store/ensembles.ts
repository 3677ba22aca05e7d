import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openOrPlan } from "#explore/open-plan";
import type { Asked } from "#explore/open-plan";
import { loadStudy } from "#parley";
import { createNodeFolder } from "#show/node/folder";
import { createNodeHost } from "#show/node/host";
import { computeShards } from "#show/node/shard-pool";
import { surveyOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import type { Folder } from "#store/folder";
import { recordFiles } from "#store/study-files";
import type { Study } from "#study/study";

/** A small dispute that runs fast. */
export const smallStudy = fileURLToPath(
  new URL("../../examples/quota-or-moratorium/", import.meta.url),
);

/** Gives names in a folder of its own, which is removed when the test ends. */
export function scratch(): { readonly at: (name: string) => string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), "parley-store-"));
  return {
    at: (name) => join(root, name),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Plans an ensemble of a study in a folder. */
export async function planned(
  folder: Folder,
  asked: Partial<Asked>,
  studyFolder = smallStudy,
): Promise<{ readonly ensemble: Ensemble; readonly study: Study }> {
  const files = recordFiles(createNodeHost(studyFolder));
  const { value: study } = await loadStudy(files);
  if (study === undefined) throw new Error("the study has errors");
  const ensemble = await openOrPlan(folder, study, files, {
    version: "0.0.0",
    file: "study.yaml",
    ...asked,
  });
  return { ensemble, study };
}

/** Computes what is missing of the ensemble in a folder of the disk. */
export async function compute(root: string, ensemble: Ensemble, workers = 0): Promise<void> {
  const { missing } = await surveyOf(ensemble);
  await computeShards(root, missing, {
    workers,
    signal: new AbortController().signal,
    isMissing: () => Promise.resolve(true),
    onStored: () => {},
  });
}

/** A whole ensemble in a folder of the disk. */
export async function explored(root: string, asked: Partial<Asked>, workers = 0) {
  const folder = createNodeFolder(root);
  const made = await planned(folder, asked);
  await compute(root, made.ensemble, workers);
  return { ...made, folder };
}
