import { dirname, join } from "node:path";
import type { ArgueDocument } from "#argue/document";
import { unexplained } from "#argue/ledger";
import type { Study } from "#study/study";
import { today } from "./freeze.js";
import { addEntry, entryText } from "./record-files.js";
import type { Target } from "./target.js";
import { reasonOf } from "../node/reason-of.js";

/**
 * Notes the verdicts of a frozen study in its ledger the first time that they are found after the
 * freeze or after a change, so that every later change can say what it moved. Returns what to tell:
 * nothing where there is nothing to note. While something is unexplained nothing is noted.
 */
export async function recordArgued(
  study: Study,
  { positions, futures, seed }: ArgueDocument,
  target: Target,
): Promise<string | null> {
  const { record } = study;
  if (record === null) return null;
  if (unexplained(study).length > 0) {
    return 'The study has changed since it was frozen and the ledger does not say why: `parley freeze STUDY --change "the reason"`.';
  }
  const last = record.entries.at(-1);
  if (last !== undefined && last.verdicts !== null) return null;
  const verdicts = positions.map(({ key, verdict }) => ({
    position: key,
    favoured: verdict.favoured,
  }));
  const entry = { date: today(), reason: null, changes: [], verdicts, futures, seed };
  try {
    await addEntry(dirname(join(target.folder, target.file)), entryText(entry, study));
    return "These verdicts were noted in ledger.yaml: the study is frozen, and later changes will say what they moved.";
  } catch (error) {
    return `The verdicts could not be noted in ledger.yaml: ${reasonOf(error)}.`;
  }
}
