import type { Distribution } from "#study/study";
import { inWords } from "./words.js";

/**
 * A text that is equal exactly where two beliefs give the same draws: kind and numbers, with a
 * range or list that has come down to one value taken as that value. Labels do not matter.
 */
export function beliefKey(belief: Distribution): string {
  const certain = certainValue(belief);
  if (certain !== null) return `value ${certain}`;
  switch (belief.kind) {
    case "value":
      return `value ${belief.value}`;
    case "uniform":
    case "integers":
      return `${belief.kind} ${belief.low} ${belief.high}`;
    case "triangular":
      return `triangular ${belief.low} ${belief.mode} ${belief.high}`;
    case "normal":
      return `normal ${belief.mean} ${belief.deviation} ${belief.low} ${belief.high}`;
    case "lognormal":
      return `lognormal ${belief.median} ${belief.logDeviation}`;
    case "beta":
      return `beta ${belief.alpha} ${belief.beta} ${belief.low} ${belief.high}`;
    case "choices":
      return `choices ${belief.values.map((value, at) => `${value}:${belief.weights[at]}`).join(" ")}`;
  }
}

function certainValue(belief: Distribution): number | null {
  if (belief.kind === "uniform" || belief.kind === "integers") {
    return belief.low === belief.high ? belief.low : null;
  }
  if (belief.kind === "choices") {
    const possible = belief.values.filter((_, at) => belief.weights[at] > 0);
    return possible.length === 1 ? possible[0] : null;
  }
  return null;
}

/** The belief as people would write it: "0.6 to 0.95", "mild or severe", "normal around 0.3 …". */
export function describeBelief(belief: Distribution): string {
  switch (belief.kind) {
    case "value":
      return `${belief.value}`;
    case "uniform":
      return `${belief.low} to ${belief.high}`;
    case "integers":
      return `${belief.low} to ${belief.high}, whole numbers`;
    case "triangular":
      return `${belief.low} to ${belief.high}, most often about ${belief.mode}`;
    case "normal":
      return `normal around ${belief.mean}, deviation ${belief.deviation}${within(belief.low, belief.high)}`;
    case "lognormal":
      return `lognormal around ${belief.median}, log deviation ${belief.logDeviation}`;
    case "beta":
      return `beta(${belief.alpha}, ${belief.beta}) from ${belief.low} to ${belief.high}`;
    case "choices":
      return describeChoices(belief.values, belief.labels, belief.weights);
  }
}

function within(low: number, high: number): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return `, within ${low} to ${high}`;
  if (Number.isFinite(low)) return `, at least ${low}`;
  if (Number.isFinite(high)) return `, at most ${high}`;
  return "";
}

function describeChoices(
  values: readonly number[],
  labels: readonly string[],
  weights: readonly number[],
): string {
  const even = weights.every((weight) => weight === weights[0]);
  const named = values.flatMap((value, at) => {
    if (!(weights[at] > 0)) return [];
    const label = labels[at] || `${value}`;
    return [even ? label : `${label} (weight ${weights[at]})`];
  });
  return inWords(named, "or");
}
