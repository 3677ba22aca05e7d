import { answerAll, stillRunning, type Tested } from "./answer.js";
import type { Concession } from "./concession.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import type { Trial } from "./trial.js";

/** What one speaker could concede to another, one set of concessions at a time. */
export interface Family {
  /** What the speaker's own premises favour; policies by index. */
  readonly favoured: readonly number[];
  readonly sets: readonly ConcededSet[];
}

export interface ConcededSet {
  readonly concessions: readonly Concession[];
  /** The speaker with these conceded; equal ones share a trial. */
  readonly trial: Trial;
}

export interface FamilySettings extends RunSettings {
  /** After so many futures, policies that are out of the running are left out. */
  readonly glance: number;
  /** After so many, what is clear is settled. */
  readonly screening: number;
  readonly futures: number;
  readonly level: number;
}

/**
 * Of the chance of error that the level leaves, this part is spent on what the screening settles
 * and the rest on what all futures settle, so that the two looks together stay within it.
 */
const SCREENING_RISK = 0.2;

/**
 * Runs the families and answers each set, in the order given. Everything is run in the futures of
 * the screening; what then clearly `holds` is done, the rest is run in all futures. Policies that
 * are out of the running are left out, first after a glance. All sets of a family count in its
 * correction at both looks.
 */
export function* answerFamilies(
  families: readonly Family[],
  policies: number,
  settings: FamilySettings,
): Generator<RunPlan, readonly (readonly Tested[])[], RunResults> {
  const { glance, screening, futures, level } = settings;
  const answer = (family: Family, part: number): readonly Tested[] => {
    const risk = (1 - level) * part;
    const trials = family.sets.map(({ trial }) => trial);
    return answerAll(trials, family.favoured, policies, risk).map(({ answer: said, p }) => ({
      answer: said,
      p: Math.min(1, p / part),
    }));
  };
  const trials = new Set(families.flatMap(({ sets }) => sets.map(({ trial }) => trial)));
  yield* runTrials([...trials], "concessions", 0, glance, settings);
  leaveOut(families, trials);
  yield* runTrials([...trials], "concessions", glance, screening, settings);
  if (screening >= futures) return families.map((family) => answer(family, 1));

  const screened = families.map((family) => answer(family, SCREENING_RISK));
  const open = new Set(
    families.flatMap(({ sets }, at) =>
      sets.flatMap(({ trial }, index) => (screened[at][index].answer === "holds" ? [] : trial)),
    ),
  );
  leaveOut(families, open);
  yield* runTrials([...open], "close calls", screening, futures, settings);
  return families.map((family, at) => {
    const final = answer(family, 1 - SCREENING_RISK);
    return final.map((tested, index) => {
      const early = screened[at][index];
      return early.answer === "holds" ? early : tested;
    });
  });
}

/** Leaves out what is out of the running; families that share a trial favour the same. */
function leaveOut(families: readonly Family[], trials: ReadonlySet<Trial>): void {
  for (const { favoured, sets } of families) {
    for (const { trial } of sets) {
      if (trials.has(trial)) trial.active = stillRunning(trial, favoured);
    }
  }
}
