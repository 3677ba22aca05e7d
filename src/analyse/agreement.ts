import type { Merits } from "./merits.js";

/** By option: 1 in the rows in which no other is better, else 0. Equals are best together. */
export type Bests = readonly Uint8Array[];

/**
 * The best options of each row. Where all are equally good, as when a condition is met by none, there
 * is nothing to choose and none counts as best.
 */
export function bestInEach(merits: Merits): Bests {
  const rows = merits[0]?.length ?? 0;
  const bests = merits.map(() => new Uint8Array(rows));
  for (let row = 0; row < rows; row++) {
    const values = merits.map((column) => column[row]);
    const most = Math.max(...values);
    if (values.length > 1 && values.every((value) => value === most)) continue;
    for (const [option, value] of values.entries()) bests[option][row] = value === most ? 1 : 0;
  }
  return bests;
}

/** The same for one choice a row. */
export function chosenInEach(choices: Int32Array, options: number): Bests {
  return Array.from({ length: options }, (_, option) =>
    Uint8Array.from(choices, (choice) => (choice === option ? 1 : 0)),
  );
}

/** How often, and on what, several positions agree on common rows. */
export interface Agreement {
  readonly rows: number;
  /** Rows in which some option is among the best of all. */
  readonly agreed: number;
  /** By option: rows in which it is; an agreement may be on several. */
  readonly on: readonly number[];
}

/** The agreement region: rows in which all positions can choose the same option. */
export function agreementOf(positions: readonly Bests[]): Agreement {
  const [first = []] = positions;
  const rows = first[0]?.length ?? 0;
  const on = first.map(() => 0);
  let agreed = 0;
  for (let row = 0; row < rows; row++) {
    let any = 0;
    for (const option of on.keys()) {
      if (!positions.every((bests) => bests[option][row] === 1)) continue;
      on[option] += 1;
      any = 1;
    }
    agreed += any;
  }
  return { rows, agreed, on };
}
