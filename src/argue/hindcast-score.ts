import { continuousRankedScore } from "#analyse/crps";
import { ascending } from "#analyse/importance";
import { JACKKNIFE_BLOCKS } from "#analyse/jackknife";
import { logLikelihood, logOfSum } from "#analyse/observation-likelihood";
import { ln } from "#numeric/elementary/logarithm";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { quantiles } from "#numeric/quantile";
import type { ForeseenResult } from "./document-hindcast.js";
import type { ObservedTime, Quantity } from "./hindcast-observed.js";

/** The runs of one set of premises under the policy that was followed. */
export interface Foreseen {
  /** By outcome of `Observed`; a value a future, NaN where the future failed. */
  readonly values: ReadonlyMap<string, Float64Array>;
  readonly futures: number;
}

/** A figure over all futures, and with each block of futures left out. */
export interface Blocked {
  readonly whole: number;
  readonly parts: readonly number[];
}

export function combine(
  operands: readonly Blocked[],
  operation: (values: readonly number[]) => number,
): Blocked {
  return {
    whole: operation(operands.map(({ whole }) => whole)),
    parts: Array.from({ length: JACKKNIFE_BLOCKS }, (_, block) =>
      operation(operands.map(({ parts }) => parts[block])),
    ),
  };
}

/** Scores of one set of premises, before they are set against those of everything left open. */
export interface Score {
  /** The CRPS of each quantity, mean over its times. */
  readonly crps: ReadonlyMap<string, Blocked>;
  /** ln of the likelihood of each future; empty where nothing is weighed. */
  readonly logLikelihoods: Float64Array;
  /** ln of its mean. */
  readonly evidence: Blocked;
  readonly foreseen: readonly ForeseenResult[];
  readonly inBand: { readonly of: number; readonly within: number };
  /** Indices of the futures that finished. */
  readonly finished: Uint32Array;
}

/** Scores what was foreseen; sources of one time are alternatives of equal standing. */
export function scoreOf(quantities: readonly Quantity[], { values, futures }: Foreseen): Score {
  const finished = finishedOf(values, futures);
  const crps = new Map<string, Blocked>();
  const foreseen: ForeseenResult[] = [];
  let within = 0;
  for (const { key, times } of quantities) {
    const scores = times.map((time) => crpsAt(time, values, finished));
    crps.set(key, combine(scores, mean));
    for (const [at, { time, alternatives }] of times.entries()) {
      const [first] = alternatives;
      const drawn = pick(values.get(first.outcome) as Float64Array, finished);
      const [low, median, high] = quantiles(drawn, [0.05, 0.5, 0.95]);
      foreseen.push({ quantity: key, time, low, median, high, crps: scores[at].whole });
      if (alternatives.some((one) => one.low <= high && one.high >= low)) within += 1;
    }
  }
  const logLikelihoods = likelihoodsOf(quantities, values, finished);
  return {
    crps,
    logLikelihoods,
    evidence: blocked(finished, (kept) => {
      const some = kept.map((at) => logLikelihoods[at]);
      return logOfSum(some) - ln(createNumberArithmetic(), some.length);
    }),
    foreseen,
    inBand: { of: foreseen.length, within },
    finished,
  };
}

function finishedOf(values: ReadonlyMap<string, Float64Array>, futures: number): Uint32Array {
  const columns = [...values.values()];
  const found: number[] = [];
  for (let at = 0; at < futures; at++) {
    if (columns.every((column) => Number.isFinite(column[at]))) found.push(at);
  }
  return Uint32Array.from(found);
}

function pick(values: Float64Array, at: Uint32Array): Float64Array {
  return Float64Array.from(at, (index) => values[index]);
}

function crpsAt(
  { alternatives }: ObservedTime,
  values: ReadonlyMap<string, Float64Array>,
  finished: Uint32Array,
): Blocked {
  const orders = new Map<string, Uint32Array>();
  const scores = alternatives.map((figure) => {
    const column = values.get(figure.outcome) as Float64Array;
    const order =
      orders.get(figure.outcome) ??
      ascending(pick(column, finished)).map((position) => finished[position]);
    orders.set(figure.outcome, order);
    return blocked(order, (kept) => continuousRankedScore(pick(column, kept), figure));
  });
  return combine(scores, mean);
}

/** A figure of some futures, and of those that remain without each block. */
function blocked(futures: Uint32Array, figure: (kept: Uint32Array) => number): Blocked {
  return {
    whole: figure(futures),
    parts: Array.from({ length: JACKKNIFE_BLOCKS }, (_, block) =>
      figure(futures.filter((future) => future % JACKKNIFE_BLOCKS !== block)),
    ),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * For each finished future the log likelihood of all that is weighed, by position in `values`; 0
 * where nothing is. Of alternatives one is right, each with the same chance; times that are not
 * independent count as one, by the mean of their log likelihoods.
 */
function likelihoodsOf(
  quantities: readonly Quantity[],
  values: ReadonlyMap<string, Float64Array>,
  finished: Uint32Array,
): Float64Array {
  const total = new Float64Array((finished.at(-1) ?? -1) + 1);
  const arithmetic = createNumberArithmetic();
  for (const { times, independent, weighed } of quantities) {
    if (!weighed) continue;
    const weight = independent ? 1 : 1 / times.length;
    for (const { alternatives } of times) {
      const shares = ln(arithmetic, alternatives.length);
      for (const at of finished) {
        const each = alternatives.map((figure) =>
          logLikelihood((values.get(figure.outcome) as Float64Array)[at], figure, figure.deviation),
        );
        total[at] += weight * (logOfSum(each) - shares);
      }
    }
  }
  return total;
}
