/** What was fixed of a study before it was argued, and what has been noted since. */
export interface StudyRecord {
  /** Where it stands, relative to the root of the study's files. */
  readonly file: string;
  /** ISO date. */
  readonly date: string;
  /** Whether somebody had argued the study before it was frozen. */
  readonly verdictsKnown: boolean;
  readonly parts: readonly RecordedPart[];
  /** In the order of time. */
  readonly entries: readonly LedgerEntry[];
}

/** What a study is made of, as far as a verdict hangs on it. */
export type PartKind =
  "model" | "premise" | "position" | "reading" | "criterion" | "policy" | "outcome";

export interface RecordedPart {
  readonly kind: PartKind;
  readonly name: string;
  readonly key: string;
  /** In words, for people. */
  readonly says: string;
  /** SHA-256 of all of it that a verdict hangs on, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface LedgerEntry {
  readonly date: string;
  /** Why something was changed; null where the study was only argued. */
  readonly reason: string | null;
  readonly parts: readonly ChangedPart[];
  /** What every position favoured after it, by keys; null where nobody looked. */
  readonly verdicts: readonly RecordedVerdict[] | null;
}

export interface ChangedPart {
  readonly kind: PartKind;
  readonly name: string;
  readonly key: string;
  readonly change: "changed" | "added" | "removed";
  /** What it says afterwards. */
  readonly says: string;
  /** Null where it was removed. */
  readonly sha256: string | null;
}

export interface RecordedVerdict {
  readonly position: string;
  readonly favoured: readonly string[];
}
