import type { Draw, Case, RunPlan, RunResults, Stage } from "./plan.js";
import type { Trial } from "./trial.js";

export interface RunSettings {
  readonly draw: Draw;
  /** Ends of the first ranges of futures, ascending: where trials are looked at on the way. */
  readonly borders: readonly number[];
  /** About how many runs a plan asks for at most. */
  readonly runsPerPlan: number;
}

/** Ranges end at `borders` and every so many futures after them, for every case alike. */
const FUTURES_PER_PLAN = 4096;

/** Asks for the runs of `trials` in the futures [from, to) and lets each take in its own. */
export function* runTrials(
  trials: readonly Trial[],
  stage: Stage,
  from: number,
  to: number,
  settings: RunSettings,
): Generator<RunPlan, void, RunResults> {
  const portions = ranges(from, to, settings.borders).flatMap((range) =>
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

function ranges(from: number, to: number, borders: readonly number[]): readonly Range[] {
  const last = borders.at(-1) ?? 0;
  const found: Range[] = [];
  let start = from;
  while (start < to) {
    const portions = Math.floor((start - last) / FUTURES_PER_PLAN) + 1;
    const border = borders.find((end) => end > start) ?? last + portions * FUTURES_PER_PLAN;
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
