import { betaQuantile, createBeta } from "#numeric/beta";
import { exp } from "#numeric/elementary/exp";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Distribution } from "#study/study";
import { numberText } from "./number-text.js";
import { truncatedNormalQuantile } from "./truncated-normal.js";

/**
 * What somebody holds about a premise, as a function of one coordinate of the unit cube. All
 * positions map the same coordinate, each by its own quantile function, so that a larger coordinate
 * is a larger value for everybody.
 */

type OfKind<K extends Distribution["kind"]> = Extract<Distribution, { readonly kind: K }>;

/**
 * The value at or below which the share u of the distribution lies, for u from 0 to 1. Rises with u
 * (normal, lognormal and beta up to rounding, a relative 10^−13) and stays inside `supportOf`.
 * Choices are taken in the order of their values, not as written. Throws a RangeError if the
 * distribution is none: ends in the wrong order, weights that sum to nothing …
 */
export function quantileOf(distribution: Distribution, u: number): number {
  return quantileFunction(distribution)(u);
}

/** `quantileOf` for many shares: what does not depend on u is worked out once. */
export function quantileFunction(distribution: Distribution): (u: number) => number {
  switch (distribution.kind) {
    case "value":
      return () => distribution.value;
    case "uniform":
      return uniformQuantile(distribution.low, distribution.high);
    case "triangular":
      return triangularQuantile(distribution);
    case "normal":
      return truncatedNormalQuantile(createNumberArithmetic(), distribution);
    case "lognormal":
      return lognormalQuantile(distribution);
    case "beta":
      return scaledBetaQuantile(distribution);
    case "integers":
      return integersQuantile(distribution);
    case "choices":
      return choicesQuantile(distribution);
  }
}

/** Half of the distribution lies at or below it; the lower of two middle choices. */
export function medianOf(distribution: Distribution): number {
  return quantileOf(distribution, 0.5);
}

/**
 * A distribution in words for people: "0.6 to 0.95", "0.3", "mild or severe", "normal, mean 0.3,
 * sd 0.1, at least 0". Choices stand in the order of their values, with their shares where these
 * differ.
 */
export function describe(distribution: Distribution): string {
  switch (distribution.kind) {
    case "value":
      return numberText(distribution.value);
    case "uniform":
      return rangeText(distribution.low, distribution.high);
    case "triangular":
      return `triangular, ${rangeText(distribution.low, distribution.high)}, mode ${numberText(distribution.mode)}`;
    case "normal":
      return `normal, mean ${numberText(distribution.mean)}, sd ${numberText(distribution.deviation)}${cutText(distribution)}`;
    case "lognormal":
      return `lognormal, median ${numberText(distribution.median)}, log sd ${numberText(distribution.logDeviation)}`;
    case "beta":
      return `beta, alpha ${numberText(distribution.alpha)}, beta ${numberText(distribution.beta)}, ${rangeText(distribution.low, distribution.high)}`;
    case "integers":
      return distribution.high === distribution.low
        ? numberText(distribution.low)
        : `whole numbers from ${rangeText(distribution.low, distribution.high)}`;
    case "choices":
      return choicesText(distribution);
  }
}

function uniformQuantile(low: number, high: number): (u: number) => number {
  requireRange(low, high);
  const width = high - low;
  return (u) => Math.min(low + width * u, high);
}

function triangularQuantile({ low, mode, high }: OfKind<"triangular">): (u: number) => number {
  requireRange(low, high);
  if (!(mode >= low && mode <= high)) {
    throw new RangeError(`the mode ${mode} lies outside ${low} to ${high}`);
  }
  const width = high - low;
  const rising = mode - low;
  const falling = high - mode;
  return (u) =>
    u * width < rising
      ? Math.min(low + Math.sqrt(u * width * rising), mode)
      : Math.max(high - Math.sqrt((1 - u) * width * falling), mode);
}

function lognormalQuantile(distribution: OfKind<"lognormal">): (u: number) => number {
  const { median, logDeviation } = distribution;
  if (!(median > 0 && median < Infinity && logDeviation >= 0 && logDeviation < Infinity)) {
    throw new RangeError(
      "a lognormal distribution needs a median above 0 and a log deviation of 0 or more, " +
        `not ${median} and ${logDeviation}`,
    );
  }
  if (logDeviation === 0) return () => median;
  const a = createNumberArithmetic();
  return (u) => {
    const value = median * exp(a, logDeviation * normalQuantile(a, u));
    return Math.min(Math.max(value, Number.MIN_VALUE), Number.MAX_VALUE);
  };
}

function scaledBetaQuantile({ alpha, beta, low, high }: OfKind<"beta">): (u: number) => number {
  requireRange(low, high);
  const a = createNumberArithmetic();
  const standard = createBeta(a, alpha, beta);
  const width = high - low;
  return (u) => Math.min(low + width * betaQuantile(a, standard, u), high);
}

function integersQuantile({ low, high }: OfKind<"integers">): (u: number) => number {
  requireRange(low, high);
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
    throw new RangeError(`${low} to ${high} are not whole numbers`);
  }
  const count = high - low + 1;
  return (u) => Math.min(low + Math.floor(u * count), high);
}

function choicesQuantile(distribution: OfKind<"choices">): (u: number) => number {
  const choices = possibleChoices(distribution);
  const values = choices.map((choice) => choice.value);
  let total = 0;
  const upTo = choices.map((choice) => (total += choice.weight));
  return (u) => {
    const index = upTo.findIndex((cumulative) => u * total <= cumulative);
    return values[index];
  };
}

/** The choices with a weight above zero, ascending by value. Throws a RangeError if there is none. */
function possibleChoices({ values, labels, weights }: OfKind<"choices">): readonly {
  readonly value: number;
  readonly label: string;
  readonly weight: number;
}[] {
  if (
    values.length !== weights.length ||
    weights.some((weight) => !(weight >= 0 && weight < Infinity))
  ) {
    throw new RangeError(`each of ${values.length} choices needs a weight of 0 or more`);
  }
  const choices = values
    .map((value, index) => ({ value, label: labels[index] ?? "", weight: weights[index] }))
    .filter((choice) => choice.weight > 0)
    .toSorted((first, second) => first.value - second.value);
  if (choices.length === 0) throw new RangeError("there is no choice with a weight above 0");
  return choices;
}

function requireRange(low: number, high: number): void {
  if (!(low <= high && high - low < Infinity)) {
    throw new RangeError(
      `a range goes from a smaller to a larger number, not from ${low} to ${high}`,
    );
  }
}

function rangeText(low: number, high: number): string {
  return low === high ? numberText(low) : `${numberText(low)} to ${numberText(high)}`;
}

function cutText({ low, high }: { readonly low: number; readonly high: number }): string {
  if (low > -Infinity && high < Infinity)
    return `, between ${numberText(low)} and ${numberText(high)}`;
  if (low > -Infinity) return `, at least ${numberText(low)}`;
  return high < Infinity ? `, at most ${numberText(high)}` : "";
}

function choicesText(distribution: OfKind<"choices">): string {
  const choices = possibleChoices(distribution);
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  const alike = choices.every((choice) => choice.weight === choices[0].weight);
  const texts = choices.map(({ label, value, weight }) => {
    const name = label === "" ? numberText(value) : label;
    return alike
      ? name
      : `${name} (${numberText(Number(((100 * weight) / total).toPrecision(3)))} %)`;
  });
  const last = texts[texts.length - 1];
  return texts.length === 1 ? last : `${texts.slice(0, -1).join(", ")} or ${last}`;
}
