import { stringify } from "yaml";
import type { RecordedPart, RecordedVerdict } from "#study/record";
import type { Study } from "#study/study";
import { changeOf, type Difference } from "#argue/ledger";
import { LEDGER_FILE } from "#read/native/record";
import { createNodeFolder } from "../node/folder.js";
import { schemaLine } from "./schema-line.js";

/** An entry of ledger.yaml: a change with its reason, or the verdicts as they were found. */
export interface NewEntry {
  readonly date: string;
  readonly reason: string | null;
  readonly changes: readonly Difference[];
  readonly verdicts: readonly RecordedVerdict[];
  readonly futures: number;
  readonly seed: number;
}

/** The text of frozen.yaml; `schema` is the line that names its schema, if any. */
export function frozenText(
  schema: string,
  date: string,
  verdictsKnown: boolean,
  parts: readonly RecordedPart[],
): string {
  const head =
    "# What was fixed of this study. Written by `parley freeze`; later changes stand in ledger.yaml.\n";
  return (
    schema +
    head +
    yaml({
      frozen: date,
      "verdicts known": verdictsKnown,
      parts: parts.map(({ kind, name, says, sha256 }) => ({ kind, name, says, sha256 })),
    })
  );
}

/** The text of an entry, a list item below `entries:`. Names are the study's own. */
export function entryText(
  { date, reason, changes, verdicts, futures, seed }: NewEntry,
  study: Study,
): string {
  const entry = {
    date,
    ...(reason === null ? {} : { reason }),
    ...(changes.length === 0 ? {} : { parts: changes.map(changedPart) }),
    verdicts: Object.fromEntries(
      verdicts.map(({ position, favoured }) => [
        study.positions.get(position)?.name ?? position,
        favoured.map((key) => study.policies.get(key)?.name ?? key),
      ]),
    ),
    futures,
    seed,
  };
  return yaml([entry]).replace(/^/gmu, "  ").trimEnd();
}

function changedPart(difference: Difference): object {
  const { was, is } = difference;
  const { kind, name } = (is ?? was) as RecordedPart;
  return {
    kind,
    name,
    change: changeOf(difference),
    ...(was === null ? {} : { was: was.says }),
    ...(is === null ? {} : { is: is.says, sha256: is.sha256 }),
  };
}

const LEDGER_HEAD =
  "# What became of this study since it was frozen, in order. Written by `parley`.";

/** Adds an entry to ledger.yaml: what stands there stays as it is, byte for byte. */
export async function addEntry(folder: string, entry: string): Promise<void> {
  const disk = createNodeFolder(folder);
  const there = await disk.list(".");
  const before = there.includes(LEDGER_FILE)
    ? new TextDecoder().decode(await disk.read(LEDGER_FILE)).trimEnd()
    : `${await schemaLine(folder, "ledger.schema.json")}${LEDGER_HEAD}\nentries:`;
  const temporary = `.${LEDGER_FILE}.${disk.temporaryName()}`;
  try {
    await disk.create(temporary, new TextEncoder().encode(`${before}\n${entry}\n`));
    await disk.rename(temporary, LEDGER_FILE);
    await disk.sync(".");
  } finally {
    await disk.remove(temporary);
  }
}

/** Block style, one key a line; short lists on one. */
function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, flowCollectionPadding: false });
}
