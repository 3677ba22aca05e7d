import { holm } from "#numeric/interval";
import { setName } from "#analyse/member-sets";
import type { MemberSet } from "#analyse/member-sets";
import type { Position, Study } from "#study/study";
import { stillRunning } from "./answer.js";
import { differingOf, hybridOf, type Differing } from "./differing.js";
import { judge, type HybridState, type Judged, type Sides } from "./hybrid-state.js";
import type { Look } from "./looks.js";
import type { Stage } from "./plan.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { scenarioOf, Trial } from "./trial.js";

/** How many futures hybrids are run in, and how sure an answer must be. */
export interface HybridSettings extends RunSettings {
  /** When hybrids are looked at; the last look is after the most futures that they get. */
  readonly looks: readonly Look[];
  /** After so many, policies that are out of the running are left out. */
  readonly glance: number;
  readonly level: number;
}

/** A mix of two positions, run so far. */
export interface Hybrid {
  /** What the one takes over from the other. */
  readonly members: MemberSet;
  readonly trial: Trial;
  judged: Judged;
  /** The part of the chance of error that belongs to the look at which it was judged. */
  part: number;
}

type Side = keyof Sides;

/** Of the one and of the other, whether a mix gives their verdict: so many questions are put to each. */
const QUESTIONS = 2;

/** Every mix of two positions that is run, each once. */
export class Hybrids {
  readonly one: Position;
  readonly other: Position;
  readonly differing: readonly Differing[];
  readonly sides: Sides;
  readonly #study: Study;
  readonly #found = new Map<string, Hybrid>();
  readonly #risk: number;
  /** About how many hybrids will be tried; what is settled on the way is corrected for so many. */
  readonly #expected: number;
  #adjusted: ReadonlyMap<string, Readonly<Record<Side, number>>> = new Map();

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
    this.#risk = 1 - settings.level;
    this.#expected = expected(this.differing.length);
  }

  /**
   * Takes in a mix that was run elsewhere, as the two whole positions are and single concessions.
   * `part` is that of the look at which it stopped there. Of two the one with more futures stays.
   */
  adopt(members: MemberSet, trial: Trial, part = 1): void {
    if ((this.get(members)?.trial.futures ?? 0) >= trial.futures) return;
    const judged = judge(trial, this.sides, this.#study.policies.size);
    this.#found.set(setName(members), { members, trial, judged, part });
  }

  /** Those of the sets that were not run before, made ready. */
  prepare(sets: readonly MemberSet[], keep: number): readonly Hybrid[] {
    const from = scenarioOf(this.one, this.#study);
    const to = scenarioOf(this.other, this.#study);
    const unknown = { gives: false, p: 1 };
    return sets.flatMap((members) => {
      const name = setName(members);
      if (this.#found.has(name)) return [];
      const scenario = hybridOf(from, to, this.differing, members);
      const trial = new Trial(scenario, this.#study, [], keep);
      const judged = { one: unknown, other: unknown };
      const hybrid: Hybrid = { members, trial, judged, part: 1 };
      this.#found.set(name, hybrid);
      return [hybrid];
    });
  }

  /** Judges a hybrid at a look; true if it needs no more futures. */
  look(hybrid: Hybrid, { part }: Look): boolean {
    hybrid.judged = judge(hybrid.trial, this.sides, this.#study.policies.size);
    hybrid.part = part;
    const clear = (side: Side): boolean =>
      this.#raw(hybrid, side) * QUESTIONS * this.#expected <= this.#risk;
    return clear("one") && clear("other");
  }

  /** Leaves out the policies that are out of the running. */
  leaveOut(hybrid: Hybrid): void {
    hybrid.trial.active = stillRunning(hybrid.trial, [...this.sides.one, ...this.sides.other]);
  }

  /** Adjusts all p-values for all that was asked (Holm 1979); to be called when no more is. */
  settle(): void {
    const all = [...this.#found];
    const adjusted = holm(
      all.flatMap(([, hybrid]) => [this.#raw(hybrid, "one"), this.#raw(hybrid, "other")]),
    );
    this.#adjusted = new Map(
      all.map(([name], at) => [
        name,
        { one: adjusted[QUESTIONS * at], other: adjusted[QUESTIONS * at + 1] },
      ]),
    );
  }

  get all(): readonly Hybrid[] {
    return [...this.#found.values()];
  }

  get(members: MemberSet): Hybrid | null {
    return this.#found.get(setName(members)) ?? null;
  }

  /**
   * Of whether a hybrid gives the verdict of that side, adjusted for all that was asked; before
   * `settle`, for what is expected.
   */
  p(hybrid: Hybrid, side: Side): number {
    const known = this.#adjusted.get(setName(hybrid.members))?.[side];
    return Math.min(1, known ?? this.#raw(hybrid, side) * QUESTIONS * this.#expected);
  }

  /** Whether a mix gives the verdict of that side; null where it is not clear or was not run. */
  gives(members: MemberSet, side: Side): boolean | null {
    const hybrid = this.get(members);
    if (hybrid === null || this.p(hybrid, side) > this.#risk) return null;
    return hybrid.judged[side].gives;
  }

  /** Whose verdict a mix gives: a third one's where neither's; null where that is not clear. */
  state(members: MemberSet): HybridState | null {
    const one = this.gives(members, "one");
    if (one === true) return "one";
    const other = this.gives(members, "other");
    if (other === true) return "other";
    return one === false && other === false ? "third" : null;
  }

  #raw(hybrid: Hybrid, side: Side): number {
    return Math.min(1, hybrid.judged[side].p / hybrid.part);
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
  if (glance < looks[0].futures) {
    yield* runTrials(trialsOf(open), stage, 0, glance, settings);
    for (const { of, hybrid } of open) of.leaveOut(hybrid);
  }
  let from = glance < looks[0].futures ? glance : 0;
  for (const look of looks) {
    yield* runTrials(trialsOf(open), stage, from, look.futures, settings);
    open = open.filter(({ of, hybrid }) => !of.look(hybrid, look));
    for (const { of, hybrid } of open) of.leaveOut(hybrid);
    from = look.futures;
  }
}

function trialsOf(open: readonly { readonly hybrid: Hybrid }[]): readonly Trial[] {
  return open.map(({ hybrid }) => hybrid.trial);
}
