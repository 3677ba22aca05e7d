import type { Place } from "./place.js";

export type Severity = "error" | "warning" | "note";

/**
 * Something a person should know about a file, as data: rooms collect them, the edge prints them.
 * `code` is stable and kebab-case; `message` says what is wrong and quotes what was found;
 * `help` says what to write instead; `related` points at further places (the first definition of
 * a duplicate, each step of a circle).
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly help?: string;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** A value together with what there is to say about it; the value is absent if it cannot be had. */
export interface Checked<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** Thrown where a caller asked for a value that errors have made impossible; carries them all. */
export class StudyError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
    this.name = "StudyError";
    this.diagnostics = diagnostics;
  }
}
