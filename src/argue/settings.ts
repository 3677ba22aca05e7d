import type { FamilySettings } from "./families.js";
import type { LatticeSettings } from "./lattices.js";
import { doubled, looksAt, type Look } from "./looks.js";
import type { Draw } from "./plan.js";

/** What an argument is asked. */
export interface ArgueQuestion {
  /** Futures of every position under every policy; an integer of 1 or more. */
  readonly futures: number;
  /** A whole number from 0 to 2^53 − 1; the same seed gives the same futures. */
  readonly seed: number;
  /** Of Parley, for the document. */
  readonly version: string;
  /** Keys of two positions to look at closely: also pairs of concessions are tried. */
  readonly between?: readonly [string, string] | undefined;
  /** The modeller's choices for every position, more of them tried again, and every attribution. */
  readonly deep?: boolean | undefined;
  /** Of positions in the pooled view, by key; 1 where nothing is said, 0 leaves one out. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
  /**
   * Where an answer stays undecided, up to so many times `futures` are spent on it; a whole number of 1
   * or more, 4 if not given.
   */
  readonly more?: number | undefined;
}

/** The same, and what the analysis is tuned by. */
export interface ArgueOptions extends ArgueQuestion {
  readonly draw: Draw;
  /** Confidence level of intervals and answers; 0.95 if not given. */
  readonly level?: number | undefined;
  /** Futures on which concessions are screened; an eighth of all, at least 200, if not given. */
  readonly screening?: number | undefined;
  /** About how many runs one plan asks for at most. */
  readonly runsPerPlan?: number | undefined;
}

/** Hybrids that are not clear after the screening are looked at again after so many times as many. */
const MIDDLE = 4;

/** Times as many futures are spent where answers stay undecided, unless otherwise said. */
const MORE = 4;

/** Positions that differ in at most so many premises have all their mixes run, unasked and asked. */
const EXACT = { unasked: 6, asked: 12 };

/** Of a mix the criterion is kept in so many futures at most: there may be thousands of mixes. */
const MOST_KEPT = 1000;

/** Where nothing was asked for, mixes end long before all futures are spent. */
function unaskedLooks({ futures, screening }: ArgueSettings): readonly number[] {
  return [screening, Math.min(futures, MIDDLE * screening)];
}

/** There are few things to agree on: what is close is run as far as a verdict. */
export function agreementLooks(settings: ArgueSettings): readonly Look[] {
  return looksAt([...unaskedLooks(settings), settings.futures]);
}

export function latticeSettingsOf(settings: ArgueSettings, asked: boolean): LatticeSettings {
  const { futures, more, screening } = settings;
  const ends = [...unaskedLooks(settings), ...(asked ? doubled(futures, more) : [])];
  return {
    ...settings,
    looks: looksAt(ends),
    search: { exactUpTo: asked ? EXACT.asked : EXACT.unasked, size: asked ? 3 : 1 },
    keep: Math.min(screening, MOST_KEPT),
    conceded: settings.looks,
  };
}

/** After so many futures, policies that are far behind are left out of the concessions. */
const FIRST_GLANCE = 100;

export interface ArgueSettings extends FamilySettings {
  readonly futures: number;
  readonly screening: number;
  readonly more: number;
  readonly mostFutures: number;
}

export function settingsOf(options: ArgueOptions): ArgueSettings {
  const { futures, draw, more = MORE } = options;
  if (!Number.isSafeInteger(futures) || futures < 1) {
    throw new RangeError(`the number of futures is ${futures}, not an integer of 1 or more`);
  }
  if (!Number.isSafeInteger(more * futures) || more < 1 || !Number.isInteger(more)) {
    throw new RangeError(`more futures are ${more} times as many, not an integer of 1 or more`);
  }
  const wanted = options.screening ?? Math.max(200, Math.ceil(futures / 8));
  const screening = Math.min(futures, wanted);
  const glance = Math.min(screening, FIRST_GLANCE);
  return {
    draw,
    futures,
    level: options.level ?? 0.95,
    glance,
    screening,
    more,
    mostFutures: more * futures,
    looks: looksAt([screening, ...doubled(futures, more)]),
    borders: [glance, screening, Math.min(futures, MIDDLE * screening)],
    runsPerPlan: options.runsPerPlan ?? 100_000,
  };
}
