import { effectiveSize, importanceWeights } from "#analyse/importance";
import { jackknifeEstimate } from "#analyse/jackknife";
import type { Estimate } from "#analyse/estimate";
import { exp } from "#numeric/elementary/exp";
import { ln } from "#numeric/elementary/logarithm";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Study } from "#study/study";
import { describeBelief } from "./belief.js";
import type { SettledResult } from "./document-hindcast.js";
import { combine, type Score } from "./hindcast-score.js";

/** A premise on which two positions, by key, differ. */
export interface CruxInDispute {
  readonly premise: string;
  readonly pair: string;
  readonly positions: readonly [string, string];
  /** Whether its concession alone flips one of the two. */
  readonly crux: boolean;
}

/**
 * Bayes factors from which evidence counts: below 3 "not worth more than a bare mention", from 20
 * on "strong" (Kass and Raftery 1995, section 3.2). The nearer end of the interval must reach it.
 */
const LEANS = 3;
const SETTLED = 20;

/** With fewer effective futures than this on both sides nothing can be said. */
const TOO_FEW = 20;

/**
 * Whether what was observed tells the two sides of each dispute apart: the ratio of the mean
 * likelihoods with the premise as the one and as the other holds it, everything else left open.
 */
export function settledOf(
  disputes: readonly CruxInDispute[],
  scoreOn: (dispute: CruxInDispute, position: string) => Score | undefined,
  {
    study,
    level,
    weighed,
  }: { readonly study: Study; readonly level: number; readonly weighed: boolean },
): SettledResult[] {
  return disputes.map((dispute) => {
    const premise = study.premises.get(dispute.premise);
    const [one, other] = dispute.positions;
    const told = {
      premise: dispute.premise,
      name: premise?.name ?? dispute.premise,
      pair: dispute.pair,
      crux: dispute.crux,
      sides: dispute.positions.map((position) => ({
        position,
        belief: heldInWords(study, position, dispute.premise),
      })),
    };

    if (premise?.kind === "value") {
      return { ...told, answer: "a value judgement", towards: null, factor: null };
    }
    const [ours, theirs] = [scoreOn(dispute, one), scoreOn(dispute, other)];
    if (!weighed || ours === undefined || theirs === undefined) {
      return { ...told, answer: "cannot discriminate", towards: null, factor: null };
    }
    return { ...told, ...compare(ours, theirs, dispute.positions, level) };
  });
}

/** What a position holds, in words; null where it leaves the premise open. */
function heldInWords(study: Study, position: string, premise: string): string | null {
  const held = study.positions.get(position)?.holds.get(premise);
  return held === undefined ? null : describeBelief(held.belief);
}

function compare(
  ours: Score,
  theirs: Score,
  [one, other]: readonly [string, string],
  level: number,
): Pick<SettledResult, "answer" | "towards" | "factor"> {
  const first = ours.evidence.whole >= theirs.evidence.whole;
  const [better, worse] = first ? [ours, theirs] : [theirs, ours];
  const difference = combine([better.evidence, worse.evidence], ([high, low]) => high - low);
  const { finished } = better;
  const logarithm = jackknifeEstimate(difference.whole, difference.parts, level, "Bayes factor", {
    n: finished.length,
    failed: 0,
  });
  const factor = exponential(logarithm);
  const few = Math.max(effectiveOf(ours), effectiveOf(theirs)) < TOO_FEW;
  // Where no future of the other side meets what was observed there is no interval, and no doubt.
  const sure = difference.whole === Infinity ? Infinity : (logarithm.low ?? 0);
  if (few || sure < ln(createNumberArithmetic(), LEANS))
    return { answer: "cannot discriminate", towards: null, factor };
  const settled = sure >= ln(createNumberArithmetic(), SETTLED);
  return { answer: !settled ? "leans" : "settled", towards: first ? one : other, factor };
}

function exponential(estimate: Estimate): Estimate {
  const arithmetic = createNumberArithmetic();
  const of = (value: number | null): number | null => {
    const power = value === null ? NaN : exp(arithmetic, value);
    return Number.isFinite(power) ? power : null;
  };
  return { ...estimate, value: of(estimate.value), low: of(estimate.low), high: of(estimate.high) };
}

function effectiveOf({ logLikelihoods, finished }: Score): number {
  return effectiveSize(importanceWeights(Float64Array.from(finished, (at) => logLikelihoods[at])));
}
