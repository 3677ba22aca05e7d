/** More different values than this are a range, and are drawn along an axis. */
const most = 6;

/** The few values that a switch or a category takes, each of them many times, in their order; null of a range. */
export function columnsOf(values: Float64Array): readonly number[] | null {
  const found = new Set<number>();
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    found.add(value);
    if (found.size > most) return null;
  }
  if (found.size === 0 || values.length < 3 * found.size) return null;
  return [...found].toSorted((one, other) => one - other);
}

/**
 * Where each future stands across: in the column of its value, strewn over the column by its number,
 * so that neighbours are told apart and stay where they are.
 */
export function strewn(values: Float64Array, columns: readonly number[]): Float64Array {
  // Multiples of the golden section fill a width evenly.
  const golden = (Math.sqrt(5) - 1) / 2;
  const width = 0.7;
  return values.map((value, future) => {
    const column = columns.indexOf(value);
    return column < 0 ? Number.NaN : column + width * (((future + 1) * golden) % 1) - width / 2;
  });
}
