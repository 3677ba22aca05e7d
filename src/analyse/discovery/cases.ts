/**
 * What discovery works on: rows of inputs, each with an outcome that is of interest or is not. Text
 * is a category, a code a row; all else are numbers.
 */
export type Input = NumberInput | CategoryInput;

export interface NumberInput {
  readonly name: string;
  /** Whole numbers have whole limits. */
  readonly kind: "number" | "integer";
  readonly values: Float64Array;
}

export interface CategoryInput {
  readonly name: string;
  readonly kind: "category";
  /** Indices into `labels`. */
  readonly values: Float64Array;
  readonly labels: readonly string[];
}

export interface Cases {
  /** Without gaps: every value is a number (or a code), in every row. */
  readonly inputs: readonly Input[];
  /** 1 where the outcome is of interest, 0 where it is not, by row. */
  readonly interest: Uint8Array;
  /**
   * The inputs of rows whose outcome is not known (failed futures), a column an input as in
   * `inputs`. They take no part in the search, and are counted both ways in shares.
   */
  readonly failed: readonly Float64Array[];
}

export function rowsOf({ interest }: Cases): number {
  return interest.length;
}

/** How many rows are of interest. */
export function interestOf({ interest }: Cases): number {
  let total = 0;
  for (let row = 0; row < interest.length; row++) total += interest[row];
  return total;
}

/** Some of the rows, in the order given; failed rows are left behind. */
export function casesAt(cases: Cases, rows: Uint32Array): Cases {
  return {
    inputs: cases.inputs.map((input) => ({
      ...input,
      values: Float64Array.from(rows, (row) => input.values[row]),
    })),
    interest: Uint8Array.from(rows, (row) => cases.interest[row]),
    failed: cases.inputs.map(() => new Float64Array(0)),
  };
}
