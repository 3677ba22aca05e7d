import type { Table } from "#numeric/table";
import type { Distribution } from "#study/study";
import { supportOf } from "#study/distribution";
import { quantileFunction } from "../distribution.js";

/** The share at each side that is left out of a distribution without ends. */
const openTail = 0.01;

export interface OneAtATime {
  /** Every input at its middle, then each at its low and its high end with the others at theirs. */
  readonly values: Table;
  /** The low and the high end of each input, in the order of the keys. */
  readonly ends: readonly (readonly [number, number])[];
}

/**
 * One input at a time, as tornado diagrams have it: the ends are those of the range, or the 1 % and
 * the 99 % quantile where there are none. What acts only together with something else stays hidden.
 */
export function oneAtATime(
  keys: readonly string[],
  beliefs: ReadonlyMap<string, Distribution>,
  middles: ReadonlyMap<string, number>,
): OneAtATime {
  const ends = keys.map((key) => endsOf(beliefs.get(key) as Distribution));
  const rows = 1 + 2 * keys.length;
  const columns = new Map<string, Float64Array>();
  for (const [key, middle] of middles) {
    const values = new Float64Array(rows).fill(middle);
    const index = keys.indexOf(key);
    if (index >= 0) values.set(ends[index], 1 + 2 * index);
    columns.set(key, values);
  }
  return { values: { rows, columns }, ends };
}

function endsOf(belief: Distribution): readonly [number, number] {
  const { low, high } = supportOf(belief);
  const valueAt = quantileFunction(belief);
  const open = belief.kind === "lognormal" || !Number.isFinite(low) || !Number.isFinite(high);
  return open ? [valueAt(openTail), valueAt(1 - openTail)] : [low, high];
}
