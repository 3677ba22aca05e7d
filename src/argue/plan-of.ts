import type { Position, Study } from "#study/study";
import { differingOf } from "./differing.js";
import type { Depth } from "./depth.js";
import type { PlanResult } from "./document-modeller.js";
import type { LatticeSettings } from "./lattices.js";
import { expectedSets } from "./lattices.js";
import type { Look } from "./looks.js";
import { movedConstants } from "./moved-constants.js";
import type { ArgueSettings } from "./settings.js";
import { holdsNothing } from "./trial.js";
import { count, thousands } from "./words.js";

/** What decides how much is run. */
export interface Planned {
  readonly settings: ArgueSettings;
  readonly between: readonly [string, string] | null;
  readonly depth: Depth;
  readonly lattice: LatticeSettings;
  /** Of what two positions agree on. */
  readonly agreementLooks: readonly Look[];
}

/** Of the policies of a mix about so many stay in the running after the first glance. */
const STAYING = 3;
/**
 * About so large a part of mixes and concessions is taken further than the screening, and so large a
 * part further than all the futures of a verdict: more where sets of several premises are asked for,
 * which lie closer to where the verdict turns.
 */
const CLOSE = { unasked: 0.3, asked: 0.65 };
const OPEN = { unasked: 0.15, asked: 0.35 };
/** Kinds that are agreed on one after the other, on the terms of either, by both. */
const AGREED = 4 * 2 * 2;
/** Sets of open premises that are tested in new futures for a conclusion, about so many. */
const TESTED_SETS = 6;

/**
 * What will be done, with about how many runs at most: how many depends on what is found, so
 * this is reckoned as if everybody disagreed with the first position, or with whom it was asked.
 */
export function planOf(study: Study, planned: Planned): PlanResult {
  const { settings, between, depth, lattice, agreementLooks } = planned;
  const { futures, screening, mostFutures, glance } = settings;
  const policies = study.policies.size;
  const [close, undecided] =
    between === null ? [CLOSE.unasked, OPEN.unasked] : [CLOSE.asked, OPEN.asked];
  const positions = [...study.positions.values()];
  const holding = positions.filter((position) => !holdsNothing(position));
  const pairs = pairsIn(study, holding, between);
  const differing = pairs.map(([first, second]) => differingOf(first, second, study).length);
  /** Runs of one that is taken on to `most` futures where it is close. */
  const each = (most: number): number =>
    policies * glance +
    STAYING * (screening - glance) +
    STAYING * close * (Math.min(most, futures) - screening);
  const concessions = between === null ? sum(differing) : sum(differing.map((n) => (n * n) / 2));
  const mixes = sum(
    differing.map((members) => {
      const most = expectedSets({ ...lattice.search, members });
      // Shrinking usually takes about as many mixes as there are premises, not four times as many.
      return members <= lattice.search.exactUpTo ? most : most - 3 * members;
    }),
  );
  const exact = differing.filter((members) => members <= lattice.search.exactUpTo).length;
  const mostMixed = lattice.looks.at(-1)?.futures ?? screening;
  const open = concessions + (mostMixed > futures ? mixes : 0);
  const readings = sum(positions.map((position) => position.readings.size));
  const constants = movedConstants(study, depth.factor).length;
  const accused = between === null ? Math.min(holding.length, depth.accused) : 2;
  const concluding = holding.filter(({ concludes }) => concludes !== null).length;
  const read = readings === 0 ? "" : ` and ${count(readings, "other reading")}`;
  const parts = [
    {
      what: `${positions.length} positions${read} under ${policies} policies in ${thousands(futures)} futures`,
      runs: (positions.length + readings) * policies * futures,
    },
    {
      what: between === null ? "single concessions" : "concessions of one premise and of two",
      runs: concessions * each(futures),
    },
    {
      what: `mixes of ${pairs.length === 1 ? "1 pair" : `${pairs.length} pairs`} of positions${exact === 0 ? "" : `, all of them for ${exact}`}`,
      runs: mixes * each(mostMixed),
    },
    {
      what: `what these leave undecided, in up to ${thousands(mostFutures)} futures each`,
      runs: open * STAYING * undecided * (mostFutures - futures),
    },
    {
      what: "facts, structure and values agreed on",
      runs:
        pairs.length *
        AGREED *
        policies *
        (screening + close * ((agreementLooks.at(-1)?.futures ?? screening) - screening)),
    },
    {
      what: "what would have to be added for conclusions that do not follow",
      runs: concluding * TESTED_SETS * policies * (futures / 2),
    },
    {
      what: `${constants} constants of the modeller's own moved, for ${accused} positions`,
      runs:
        constants === 0
          ? 0
          : accused *
            (2 * constants * STAYING * depth.screening +
              depth.retriedEach * STAYING * depth.retries(screening) +
              policies * depth.retries(screening)),
    },
    {
      what: "what was observed",
      runs: study.hindcast === null ? 0 : 2 * positions.length * futures,
    },
  ]
    .map(({ what, runs }) => ({ what, runs: Math.ceil(runs) }))
    .filter(({ runs }) => runs > 0);
  const leftOut = [
    ...(between === null
      ? [
          {
            what: `sets of two and three premises, all mixes where there are more than a few, and more than ${thousands(mostMixed)} futures of a mix`,
            ask: "--between 'ONE' 'OTHER'",
          },
        ]
      : [{ what: "all other pairs of positions", ask: "without --between" }]),
    ...(depth.deep
      ? []
      : [
          {
            what: "the modeller's choices for who agrees with the first position, and more of what seemed to change a verdict",
            ask: "--deep",
          },
        ]),
  ];
  return { parts, leftOut };
}

function pairsIn(
  study: Study,
  holding: readonly Position[],
  between: readonly [string, string] | null,
): readonly (readonly [Position, Position])[] {
  const [one, other] = between?.map((key) => study.positions.get(key)) ?? [];
  if (one !== undefined && other !== undefined) return [[one, other]];
  const [first] = study.positions.values();
  return holding.filter((position) => position !== first).map((position) => [first, position]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
