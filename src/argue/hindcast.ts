import { importanceWeights, effectiveSize } from "#analyse/importance";
import { jackknifeEstimate } from "#analyse/jackknife";
import { column } from "#numeric/table";
import type { Distribution, Study } from "#study/study";
import type { HindcastResult, HindcastScore } from "./document-hindcast.js";
import { observedOf, type Observed } from "./hindcast-observed.js";
import { posteriorsOf } from "./hindcast-posterior.js";
import { rankingOf } from "./hindcast-ranking.js";
import { combine, scoreOf, type Blocked, type Score } from "./hindcast-score.js";
import { settledOf, type CruxInDispute } from "./hindcast-settles.js";
import { sentencesOf, warningsOf } from "./hindcast-words.js";
import type { Draw, RunPlan, RunResults } from "./plan.js";
import { casesUnder, holdsNothing, scenarioOf, type Scenario } from "./trial.js";

export interface HindcastSettings {
  readonly draw: Draw;
  readonly futures: number;
  readonly level: number;
  readonly runsPerPlan: number;
}

/** So many equally weighted futures a posterior must be worth. */
const RELIABLE = 100;

type Beliefs = Scenario["beliefs"];

/**
 * Scores every position by what was observed after the texts were written, under the policy that was
 * followed, and asks of each crux whether the evidence tells the two sides apart. Null where the
 * study has nothing to score by. `sameAs`: positions with the content of an earlier one, by key.
 */
export function* hindcast(
  study: Study,
  sameAs: ReadonlyMap<string, string>,
  disputes: readonly CruxInDispute[],
  settings: HindcastSettings,
): Generator<RunPlan, HindcastResult | null, RunResults> {
  if (study.hindcast === null) return null;
  const observed = observedOf(study, study.hindcast);
  if (observed.quantities.length === 0) return null;
  const open: Beliefs = new Map([...study.premises].map(([key, premise]) => [key, premise.open]));
  const positions = [...study.positions.values()];
  const held = positions.map((position) => scenarioOf(position, study).beliefs);
  const sides = sidesOf(disputes, open, study);
  const scores = yield* scoreAll(study, [open, ...held, ...sides.values()], observed, settings);
  const { level, futures } = settings;
  const weighed = observed.quantities.some((quantity) => quantity.weighed);

  const openScore = scores.get(open) as Score;
  const reported = (beliefs: Beliefs, position: string): HindcastScore =>
    report(
      position,
      sameAs.get(position) ?? null,
      beliefs,
      scores.get(beliefs) as Score,
      openScore,
      {
        study,
        weighed,
        settings,
      },
    );
  const results = positions.map(({ key }, at) => reported(held[at], key));
  const relatives = new Map(
    positions
      .map(({ key }, at) => [key, relativeOf(scores.get(held[at]) as Score, openScore)] as const)
      .filter(([key], at) => !sameAs.has(key) && !holdsNothing(positions[at])),
  );
  const settles = settledOf(
    disputes,
    (dispute, position) => scores.get(sides.get(sideKey(dispute, position)) as Beliefs),
    { study, level, weighed },
  );
  const result: Omit<HindcastResult, "sentences" | "warnings"> = {
    policy: study.hindcast.policy,
    from: study.hindcast.from,
    futures,
    failed: futures - openScore.finished.length,
    series: [...observed.series],
    quantities: observed.quantities.map(({ key, name, times, weighed: counts }) => ({
      key,
      name,
      times: times.length,
      weighed: counts,
    })),
    scores: results,
    open: reported(open, "everything left open"),
    ranking: rankingOf(relatives, level),
    settles,
  };
  return {
    ...result,
    warnings: warningsOf(result, study),
    sentences: sentencesOf(result, study),
  };
}

/** The sides of the disputes: everything left open but one premise, which is as a position holds it. */
function sidesOf(
  disputes: readonly CruxInDispute[],
  open: Beliefs,
  study: Study,
): ReadonlyMap<string, Beliefs> {
  const sides = new Map<string, Beliefs>();
  for (const dispute of disputes) {
    for (const key of dispute.positions) {
      const belief = study.positions.get(key)?.holds.get(dispute.premise)?.belief;
      const side = belief === undefined ? open : new Map(open).set(dispute.premise, belief);
      sides.set(sideKey(dispute, key), side);
    }
  }
  return sides;
}

