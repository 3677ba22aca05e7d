/** Rows of doubles in one array: the first begins at `at`, each `stride` after the one before. */
export interface Rows {
  readonly values: Float64Array;
  readonly at: number;
  readonly stride: number;
}

/** Copies the first `width` values of so many rows. */
export function copyRows(from: Rows, to: Rows, rows: number, width: number): void {
  let [source, target] = [from.at, to.at];
  for (let row = 0; row < rows; row++) {
    to.values.set(from.values.subarray(source, source + width), target);
    source += from.stride;
    target += to.stride;
  }
}
