import { holm } from "#numeric/interval";
import { setName } from "#analyse/member-sets";
import type { MemberSet } from "#analyse/member-sets";
import type { Position, Study } from "#study/study";
import { stillRunning } from "./answer.js";
import { differingOf, hybridOf, type Differing } from "./differing.js";
import { HYBRID_OUT, judge, type HybridState, type Judged, type Sides } from "./hybrid-state.js";
import type { Stage } from "./plan.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { scenarioOf, Trial } from "./trial.js";

/** How many futures hybrids are run in, and how sure an answer must be. */
export interface HybridSettings extends RunSettings {
  /** Futures after which hybrids are looked at, ascending; the last is the most they get. */
  readonly looks: readonly number[];
  /** After so many, policies that are out of the running are left out. */
  readonly glance: number;
  readonly level: number;
}

/** The chance of error is divided between the looks: as much of it for the last one as for all before. */
function partOf(look: number, looks: number): number {
  if (looks === 1) return 1;
  return look === looks - 1 ? 0.5 : 0.5 / (looks - 1);
}

/** A mix of two positions, run so far. */
export interface Hybrid {
  /** What the one takes over from the other. */
  readonly members: MemberSet;
  readonly trial: Trial;
  judged: Judged;
  /** At which look it was clear or the last one was reached. */
  look: number;
}

/** Every mix of two positions that is run, each once. */
export class Hybrids {
  readonly one: Position;
  readonly other: Position;
  readonly differing: readonly Differing[];
  readonly sides: Sides;
  readonly #study: Study;
  readonly #found = new Map<string, Hybrid>();
  readonly #looks: number;
  readonly #risk: number;
  /** About how many hybrids will be tried; what is settled on the way is corrected for so many. */
  readonly #expected: number;
  #adjusted: ReadonlyMap<string, number> = new Map();

  constructor(
    one: Position,
    other: Position,
    study: Study,
    sides: Sides,
    settings: HybridSettings,
    expected: (differing: number) => number,
  ) {
    this.one = one;
    this.other = other;
    this.#study = study;
    this.differing = differingOf(one, other, study);
    this.sides = sides;
    this.#looks = settings.looks.length;
    this.#risk = 1 - settings.level;
    this.#expected = expected(this.differing.length);
  }

  /** Takes in a mix that was run elsewhere, as the two whole positions are, in all futures. */
  adopt(members: MemberSet, trial: Trial): void {
    const judged = judge(trial, this.sides, this.#study.policies.size);
    this.#found.set(setName(members), { members, trial, judged, look: this.#looks - 1 });
  }

  /** Those of the sets that were not run before, made ready. */
  prepare(sets: readonly MemberSet[], keep: number): readonly Hybrid[] {
    const from = scenarioOf(this.one, this.#study);
    const to = scenarioOf(this.other, this.#study);
    return sets.flatMap((members) => {
      const name = setName(members);
      if (this.#found.has(name)) return [];
      const scenario = hybridOf(from, to, this.differing, members);
      const trial = new Trial(scenario, this.#study, [], keep);
      const hybrid: Hybrid = { members, trial, judged: { state: "third", p: 1 }, look: 0 };
      this.#found.set(name, hybrid);
      return [hybrid];
    });
  }

  /** Judges a hybrid at a look; true if it needs no more futures. */
  look(hybrid: Hybrid, look: number): boolean {
    hybrid.judged = judge(hybrid.trial, this.sides, this.#study.policies.size);
    hybrid.look = look;
    const p = (hybrid.judged.p / partOf(look, this.#looks)) * this.#expected;
    return p <= this.#risk;
  }

  /** Leaves out the policies that are out of the running. */
  leaveOut(hybrid: Hybrid): void {
    hybrid.trial.active = stillRunning(
      hybrid.trial,
      [...this.sides.one, ...this.sides.other],
      HYBRID_OUT,
    );
  }

  /** Adjusts all p-values for all that was tried (Holm 1979); to be called when no more is. */
  settle(): void {
    const names = [...this.#found.keys()];
    const raw = [...this.#found.values()].map(
      ({ judged, look }) => judged.p / partOf(look, this.#looks),
    );
    const adjusted = holm(raw.map((p) => Math.min(1, p)));
    this.#adjusted = new Map(names.map((name, at) => [name, adjusted[at]]));
  }

  get all(): readonly Hybrid[] {
    return [...this.#found.values()];
  }

  get(members: MemberSet): Hybrid | null {
    return this.#found.get(setName(members)) ?? null;
  }

  /** Adjusted for all hybrids tried; before `settle`, for those that are expected. */
  p(hybrid: Hybrid): number {
    const known = this.#adjusted.get(setName(hybrid.members));
    const raw = hybrid.judged.p / partOf(hybrid.look, this.#looks);
    return Math.min(1, known ?? raw * this.#expected);
  }

  /** Whose verdict a mix gives; null where that is not clear or the mix was not run. */
  state(members: MemberSet): HybridState | null {
    const hybrid = this.get(members);
    return hybrid === null || this.p(hybrid) > this.#risk ? null : hybrid.judged.state;
  }
}

/** Hybrids to be run for one pair. */
export interface Request {
  readonly of: Hybrids;
  readonly sets: readonly MemberSet[];
}

/**
 * Runs what was not run before, each hybrid until its state is clear or all futures are spent;
 * policies that are out of the running are left out on the way. The first `keep` futures of every
 * hybrid keep their values one by one.
 */
export function* runHybrids(
  requests: readonly Request[],
  stage: Stage,
  keep: number,
  settings: HybridSettings,
): Generator<RunPlan, void, RunResults> {
  let open = requests.flatMap(({ of, sets }) =>
    of.prepare(sets, keep).map((hybrid) => ({ of, hybrid })),
  );
  const { looks, glance } = settings;
  if (glance < looks[0]) {
    yield* runTrials(trialsOf(open), stage, 0, glance, settings);
    for (const { of, hybrid } of open) of.leaveOut(hybrid);
  }
  let from = glance < looks[0] ? glance : 0;
  for (const [look, to] of looks.entries()) {
    yield* runTrials(trialsOf(open), stage, from, to, settings);
    open = open.filter(({ of, hybrid }) => !of.look(hybrid, look));
    for (const { of, hybrid } of open) of.leaveOut(hybrid);
    from = to;
  }
}

function trialsOf(open: readonly { readonly hybrid: Hybrid }[]): readonly Trial[] {
  return open.map(({ hybrid }) => hybrid.trial);
}
