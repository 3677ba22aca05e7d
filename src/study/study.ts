import type { Equation } from "./expression.js";
import type { Model } from "./model.js";
import type { Place } from "./place.js";
import type { StudyRecord } from "./record.js";

/**
 * A study: one model and the argument about it. Everything is keyed by `keyOf(name)`, in the order
 * in which it is written, and names are kept as written for people to read.
 */
export interface Study {
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly question: string;
  /** How the model was arrived at, and other things to be said wherever results are shown. */
  readonly disclosures: readonly string[];
  /** What the model leaves out. */
  readonly limits: readonly string[];
  readonly model: Model;
  readonly documents: ReadonlyMap<string, Document>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly premises: ReadonlyMap<string, Premise>;
  /** Pairs of premises that hang together; premises vary independently where this is absent. */
  readonly correlations?: readonly Correlation[];
  readonly positions: ReadonlyMap<string, Position>;
  readonly levers: ReadonlyMap<string, Lever>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly criterion: Criterion;
  readonly observations: ReadonlyMap<string, ObservedSeries>;
  /** How positions are scored against the observations; null where the study does not say. */
  readonly hindcast: HindcastSetting | null;
  /** What was frozen of it and what has been noted since; null where it was never frozen. */
  readonly record: StudyRecord | null;
}

