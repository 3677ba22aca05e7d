/**
 * A number with what is known of it; plain data, as it stands in every `--json`. `value`, `low` and
 * `high` are null where they cannot be had (no future finished, too few for an interval).
 */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level of [low, high], 0 to 1. */
  readonly level: number;
  /** How value and interval were arrived at, in the field's words. */
  readonly method: string;
  /** How many futures it rests on. */
  readonly n: number;
  /** How many further futures failed and are not among the `n`. */
  readonly failed: number;
}
