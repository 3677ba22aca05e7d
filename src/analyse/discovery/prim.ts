import { restrictedCount, wholeBox } from "./box.js";
import type { Box } from "./box.js";
import { interestOf, rowsOf } from "./cases.js";
import type { Cases } from "./cases.js";
import { paste } from "./prim-paste.js";
import { Peeler } from "./prim-peel.js";

/**
 * Patient rule induction: boxes in which the rows of interest are dense, found by peeling off a
 * little at a time (J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data",
 * Statistics and Computing 9, 1999; for scenarios, B. P. Bryant and R. J. Lempert, "Thinking inside
 * the box", Technological Forecasting and Social Change 77, 2010).
 */
export interface PrimSettings {
  /** The share of the box that a peel takes off at most, about. */
  readonly peelAlpha: number;
  /** The share of what lies beyond an end that a paste takes in. */
  readonly pasteAlpha: number;
  /** The least share of all rows that a box holds. */
  readonly leastMass: number;
}

export const primDefaults: PrimSettings = { peelAlpha: 0.05, pasteAlpha: 0.05, leastMass: 0.05 };

/** A box on the way, from the whole to the last one pasted. */
export interface TrajectoryEntry {
  readonly id: number;
  readonly box: Box;
  /** Rows in the box, and how many of them are of interest. */
  readonly n: number;
  readonly k: number;
  /** The share of all rows of interest that lie in the box. */
  readonly coverage: number;
  /** The share of the box that is of interest. */
  readonly density: number;
  /** The share of all rows that lie in the box. */
  readonly mass: number;
  /** How many inputs the box restricts. */
  readonly restricted: number;
}

/**
 * The trajectory of one box: the whole first, then a box a peel, then a box a paste.
 *
 * A peel takes from one end of a number, or one label of a category; the one is taken for which
 * Δ(density) / |Δ(rows)| is largest, of equal ones that with fewer restricted inputs, of these the
 * first (numbers before whole numbers before categories, the upper end before the lower). It is
 * accepted while the box keeps the least mass of all rows and the objective is above 0; a paste must
 * raise the density.
 *
 * With `among`, only rows that it marks are searched, as when earlier boxes are left out; coverage
 * and mass remain shares of all rows. Throws a RangeError for settings that are no shares.
 */
export function findBox(
  cases: Cases,
  settings: PrimSettings = primDefaults,
  among?: Uint8Array,
): readonly TrajectoryEntry[] {
  requireShares(settings);
  const peeler = new Peeler(cases, among);
  const trajectory: TrajectoryEntry[] = [];
  const all = { rows: rowsOf(cases), interest: interestOf(cases) };
  const record = (box: Box, n: number, k: number): void => {
    trajectory.push(entryOf(trajectory.length, box, n, k, all));
  };
  let box = wholeBox(cases.inputs);
  record(box, peeler.rows, peeler.interest);
  if (peeler.rows === 0) return trajectory;
  for (;;) {
    const peeled = peeler.best(box, settings.peelAlpha);
    if (peeled === null || peeled.n / all.rows < settings.leastMass) break;
    peeler.take(peeled);
    box = peeled.box;
    record(box, peeled.n, peeled.k);
  }
  const unmarked = among ?? new Uint8Array(all.rows).fill(1);
  let { n, k } = trajectory[trajectory.length - 1];
  for (;;) {
    const pasted = paste(cases, unmarked, box, { n, k }, settings.pasteAlpha);
    if (pasted === null || pasted.n / all.rows < settings.leastMass) break;
    ({ box, n, k } = pasted);
    record(box, n, k);
  }
  return trajectory;
}

/** An entry for a box that was counted elsewhere. */
function entryOf(
  id: number,
  box: Box,
  n: number,
  k: number,
  all: { readonly rows: number; readonly interest: number },
): TrajectoryEntry {
  return {
    id,
    box,
    n,
    k,
    coverage: all.interest === 0 ? 0 : k / all.interest,
    density: n === 0 ? 0 : k / n,
    mass: all.rows === 0 ? 0 : n / all.rows,
    restricted: restrictedCount(box),
  };
}

function requireShares(settings: PrimSettings): void {
  for (const [name, share] of Object.entries(settings)) {
    if (!(share > 0 && share < 1)) {
      throw new RangeError(`${name} is a share between 0 and 1, not ${share}`);
    }
  }
}
