import { FileProblem, type Files } from "#study/host";
import { keyOf } from "#study/name";
import type { ChangedPart, LedgerEntry, RecordedPart, StudyRecord } from "#study/record";
import { besides, readTextFile } from "../files.js";
import type { Located } from "./located.js";
import type { Report } from "./report.js";
import { frozenSchema, ledgerSchema } from "./schema/record.js";
import { readStructure } from "./structure.js";
import { parseYaml } from "./yaml-text.js";

/** The files of a study's record, beside study.yaml. */
export const FROZEN_FILE = "frozen.yaml";
export const LEDGER_FILE = "ledger.yaml";

/** What was frozen of a study and what has been noted since; null where it was never frozen. */
export async function readRecord(
  files: Files,
  studyFile: string,
  report: Report,
): Promise<StudyRecord | null> {
  const frozen = await readOptional(files, besides(studyFile, FROZEN_FILE), frozenSchema, report);
  if (frozen === null) return null;
  const ledger = await readOptional(files, besides(studyFile, LEDGER_FILE), ledgerSchema, report);
  const date = frozen.fields.frozen?.value;
  if (date === undefined) return null;
  return {
    file: besides(studyFile, FROZEN_FILE),
    date,
    verdictsKnown: frozen.fields["verdicts known"]?.value ?? false,
    parts: (frozen.fields.parts?.items ?? []).flatMap((item) => recordedPart(item?.fields)),
    entries: (ledger?.fields.entries?.items ?? []).flatMap((item) => entryOf(item?.fields)),
  };
}

async function readOptional<Schema extends typeof frozenSchema | typeof ledgerSchema>(
  files: Files,
  path: string,
  schema: Schema,
  report: Report,
): Promise<Located<Schema> | null> {
  try {
    await files.read(path);
  } catch (problem) {
    if (problem instanceof FileProblem && problem.code === "missing") return null;
  }
  const { source, diagnostics } = await readTextFile(files, path, null);
  report.addAll(diagnostics);
  const yaml = source === undefined ? undefined : parseYaml(source, report);
  if (yaml === undefined) return null;
  return (readStructure(yaml, schema, report) as Located<Schema> | undefined) ?? null;
}

type FrozenFields = NonNullable<
  NonNullable<Located<typeof frozenSchema>["fields"]["parts"]>["items"][number]
>["fields"];
type EntryFields = NonNullable<
  NonNullable<Located<typeof ledgerSchema>["fields"]["entries"]>["items"][number]
>["fields"];

function recordedPart(fields: FrozenFields | undefined): readonly RecordedPart[] {
  const { kind, name, says, sha256 } = fields ?? {};
  if (kind === undefined || name === undefined || says === undefined || sha256 === undefined) {
    return [];
  }
  return [
    {
      kind: kind.value,
      name: name.value,
      key: keyOf(name.value),
      says: says.value,
      sha256: sha256.value,
    },
  ];
}

function entryOf(fields: EntryFields | undefined): readonly LedgerEntry[] {
  const { date, reason, parts, verdicts } = fields ?? {};
  if (date === undefined) return [];
  return [
    {
      date: date.value,
      reason: reason?.value ?? null,
      parts: (parts?.items ?? []).flatMap((item): readonly ChangedPart[] => {
        const { kind, name, change, sha256, is } = item?.fields ?? {};
        if (kind === undefined || name === undefined || change === undefined) return [];
        return [
          {
            kind: kind.value,
            name: name.value,
            key: keyOf(name.value),
            change: change.value,
            says: is?.value ?? "",
            sha256: sha256?.value ?? null,
          },
        ];
      }),
      verdicts:
        verdicts === undefined
          ? null
          : [...verdicts.entries.values()].map(({ key, value }) => ({
              position: key,
              favoured: (value?.items ?? []).flatMap((leaf) =>
                leaf === undefined ? [] : [keyOf(leaf.value)],
              ),
            })),
    },
  ];
}