function sideKey({ premise }: CruxInDispute, position: string): string {
  return JSON.stringify([premise, position]);
}

/** Runs each set of premises under the policy that was followed, equal ones once. */
function* scoreAll(
  study: Study,
  beliefs: readonly Beliefs[],
  { quantities, outcomes }: Observed,
  { futures, runsPerPlan }: HindcastSettings,
): Generator<RunPlan, ReadonlyMap<Beliefs, Score>, RunResults> {
  const policy = study.hindcast?.policy ?? "";
  const caseOf = new Map(beliefs.map((one) => [one, casesUnder(one, [policy], study)[0]] as const));
  const cases = [...new Map([...caseOf.values()].map((one) => [one.id, one])).values()];
  const values = new Map(
    cases.map(({ id }) => [
      id,
      new Map(outcomes.map(({ key }) => [key, new Float64Array(futures).fill(NaN)])),
    ]),
  );
  const portion = Math.max(1, Math.min(futures, Math.floor(runsPerPlan / cases.length)));
  const total = cases.length * futures;
  for (let from = 0; from < futures; from += portion) {
    const to = Math.min(futures, from + portion);
    const before = cases.length * from;
    const results = yield { stage: "hindcast", cases, from, to, outcomes, before, total };
    for (const { id } of cases) {
      const result = results.get(id);
      if (result === undefined) throw new Error(`no results came back for the case ${id}`);
      const failed = new Set(result.failures.map(({ row }) => row));
      for (const [key, into] of values.get(id) ?? []) {
        const found = column(result.outcomes, key);
        for (let row = 0; row < to - from; row++) {
          if (!failed.has(row)) into[from + row] = found[row];
        }
      }
    }
  }
  const scores = new Map(
    cases.map(({ id }) => [
      id,
      scoreOf(quantities, { values: values.get(id) ?? new Map(), futures }),
    ]),
  );
  return new Map([...caseOf].map(([one, { id }]) => [one, scores.get(id) as Score]));
}

/** CRPS over that of everything left open, mean over quantities. */
function relativeOf(score: Score, open: Score): Blocked {
  const ratios = [...score.crps.keys()].map((key) => ratioOf(score, open, key));
  return combine(ratios, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
}

function ratioOf(score: Score, open: Score, quantity: string): Blocked {
  const operands = [score, open].map(({ crps }) => crps.get(quantity) as Blocked);
  return combine(operands, ([own, reference]) => own / reference);
}

interface ReportContext {
  readonly study: Study;
  readonly weighed: boolean;
  readonly settings: HindcastSettings;
}

function report(
  position: string,
  sameAs: string | null,
  beliefs: ReadonlyMap<string, Distribution>,
  score: Score,
  open: Score,
  { study, weighed, settings }: ReportContext,
): HindcastScore {
  const { level, futures, draw } = settings;
  const counts = { n: score.finished.length, failed: futures - score.finished.length };
  const estimate = ({ whole, parts }: Blocked, method: string) =>
    jackknifeEstimate(whole, parts, level, method, counts);
  const ratio = "CRPS over that of everything left open";
  const likelihoods = Float64Array.from(score.finished, (at) => score.logLikelihoods[at]);
  const weights = importanceWeights(likelihoods);
  const effective = weighed ? effectiveSize(weights) : null;
  const reliable = effective !== null && effective >= RELIABLE;
  return {
    position,
    sameAs,
    foreseen: [...score.foreseen],
    relative: estimate(relativeOf(score, open), `${ratio}, mean over quantities`),
    byQuantity: [...score.crps.keys()].map((quantity) => ({
      quantity,
      relative: estimate(ratioOf(score, open, quantity), ratio),
    })),
    inBand: { ...score.inBand },
    logLikelihood: estimate(
      weighed
        ? combine([score.evidence, open.evidence], ([own, reference]) => own - reference)
        : { whole: NaN, parts: score.evidence.parts.map(() => NaN) },
      "ln of the mean likelihood over that of everything left open",
    ),
    effective,
    reliable,
    posterior: reliable
      ? posteriorsOf(beliefs, score.finished, weights, { study, draw, futures })
      : [],
  };
}
