import type { Distribution, Outcome } from "#study/study";
import type { Table } from "#numeric/table";

/**
 * What the analysis wants to have run next: every case in the futures [from, to). Cases of one plan
 * differ. The ends of ranges are the same for every case, so a driver that keeps results by id and
 * range runs nothing twice: concessions on value premises ask again for runs of a position.
 */
export interface RunPlan {
  readonly stage: Stage;
  readonly cases: readonly Case[];
  readonly from: number;
  readonly to: number;
  /** What to read off the runs instead of the study's outcomes; those if left out. */
  readonly outcomes?: readonly Outcome[];
  /** Runs (a case in a future) of this stage: before this plan, and in all. */
  readonly before: number;
  readonly total: number;
}

/**
 * `verdicts`: every position; `concessions`: what would follow if one speaker gave way, on the
 * first futures; `close calls`: those that the first futures left open, on all futures, without the
 * policies that are out of the running; `hindcast`: positions under the policy that was followed,
 * read at the times of observations; `agreements`: two
 * positions that agree on all premises of a kind; `hybrids`: mixes of two positions, taken further where their
 * verdict is not clear; `attribution`: further mixes, for Shapley values; `unspoken`: positions with
 * an open premise narrowed, in new futures; `modeller`: constants moved that nobody disputes.
 */
export type Stage =
  | "verdicts"
  | "concessions"
  | "close calls"
  | "hindcast"
  | "agreements"
  | "hybrids"
  | "attribution"
  | "unspoken"
  | "modeller";

/** A policy under a set of premises. */
export interface Case {
  /** The content as text: the same for equal premises and policy, whoever holds them. */
  readonly id: string;
  /**
   * What is assumed about every premise that is in the model, by key, and about constants that nobody
   * disputes where they are moved.
   */
  readonly premises: ReadonlyMap<string, Distribution>;
  readonly policy: string;
}

/** By case id. */
export type RunResults = ReadonlyMap<string, CaseResult>;

export interface CaseResult {
  /** A column for every outcome that was asked for by key, a row for every future of the plan's range. */
  readonly outcomes: Table;
  /** The futures that failed; what their rows hold is not looked at. */
  readonly failures: readonly FailedFuture[];
}

export interface FailedFuture {
  /** Counted from 0 at the start of the plan's range. */
  readonly row: number;
  /** In words, to follow "failed:"; null where it was not looked into, as it was for the first. */
  readonly cause: string | null;
}

/**
 * The values of a premise in the futures [from, to) for whoever believes `belief`: the inverse of
 * the distribution at the future's common coordinate. Used for premises of the criterion.
 */
export type Draw = (
  premise: string,
  belief: Distribution,
  from: number,
  to: number,
) => Float64Array;
