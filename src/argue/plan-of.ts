import type { Study } from "#study/study";
import { differingOf } from "./differing.js";
import type { PlanResult } from "./document-modeller.js";
import type { LatticeSettings } from "./lattices.js";
import { expectedSets } from "./lattices.js";
import { movedConstants } from "./moved-constants.js";
import { holdsNothing } from "./trial.js";
import type { Depth } from "./depth.js";

/** What decides how much is run. */
export interface Planned {
  readonly futures: number;
  readonly between: readonly [string, string] | null;
  readonly depth: Depth;
  readonly lattice: LatticeSettings;
}

/** Of the policies of a mix about so many stay in the running after the first glance. */
const STAYING = 3;
/** And about so large a part of mixes is taken further than the screening. */
const CLOSE = 0.3;

/**
 * What will be done, with about how many runs at most: how many depends on what is found, so
 * this is reckoned as if everybody disagreed with the first position, or with whom it was asked.
 */
export function planOf(study: Study, planned: Planned): PlanResult {
  const { futures, between, depth, lattice } = planned;
  const policies = study.policies.size;
  const positions = [...study.positions.values()];
  const holding = positions.filter((position) => !holdsNothing(position));
  const [one, other] = between?.map((key) => study.positions.get(key)) ?? [];
  const pairs =
    one !== undefined && other !== undefined
      ? [[one, other] as const]
      : holding
          .filter((position) => position !== positions[0])
          .map((position) => [positions[0], position] as const);
  const [screening, ...later] = lattice.looks;
  const last = later.at(-1) ?? screening;
  const each = (most: number): number =>
    policies * lattice.glance +
    STAYING * (screening - lattice.glance) +
    STAYING * CLOSE * (most - screening);
  const differing = pairs.map(([first, second]) => differingOf(first, second, study).length);
  const sum = (values: readonly number[]): number =>
    values.reduce((total, one_) => total + one_, 0);
  const mixes = sum(
    differing.map((members) => {
      const most = expectedSets({ ...lattice.search, members });
      // Shrinking usually takes about as many mixes as there are premises, not four times as many.
      return members <= lattice.search.exactUpTo ? most : most - 3 * members;
    }),
  );
  const exact = differing.filter((members) => members <= lattice.search.exactUpTo).length;
  const constants = movedConstants(study, depth.factor).length;
  const accused = between === null ? Math.min(holding.length, depth.accused) : 2;
  const parts = [
    {
      what: `${positions.length} positions under ${policies} policies in ${futures} futures`,
      runs: positions.length * policies * futures,
    },
    {
      what: between === null ? "single concessions" : "concessions of one premise and of two",
      runs: sum(differing) * each(futures) * (between === null ? 1 : sum(differing) / 2),
    },
    {
      what: `mixes of ${pairs.length === 1 ? "1 pair" : `${pairs.length} pairs`} of positions${exact === 0 ? "" : `, all of them for ${exact}`}`,
      runs: mixes * each(last),
    },
    ...(constants === 0
      ? []
      : [
          {
            what: `${constants} constants of the modeller's own moved, for ${accused} positions`,
            runs:
              accused *
              (2 * constants * STAYING * depth.screening +
                depth.retriedEach * STAYING * depth.retries(screening) +
                policies * depth.retries(screening)),
          },
        ]),
  ].map(({ what, runs }) => ({ what, runs: Math.ceil(runs) }));
  const leftOut = [
    ...(between === null
      ? [
          {
            what: "sets of two and three premises, and all mixes where there are more than a few",
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
