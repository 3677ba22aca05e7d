import type { FailureResult } from "./document.js";
import type { Trial } from "./trial.js";

/** Whose runs a trial's are. */
export interface TrialOwner {
  readonly position: string;
  readonly conceded: readonly string[];
  readonly trial: Trial;
}

/** What failed, of positions and then of concessions; each trial is listed once, under its first owner. */
export function failuresOf(...owners: readonly (readonly TrialOwner[])[]): FailureResult[] {
  const seen = new Set<Trial>();
  return owners.flat().flatMap(({ position, conceded, trial }) => {
    if (seen.has(trial)) return [];
    seen.add(trial);
    return trial.failures.map((failure) => ({ position, conceded: [...conceded], ...failure }));
  });
}
