import { answerAll, stillRunning, type Answer, type Tested } from "./answer.js";
import type { Concession } from "./concession.js";
import { looksAt, type Look } from "./looks.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import type { Trial } from "./trial.js";

/** What one speaker could concede to another, one set of concessions at a time. */
export interface Family {
  /** What the speaker's own premises favour; policies by index. */
  readonly favoured: readonly number[];
  /** Policies that are run throughout, as those are that are favoured. */
  readonly kept?: readonly number[];
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
  /**
   * When concessions are looked at. After the first look, the screening, what then clearly holds is
   * settled; at every later one, all that is clear.
   */
  readonly looks: readonly Look[];
  /** Of the speakers' own verdicts. */
  readonly futures: number;
  readonly level: number;
}

/**
 * Runs the families and answers each set, in the order given. Everything is run in the futures of
 * the screening; what then clearly `holds` is done, the rest is run until the next look, and what is
 * `undecided` there goes on from look to look. Policies that are out of the running are left out,
 * first after a glance. All sets of a family count in its correction, each with the look at which it
 * was judged.
 *
 * Where several policies are favoured, nothing goes on beyond the futures of the verdict: a tie that
 * only more futures settle is settled by them and not by what is conceded.
 */
export function* answerFamilies(
  families: readonly Family[],
  policies: number,
  settings: FamilySettings,
): Generator<RunPlan, readonly (readonly Tested[])[], RunResults> {
  const { glance, looks, futures, level } = settings;
  const [screening, ...later] = looks;
  const tied = looksAt(looks.map((look) => look.futures).filter((end) => end <= futures));
  const trials = new Set(families.flatMap(({ sets }) => sets.map(({ trial }) => trial)));
  yield* runTrials([...trials], "concessions", 0, glance, settings);
  leaveOut(families, trials);
  yield* runTrials([...trials], "concessions", glance, screening.futures, settings);

  const lookOf = new Map([...trials].map((trial) => [trial, screening]));
  const answers = (): readonly (readonly Tested[])[] =>
    families.map(({ favoured, sets }) => {
      const own = sets.map(({ trial }) => trial);
      const parts = favoured.length > 1 ? tied : looks;
      const partOf = (at: number): number => {
        const judged = lookOf.get(own[at]) ?? screening;
        return parts.find((look) => look.futures === judged.futures)?.part ?? judged.part;
      };
      return answerAll(own, favoured, policies, 1 - level, partOf);
    });
  let answered = answers();
  let settled: readonly Answer[] = ["holds"];
  let before = screening;
  for (const look of later) {
    const open = new Set(
      families.flatMap(({ favoured, sets }, at) =>
        (favoured.length > 1 && look.futures > futures ? [] : sets).flatMap(({ trial }, index) =>
          settled.includes(answered[at][index].answer) || lookOf.get(trial) !== before ? [] : trial,
        ),
      ),
    );
    leaveOut(families, open);
    yield* runTrials([...open], "close calls", before.futures, look.futures, settings);
    for (const trial of open) lookOf.set(trial, look);
    answered = answers();
    settled = ["holds", "flips"];
    before = look;
  }
  return answered;
}

/** Leaves out what is out of the running; families that share a trial favour and keep the same. */
function leaveOut(families: readonly Family[], trials: ReadonlySet<Trial>): void {
  for (const { favoured, kept = [], sets } of families) {
    for (const { trial } of sets) {
      if (trials.has(trial)) trial.active = stillRunning(trial, [...favoured, ...kept]);
    }
  }
}