interface Named {
  /** As written. */
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

export interface Document extends Named {
  readonly title: string;
  readonly author: string;
  /** ISO date, or null where it is lost. */
  readonly date: string | null;
  readonly outlet: string | null;
  readonly licence: string | null;
  readonly file: string;
  /** The frozen text that claims quote; our own summary in the bundled study. */
  readonly text: string;
  /** Hash and length (UTF-16 code units) of the original that was summarised, which is not here. */
  readonly original: OriginalText | null;
}

export interface OriginalText {
  readonly sha256: string;
  readonly length: number;
}

export interface Claim extends Named {
  /** In our words. */
  readonly says: string;
  readonly document: string;
  readonly anchor: Anchor;
  /** Keys of model variables, premises, levers, policies or outcomes that it is about. */
  readonly about: readonly VariableBinding[];
  /** Why nothing in the model stands for it; null where `about` says what does. */
  readonly unmodelled: string | null;
}

export interface VariableBinding {
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/** W3C Web Annotation TextQuoteSelector, and where the words it stands for are in the original. */
export interface Anchor {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly place: Place;
  /** TextPositionSelector (UTF-16 code units) and hash of the original words, without the words. */
  readonly original: {
    readonly start: number;
    readonly end: number;
    readonly sha256: string;
  } | null;
}

export type PremiseKind = "fact" | "structure" | "value";

/** A model constant, structural switch or weight of the criterion that somebody disputes. */
export interface Premise extends Named {
  readonly kind: PremiseKind;
  /** False for a weight that stands in the criterion alone: it needs no run of its own. */
  readonly inModel: boolean;
  /** The whole range that anyone holds, as a distribution: what an open premise means. */
  readonly open: Distribution;
  /** What a single run takes: `at`, else the median. */
  readonly at: number;
  readonly unit: string | null;
  readonly why: string;
  readonly source: string | null;
}

/**
 * How two premises hang together: the correlation of their normal scores (a Gaussian copula), so
 * that each keeps its own distribution, whoever holds it. Above −1 and below 1.
 */
export interface Correlation {
  /** Keys of two different premises. */
  readonly premises: readonly [string, string];
  readonly value: number;
  readonly place: Place;
}

/**
 * What somebody holds about a premise. A range is `uniform`; a switch or a category is `choices`
 * (weights sum to 1); `normal` is truncated to [low, high] where these are finite.
 */
export type Distribution =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | {
      readonly kind: "triangular";
      readonly low: number;
      readonly mode: number;
      readonly high: number;
    }
  | {
      readonly kind: "normal";
      readonly mean: number;
      readonly deviation: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "lognormal"; readonly median: number; readonly logDeviation: number }
  | {
      readonly kind: "beta";
      readonly alpha: number;
      readonly beta: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "integers"; readonly low: number; readonly high: number }
  | {
      readonly kind: "choices";
      readonly values: readonly number[];
      readonly labels: readonly string[];
      readonly weights: readonly number[];
    };

export type Basis = "stated" | "inferred" | "added";

export interface HeldPremise {
  readonly belief: Distribution;
  readonly basis: Basis;
  /** Keys of the claims that it rests on; empty only where `basis` is `added`. */
  readonly claims: readonly string[];
  readonly note: string | null;
  readonly place: Place;
}

export interface Position extends Named {
  readonly label: string;
  readonly document: string | null;
  /** By premise key; a premise left out is open. */
  readonly holds: ReadonlyMap<string, HeldPremise>;
  readonly concludes: Conclusion | null;
  /** The speaker's own criterion, where it is not the study's. */
  readonly criterion: Criterion | null;
  /** Other ways to read the same words, by key; `holds` is the main reading and not among them. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** Another way to read what a speaker says: the main reading with some premises changed. */
export interface Reading extends Named {
  readonly label: string;
  /** What in the words speaks for it. */
  readonly why: string;
  /** All that the speaker holds if the words are read so: the main reading's premises included. */
  readonly holds: ReadonlyMap<string, HeldPremise>;
  /** Keys of the premises in which it differs from the main reading, in the study's order. */
  readonly differs: readonly string[];
}

/**
 * What a speaker argues for: a policy before all others, or policies in an order, best first; and
 * what the speaker argues against. One of the two lists may be empty.
 */
export interface Conclusion {
  readonly policies: readonly string[];
  /** Policies that are argued against, whatever else is done. */
  readonly against: readonly string[];
  readonly claim: string;
  readonly place: Place;
}

/** A model constant that a decision sets. */
export interface Lever extends Named {
  readonly unit: string | null;
  readonly doc: string | null;
}

/** A named setting of all levers. */
export interface Policy extends Named {
  readonly label: string;
  readonly settings: ReadonlyMap<string, LeverSetting>;
}

/** A number, or a path over time. */
export type LeverSetting =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "path"; readonly time: readonly number[]; readonly value: readonly number[] };

/**
 * A number read off a run. `at`: the value at `to`; `change`: between `from` and `to`; `total`: the
 * integral over time from `from` to `to`; `mean`: that divided by the duration; `min`, `max`: over
 * every step from `from` to `to`; `first above`, `first below`: the first time at which the value
 * passes `threshold`, or the stop time plus one step if it never does.
 */
export type Measure =
  "at" | "change" | "total" | "mean" | "min" | "max" | "first above" | "first below";

export interface Outcome extends Named {
  readonly label: string;
  readonly variable: string;
  readonly measure: Measure;
  readonly from: number;
  readonly to: number;
  readonly threshold: number | null;
  readonly prefer: "less" | "more" | null;
  readonly unit: string | null;
}

/** How outcomes become one preference. Less is better for a loss. */
export type Criterion =
  | { readonly kind: "loss"; readonly terms: readonly LossTerm[]; readonly place: Place }
  /** A condition over outcomes; the policy that meets it in the largest share of futures wins. */
  | { readonly kind: "success"; readonly condition: Equation; readonly place: Place }
  | { readonly kind: "expected"; readonly outcome: string; readonly place: Place };

/**
 * weight · (outcome − reference) / scale for an outcome of which less is preferred, and
 * weight · (reference − outcome) / scale where more is.
 */
export interface LossTerm {
  readonly outcome: string;
  /** A number, or the key of a value premise. */
  readonly weight: number | string;
  readonly reference: number;
  readonly scale: number;
}

export interface ObservedSeries extends Named {
  readonly variable: string;
  readonly unit: string | null;
  readonly points: readonly ObservedPoint[];
  /**
   * What was counted or measured. Sources on one quantity are alternatives: at a time for which
   * several have a figure, one of them is right, and they count as one.
   */
  readonly quantity: { readonly name: string; readonly key: string };
  /** How far the figure may be from the truth, and the model from both; null where nobody says. */
  readonly error: ObservationError | null;
  /** Why positions are not scored by it (an input of the run, a doubtful mapping …), or null. */
  readonly notScored: string | null;
}

/** A standard deviation: in the series' unit, or as a share of the figure. */
export interface ObservationError {
  readonly kind: "deviation" | "relative";
  readonly size: number;
  /** Whether the errors at different times have nothing to do with each other. */
  readonly independent: boolean;
  readonly why: string | null;
}

/**
 * A figure. With `low` or `high` the truth lies from `low` to `high`, each being `value` where it
 * is null. With a `bound` the figure is the least, or the most, that the truth can be.
 */
export interface ObservedPoint {
  readonly time: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly bound: "at least" | "at most" | null;
  readonly source: string;
}

/** Positions are run under the policy that was followed and scored by what was then observed. */
export interface HindcastSetting {
  /** The policy that was in fact followed. */
  readonly policy: string;
  /** Only points at this time and after it are scored: the text could not know them. */
  readonly from: number;
  readonly place: Place;
}
