import type { Table } from "#numeric/table";
import type { Distribution } from "#study/study";
import { quantileFunction } from "../distribution.js";

/**
 * Every combination of the levels, the last column changing fastest. Throws a RangeError beyond
 * `mostRows` combinations.
 */
export function fullFactorial(
  levels: ReadonlyMap<string, readonly number[]>,
  mostRows = 10_000_000,
): Table {
  const counts = [...levels.values()].map((values) => values.length);
  const rows = counts.reduce((product, count) => product * count, 1);
  if (rows > mostRows) {
    throw new RangeError(
      `${counts.join(" × ")} levels are ${rows} combinations, more than ${mostRows}; take fewer`,
    );
  }
  const columns = new Map<string, Float64Array>();
  let repeat = rows;
  for (const [key, values] of levels) {
    repeat /= values.length;
    const each = repeat;
    columns.set(
      key,
      Float64Array.from(
        { length: rows },
        (_, row) => values[Math.floor(row / each) % values.length],
      ),
    );
  }
  return { rows, columns };
}

/**
 * The levels at which a belief enters a full factorial design: each possible choice, each whole
 * number, and of anything else `count` quantiles, evenly spread over the shares, in the middle of
 * each for distributions without ends and from end to end for the others.
 */
export function levelsOf(belief: Distribution, count: number): readonly number[] {
  switch (belief.kind) {
    case "value":
      return [belief.value];
    case "integers":
      return Array.from({ length: belief.high - belief.low + 1 }, (_, index) => belief.low + index);
    case "choices":
      return belief.values
        .filter((_, index) => belief.weights[index] > 0)
        .toSorted((a, b) => a - b);
    default: {
      const valueAt = quantileFunction(belief);
      const bounded = Number.isFinite(valueAt(0)) && Number.isFinite(valueAt(1));
      const share = (index: number): number =>
        bounded && count > 1 ? index / (count - 1) : (index + 0.5) / count;
      return Array.from({ length: count }, (_, index) => valueAt(share(index)));
    }
  }
}
