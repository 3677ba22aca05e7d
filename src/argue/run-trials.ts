import type { Draw, Case, RunPlan, RunResults, Stage } from "./plan.js";
import type { Trial } from "./trial.js";

export interface RunSettings {
  readonly draw: Draw;
  /** The end of the first range of futures, on which concessions are screened. */
  readonly screening: number;
  /** About how many runs a plan asks for at most. */
  readonly runsPerPlan: number;
}

/** Ranges end at `screening` and every so many futures after it, for every case alike. */
const FUTURES_PER_PLAN = 4096;

/** Asks for the runs of `trials` in the futures [from, to) and lets each take in its own. */
export function* runTrials(
  trials: readonly Trial[],
  stage: Stage,
  from: number,
  to: number,
  settings: RunSettings,
): Generator<RunPlan, void, RunResults> {
  const portions = ranges(from, to, settings.screening).flatMap((range) =>
    batches(trials, range, settings.runsPerPlan),
  );
  const runs = portions.map(({ cases, range }) => cases.length * (range.to - range.from));
  const total = runs.reduce((sum, some) => sum + some, 0);
  let before = 0;
  for (const [at, portion] of portions.entries()) {
    const { cases, range } = portion;
    const results = yield { stage, cases, ...range, before, total };
    for (const trial of portion.trials) {
      trial.absorb(results, settings.draw, range.from, range.to);
    }
    before += runs[at];
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function ranges(from: number, to: number, screening: number): readonly Range[] {
  const found: Range[] = [];
  let start = from;
  while (start < to) {
    const portions = Math.floor((start - screening) / FUTURES_PER_PLAN) + 1;
    const border = start < screening ? screening : screening + portions * FUTURES_PER_PLAN;
    const end = Math.min(to, border);
    found.push({ from: start, to: end });
    start = end;
  }
  return found;
}

interface Portion {
  readonly trials: readonly Trial[];
  readonly cases: readonly Case[];
  readonly range: Range;
}

/** Puts trials together as long as their distinct cases stay within the runs of a plan. */
function batches(trials: readonly Trial[], range: Range, runsPerPlan: number): readonly Portion[] {
  const found: Portion[] = [];
  let members: Trial[] = [];
  let cases = new Map<string, Case>();
  const close = (): void => {
    if (members.length > 0) found.push({ trials: members, cases: [...cases.values()], range });
    members = [];
    cases = new Map();
  };
  for (const trial of trials) {
    const needed = trial.active.map((policy) => trial.cases[policy]);
    const added = needed.filter(({ id }) => !cases.has(id)).length;
    if (members.length > 0 && (cases.size + added) * (range.to - range.from) > runsPerPlan) close();
    members.push(trial);
    for (const item of needed) cases.set(item.id, item);
  }
  close();
  return found;
}
