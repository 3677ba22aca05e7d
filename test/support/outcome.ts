import { keyOf } from "#study/name";
import type { Measure, Outcome } from "#study/study";

/** An outcome of a variable, called `name`. */
export function outcomeOf(
  name: string,
  variable: string,
  measure: Measure,
  from: number,
  to: number,
  threshold: number | null = null,
): Outcome {
  return {
    name,
    key: keyOf(name),
    label: name,
    place: { file: "test", line: 1, column: 1, length: 1 },
    variable: keyOf(variable),
    measure,
    from,
    to,
    threshold,
    prefer: null,
    unit: null,
  };
}
