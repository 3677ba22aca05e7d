import type { Distribution } from "#study/study";
import { describeBelief } from "./belief.js";
import { twoDigits } from "./words.js";

/** A part of what an open premise may be, by values: from `low` to `high`, both included. */
export interface Narrowing {
  readonly premise: string;
  readonly low: number;
  readonly high: number;
  /** Which end was kept, or one value of several. */
  readonly kept: "low" | "high" | "one";
  readonly share: number;
}

/** Shares of an open premise that are tried, the widest first. */
const SHARES: readonly number[] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

/**
 * The parts of a premise that are tried, the widest first: of a range the lower or the upper part, of
 * few different values each by itself. `drawn` are values of the premise as it is open.
 */
export function narrowingsOf(premise: string, drawn: Float64Array): readonly Narrowing[] {
  const different = [...new Set(drawn)].sort((one, other) => one - other);
  if (different.length < 2) return [];
  if (different.length <= 6) {
    return different.map((value) => ({
      premise,
      low: value,
      high: value,
      kept: "one",
      share: drawn.filter((one) => one === value).length / drawn.length,
    }));
  }
  const sorted = drawn.toSorted();
  const at = (share: number): number =>
    Number(sorted[Math.floor(share * (sorted.length - 1))].toPrecision(3));
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  return SHARES.flatMap((share): Narrowing[] => [
    { premise, low: at(1 - share), high: most, kept: "high", share },
    { premise, low: least, high: at(share), kept: "low", share },
  ]);
}

export function isWithin(value: number, { low, high }: Narrowing): boolean {
  return value >= low && value <= high;
}

/** The least and the most that somebody thinks possible. */
export function endsOf(belief: Distribution): readonly [number, number] {
  switch (belief.kind) {
    case "value":
      return [belief.value, belief.value];
    case "lognormal":
      return [0, Infinity];
    case "choices": {
      const possible = belief.values.filter((_, at) => belief.weights[at] > 0);
      return [Math.min(...possible), Math.max(...possible)];
    }
    default:
      return [belief.low, belief.high];
  }
}

/** What is believed of an open premise if it is narrowed: the same, without what lies outside. */
export function narrowed(open: Distribution, narrowing: Narrowing): Distribution {
  const [least, most] = endsOf(open);
  // The ends of a sample are not the ends of the range.
  const low = narrowing.kept === "low" ? least : Math.max(least, narrowing.low);
  const high = narrowing.kept === "high" ? most : Math.min(most, narrowing.high);
  switch (open.kind) {
    case "choices": {
      const kept = open.values.map((value) => value >= narrowing.low && value <= narrowing.high);
      const total = open.weights.reduce((sum, weight, at) => sum + (kept[at] ? weight : 0), 0);
      return {
        ...open,
        weights: open.weights.map((weight, at) => (kept[at] ? weight / total : 0)),
      };
    }
    case "integers":
      return { kind: "integers", low: Math.ceil(low), high: Math.floor(high) };
    case "normal":
      return { ...open, low, high };
    default:
      if (Number.isFinite(low) && Number.isFinite(high)) return { kind: "uniform", low, high };
      return { kind: "uniform", low: narrowing.low, high: narrowing.high };
  }
}

/** "above 0.42", "below 0.3", "mild": what is left of a premise. */
export function narrowedInWords(open: Distribution, narrowing: Narrowing): string {
  if (narrowing.kept === "one") {
    const label = open.kind === "choices" ? open.labels[open.values.indexOf(narrowing.low)] : "";
    return label || describeBelief({ kind: "value", value: narrowing.low });
  }
  return narrowing.kept === "high"
    ? `above ${twoDigits(narrowing.low)}`
    : `below ${twoDigits(narrowing.high)}`;
}
