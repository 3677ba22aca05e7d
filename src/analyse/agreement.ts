import { argmax, type Merits } from "./merits.js";

/** In each row the option that is the best; the first of equals. */
export function bestInEach(merits: Merits): Int32Array {
  const rows = merits[0]?.length ?? 0;
  const values = new Float64Array(merits.length);
  return Int32Array.from({ length: rows }, (_, row) => {
    for (const [option, column] of merits.entries()) values[option] = column[row];
    return argmax(values);
  });
}

/** How often, and on what, several choices (`bestInEach` of positions on common rows) coincide. */
export interface Agreement {
  readonly rows: number;
  /** Rows in which all coincide. */
  readonly agreed: number;
  /** Of these, by option. */
  readonly on: readonly number[];
}

/** The agreement region: rows in which all positions choose the same option. */
export function agreementOf(choices: readonly Int32Array[], options: number): Agreement {
  const rows = choices[0]?.length ?? 0;
  const on = Array.from({ length: options }, () => 0);
  let agreed = 0;
  for (let row = 0; row < rows; row++) {
    const [first] = choices;
    if (!choices.every((choice) => choice[row] === first[row])) continue;
    agreed += 1;
    on[first[row]] += 1;
  }
  return { rows, agreed, on };
}
