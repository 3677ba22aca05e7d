import type { ArgueDocument, PositionResult } from "#argue/document";
import type { Distribution, Position, Study } from "#study/study";

/**
 * What the page knows, as its parts read it: all parts are given one `PageState` and read it in
 * their markup, `$derived` or `$effect`, so that they follow. Nothing here is written by a part
 * except through the functions.
 *
 * A model file without an argument is a `Study` too, without documents, claims, premises and
 * positions, with one policy and with its constants as levers: `kind` is then "model".
 */
export interface PageState {
  readonly kind: "study" | "model";
  /** As published. */
  readonly study: Study;
  /** The argument as published; null for a model. */
  readonly document: ArgueDocument | null;
  /** The argument of what is played now, as soon as it is there. */
  readonly argued: Argued;
  /** What is played: a position with its premises, a policy with its levers. */
  readonly play: Play;
  /** The runs of what is played; null before the first are there. */
  readonly results: Results | null;
  readonly ghosts: Ghosts;
  /** What the reader points at and everything that belongs to it; null where it is nothing. */
  readonly highlight: Highlight | null;
  /** Courses that are shown, by the keys of variables, elements as `name[a,b]`. */
  readonly watched: readonly string[];
  /** Whether the reader asks for as little movement as can be. */
  readonly calm: boolean;

  /** Lights up what belongs to a target for as long as it is pointed at; null to leave. */
  light(target: Target | null): void;
  /** Keeps it lit (a click or tap); the same target once more lets go. */
  pin(target: Target): void;
  /** Asks for the courses of these variables from now on. */
  watch(keys: readonly string[]): void;
  choosePolicy(key: string): void;
  /** One run in full: every variable (elements as `name[a,b]`), with the times of its saves. */
  replay(policy: string, future: number): Promise<Replay>;
  /**
   * What the premises are in every future of the results, by key; a column for a scatter. `before`:
   * as they were before any was moved.
   */
  drawn(before?: boolean): ReadonlyMap<string, Float64Array>;
}

/** What the reader has chosen. */
export interface Play {
  /** The key of a position of the study, or null for the reader's own ("you"). */
  readonly position: string | null;
  /** The position with what the reader moved, under the key `you` if anything was. */
  readonly held: Position;
  /** The policy that is looked at. */
  readonly policy: string;
  /** Premises that differ from the chosen position's, by key. */
  readonly moved: ReadonlyMap<string, Distribution>;
  /** Levers of the chosen policy that differ from it, by key. */
  readonly levers: ReadonlyMap<string, number>;
  /** The study with the moved levers in it: what the runs are runs of. */
  readonly study: Study;
}

export interface Argued {
  /** Null until it is known for what is played. */
  readonly document: ArgueDocument | null;
  /** `stale`: belongs to what was played before; `recomputing`: so it is, and the next is under way. */
  readonly status: "current" | "stale" | "recomputing";
  /** 0 to 1. */
  readonly progress: number;
  /** The document is of what is played, on fewer futures than are being computed. */
  readonly firstLook?: boolean;
}

/** Levels at which the courses of `Results` are read. */
export const bandLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface Results {
  /** `preview`: of few futures, while something is moved. */
  readonly kind: "preview" | "full";
  /** Of each policy. */
  readonly futures: number;
  readonly seed: number;
  readonly policies: ReadonlyMap<string, PolicyResults>;
  /** The verdict on these futures; null for a model. */
  readonly verdict: PositionResult | null;
}

export interface PolicyResults {
  readonly policy: string;
  readonly times: readonly number[];
  /** By watched key: a row of `times.length` for each of `bandLevels`. */
  readonly bands: ReadonlyMap<string, Float64Array>;
  /** By outcome: a value for each future, NaN where it failed. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  /** The criterion in every future; empty for a model. */
  readonly criterion: Float64Array;
}

/** Earlier runs to be drawn faintly behind the present ones; null where they are the same. */
export interface Ghosts {
  /** Before the last move. */
  readonly previous: Results | null;
  /** What the last move moved. */
  readonly previousMoved: "premises" | "levers" | null;
  /** With the premises of the chosen position and the levers as they are: what the premises did. */
  readonly premises: Results | null;
  /** With the levers of the policy and the premises as they are: what the levers did. */
  readonly levers: Results | null;
  /** With neither moved: what all moves together did. */
  readonly base: Results | null;
}

export const noGhosts: Ghosts = {
  previous: null,
  previousMoved: null,
  premises: null,
  levers: null,
  base: null,
};

/** Something that can be pointed at. Premises of the model and levers are variables as well. */
export interface Target {
  readonly kind: "claim" | "premise" | "variable" | "outcome" | "policy" | "position";
  readonly key: string;
}

/** A target and all that belongs to it, by keys. */
export interface Highlight {
  readonly target: Target;
  readonly pinned: boolean;
  readonly claims: ReadonlySet<string>;
  readonly premises: ReadonlySet<string>;
  /** Of the model, premises and levers in it included. */
  readonly variables: ReadonlySet<string>;
  readonly outcomes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly positions: ReadonlySet<string>;
}

export interface Replay {
  readonly policy: string;
  readonly future: number;
  readonly times: readonly number[];
  readonly series: ReadonlyMap<string, Float64Array>;
}
