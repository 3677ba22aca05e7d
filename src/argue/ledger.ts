import type { ChangedPart, RecordedPart, StudyRecord } from "#study/record";
import type { Study } from "#study/study";
import type { LedgerPart, LedgerResult } from "./document-ledger.js";
import { partsOf } from "./ledger-parts.js";
import { count, inWords } from "./words.js";

/** A part that is not as the freeze and the ledger have it. */
export interface Difference {
  readonly was: RecordedPart | null;
  readonly is: RecordedPart | null;
}

/** What a study was made of after the last change that its ledger lists. */
function recordedParts({ parts, entries }: StudyRecord): ReadonlyMap<string, RecordedPart> {
  const known = new Map(parts.map((part) => [idOf(part), part]));
  for (const changed of entries.flatMap((entry) => entry.parts)) {
    const { kind, name, key, says, sha256 } = changed;
    if (sha256 === null) known.delete(idOf(changed));
    else known.set(idOf(changed), { kind, name, key, says, sha256 });
  }
  return known;
}

function idOf({ kind, key }: Pick<RecordedPart, "kind" | "key">): string {
  return `${kind} ${key}`;
}

/** What has changed since the freeze and stands in no entry of the ledger; none if never frozen. */
export function unexplained(study: Study): readonly Difference[] {
  if (study.record === null) return [];
  const known = recordedParts(study.record);
  const now = new Map(partsOf(study).map((part) => [idOf(part), part]));
  const changed = [...now].flatMap(([id, is]): Difference[] => {
    const was = known.get(id) ?? null;
    return was?.sha256 === is.sha256 ? [] : [{ was, is }];
  });
  const gone = [...known].flatMap(([id, was]) => (now.has(id) ? [] : [{ was, is: null }]));
  return [...changed, ...gone];
}

export function changeOf({ was, is }: Difference): ChangedPart["change"] {
  if (was === null) return "added";
  return is === null ? "removed" : "changed";
}

/** The freeze and the ledger as the argue document tells them. */
export function reportLedger(study: Study): LedgerResult {
  const { record } = study;
  if (record === null) {
    return {
      frozen: null,
      changes: [],
      unexplained: [],
      sentence:
        "The study was never frozen: what was changed with the verdicts in view is known only as far as it is disclosed.",
    };
  }
  let seen = record.verdictsKnown;
  let last: LedgerResult["changes"][number]["before"] = null;
  const changes: LedgerResult["changes"] = [];
  for (const { date, reason, parts, verdicts } of record.entries) {
    const after =
      verdicts === null ? null : verdicts.map((one) => ({ ...one, favoured: [...one.favoured] }));
    if (parts.length > 0) {
      changes.push({
        date,
        reason: reason ?? "no reason given",
        verdictInView: seen,
        parts: parts.map(({ kind, key, name, change }) => ({ kind, key, name, change })),
        before: last,
        after,
      });
    }
    if (after !== null) {
      seen = true;
      last = after;
    }
  }
  const open = unexplained(study).map((one): LedgerPart => {
    const { kind, key, name } = (one.is ?? one.was) as RecordedPart;
    return { kind, key, name, change: changeOf(one) };
  });
  return {
    frozen: { date: record.date, file: record.file, parts: record.parts.length },
    changes,
    unexplained: open,
    sentence: sentenceOf(record, changes, open),
  };
}

function sentenceOf(
  { date, verdictsKnown }: StudyRecord,
  changes: LedgerResult["changes"],
  open: readonly LedgerPart[],
): string {
  const before = verdictsKnown ? ", when verdicts were known already" : ", before it was argued";
  const viewed = changes.filter(({ verdictInView }) => verdictInView).length;
  const told =
    changes.length === 0
      ? "the ledger lists no change since"
      : `${count(changes.length, "change")} since, ${viewed === 0 ? "none" : viewed} of them with verdicts in view`;
  const unlisted =
    open.length === 0
      ? ""
      : `; not explained: ${inWords(
          open.map(({ kind, name, change }) =>
            kind === name ? `the ${kind} (${change})` : `the ${kind} ${name} (${change})`,
          ),
          "and",
        )}`;
  return `The study was frozen on ${date}${before}; ${told}${unlisted}.`;
}
