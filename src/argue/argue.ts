import type { Position, Study } from "#study/study";
import { takeApart } from "./apart.js";
import { concludes } from "./conclusion.js";
import { cruxesOf } from "./cruxes.js";
import type { ArgueDocument } from "./document.js";
import { depthOf, type Depth } from "./depth.js";
import type { AttributionResult } from "./document-attribution.js";
import type { PlanResult } from "./document-modeller.js";
import { EnsembleHash } from "./ensemble-hash.js";
import { hindcast } from "./hindcast.js";
import { reportLedger } from "./ledger.js";
import { disputesIn } from "./hindcast-disputes.js";
import { mixPositions } from "./lattices.js";
import type { Accused } from "./accused.js";
import { tryModeller } from "./modeller.js";
import { planOf } from "./plan-of.js";
import type { RunPlan, RunResults } from "./plan.js";
import { pairsOf, type PositionPair } from "./pairs.js";
import { poolOf } from "./pool.js";
import {
  exactAttribution,
  Leads,
  reportQuestions,
  sampledAttribution,
} from "./report-attribution.js";
import { failuresOf } from "./report-failures.js";
import { readAs, reportReadings, type ReadPosition } from "./readings.js";
import { reportPair } from "./report-pair.js";
import { reportAgreement, reportPooled } from "./report-pooled.js";
import { reportPosition } from "./report-position.js";
import { reportRegret } from "./report-regret.js";
import { reportStudy } from "./report-study.js";
import { runTrials } from "./run-trials.js";
import { standingOf, type Standing } from "./standing.js";
import { summarise } from "./summary.js";
import { latticeSettingsOf, settingsOf, agreementLooks, type ArgueOptions } from "./settings.js";
import { scenarioKey, scenarioOf, Trial } from "./trial.js";
import { bothWays, tryConcessions } from "./try-concessions.js";
import { unspokenPremises, type Unfounded } from "./unspoken.js";
import { valuesOf } from "./values.js";
import { weightRanges } from "./weight-ranges.js";
import { ARGUE_SCHEMA } from "./schema-name.js";

/**
 * The argument of a study: the verdict of every position and the concessions that would change it.
 * Asks for runs by yielding plans and is given their results; what it returns is complete without
 * the study.
 *
 * Throws a `StudyError` where a criterion cannot be applied, before anything is run.
 */
export function* argue(
  study: Study,
  options: ArgueOptions,
): Generator<RunPlan, ArgueDocument, RunResults> {
  const reached = new Map<string, number>();
  const hash = new EnsembleHash(study.outcomes.keys());
  const analysis = analyse(study, options);
  let step = analysis.next();
  while (step.done !== true) {
    const plan = step.value;
    const { stage, cases, to, outcomes } = plan;
    for (const { id } of cases) {
      // Runs that are read in another way are runs of their own.
      const key = outcomes === undefined ? id : `observed ${id}`;
      reached.set(key, Math.max(reached.get(key) ?? 0, to));
    }
    const results = yield plan;
    if (stage === "verdicts") hash.add(plan, results);
    step = analysis.next(results);
  }
  const runs = [...reached.values()].reduce((sum, futures) => sum + futures, 0);
  return { ...step.value, runs, hash: hash.digest() };
}

function* analyse(
  study: Study,
  options: ArgueOptions,
): Generator<RunPlan, ArgueDocument, RunResults> {
  const settings = settingsOf(options);
  const { futures, level, screening, mostFutures, draw } = settings;
  const depth = depthOf(options.deep ?? false);
  const reported = reportStudy(study);
  const positions = [...study.positions.values()];
  const policies = [...study.policies.keys()];

  // Positions with the same premises and criterion share one trial.
  const trials = new Map<string, Trial>();
  const trialOf = (position: Position): Trial => {
    const scenario = scenarioOf(position, study);
    const key = scenarioKey(scenario);
    const remembered = Math.min(futures, REMEMBERED);
    const trial = trials.get(key) ?? new Trial(scenario, study, study.outcomes.keys(), remembered);
    trials.set(key, trial);
    return trial;
  };
  const ofPosition = new Map(positions.map((position) => [position.key, trialOf(position)]));
  const read = positions
    .filter(({ readings }) => readings.size > 0)
    .map((position): ReadPosition => ({
      position,
      main: ofPosition.get(position.key) as Trial,
      others: [...position.readings.values()].map((reading) => ({
        reading,
        trial: trialOf(readAs(position, reading)),
      })),
    }));
  yield* runTrials([...trials.values()], "verdicts", 0, futures, settings);

  const all = policies.map((_, index) => index);
  const standings = new Map<string, Standing>();
  for (const [key, trial] of ofPosition) {
    standings.set(key, standingOf(trial.comparison, all, level));
  }
  const between = options.between ?? null;
  const sameAs = repetitionsOf(ofPosition);
  const pairs = pairsOf(study, standings, between);
  const directions = pairs
    .filter(
      ({ other, relation }) =>
        (isTried(relation) && !sameAs.has(other.key)) || (between && relation !== "no verdict"),
    )
    .flatMap(bothWays);
  const lattice = latticeSettingsOf(settings, between !== null);
  const conceded = yield* tryConcessions(
    study,
    directions,
    standings,
    between !== null,
    lattice.keep,
    settings,
  );

  const tried = new Set(directions.map(({ of }) => of));
  const mixed = yield* mixPositions(
    study,
    pairs.filter((pair) => tried.has(pair)),
    standings,
    ofPosition,
    conceded,
    lattice,
  );

  const accused = accusedOf(positions, pairs, ofPosition, standings, sameAs, between, depth);
  const modeller = yield* tryModeller(accused, study, {
    ...settings,
    factor: depth.factor,
    screening: Math.min(depth.screening, futures),
    retries: Math.min(depth.retries(screening), futures),
    retriedEach: depth.retriedEach,
  });
  const unspoken = yield* unspokenPremises(
    unfoundedOf(positions, study, ofPosition, standings, level),
    study,
    { ...settings, from: futures, futures: Math.max(1, Math.ceil(futures / 2)) },
  );
  const leads = new Map(
    [...mixed].map(([pair, { hybrids }]) => [pair, Leads.of(hybrids, lattice.keep)]),
  );
  const attributions = new Map<PositionPair, AttributionResult | null>();
  for (const [pair, lead] of leads) {
    const exact = exactAttribution(lead, study, level);
    const sampled = exact === null && lead !== null && (between !== null || depth.deep);
    attributions.set(
      pair,
      sampled ? yield* sampledAttribution(lead, study, lattice.keep, settings, level) : exact,
    );
  }

  const pool = poolOf(study, ofPosition, sameAs, options.weights ?? new Map());
  const closely = new Set(between ?? positions.slice(0, 1).map(({ key }) => key));
  const values = valuesOf(study, pool, ofPosition, closely, draw, level);

  const pairResults = pairs.map((pair) => {
    const reports = [...conceded]
      .filter(([{ of }]) => of === pair)
      .map(([, result]) => result.report);
    return {
      ...reportPair(pair, reports, standings, study),
      lattice: mixed.get(pair)?.report ?? null,
      attribution: attributions.get(pair) ?? null,
      questions: reportQuestions(leads.get(pair) ?? null, level),
    };
  });
  const apart = yield* takeApart(
    study,
    pairs
      .filter((pair) => tried.has(pair))
      .map((pair) => ({ pair, id: pairResults[pairs.indexOf(pair)].id })),
    { ...settings, looks: agreementLooks(settings) },
  );
  const hindcasted = yield* hindcast(study, sameAs, disputesIn(pairResults), settings);
  const results: Omit<ArgueDocument, "summary"> = {
    schema: ARGUE_SCHEMA,
    version: options.version,
    ...reported,
    positions: positions.map((position) => {
      const trial = ofPosition.get(position.key) as Trial;
      const standing = standings.get(position.key) as Standing;
      const earlier = sameAs.get(position.key) ?? null;
      return {
        ...reportPosition(position, study, trial, standing, level, earlier),
        regret: reportRegret(trial, policies, level),
        weights: weightRanges(trial, standing, study, draw, level),
        value: values.ofTrial.get(trial) ?? null,
        unspoken: unspoken.get(position.key) ?? null,
      };
    }),
    pairs: pairResults,
    cruxes: cruxesOf(pairResults),
    readings: read.map((one) => reportReadings(one, study, level)),
    apart,
    hindcast: hindcasted,
    ledger: reportLedger(study),
    pooled: reportPooled(pool, study, level),
    agreement: reportAgreement(pool, study, draw, level),
    value: values.pooled,
    modeller: modeller.constants === 0 && modeller.beliefs.length === 0 ? null : modeller,
    plan: planFor(study, options),
    futures,
    screening,
    mostFutures,
    runs: 0,
    hash: "",
    seed: options.seed,
    level,
    failures: failuresOf(
      [
        ...[...ofPosition].map(([position, trial]) => ({ position, conceded: [], trial })),
        ...read.flatMap(({ position, others }) =>
          others.map(({ trial }) => ({ position: position.key, conceded: [], trial })),
        ),
      ],
      [...conceded].flatMap(([{ from }, { sets }]) =>
        sets.map(({ concessions, trial }) => ({
          position: from.key,
          conceded: concessions.map(({ key }) => key),
          trial,
        })),
      ),
    ),
  };
  return { ...results, summary: summarise(results) };
}

/** What an argument with these options will do, at most, and what is left to be asked for. */
export function planFor(study: Study, options: ArgueOptions): PlanResult {
  const settings = settingsOf(options);
  const between = options.between ?? null;
  return planOf(study, {
    settings,
    between,
    depth: depthOf(options.deep ?? false),
    lattice: latticeSettingsOf(settings, between !== null),
    agreementLooks: agreementLooks(settings),
  });
}

/** Whose verdicts the modeller's choices are tried on: the two asked for, or the first and its opponents. */
function accusedOf(
  positions: readonly Position[],
  pairs: readonly PositionPair[],
  ofPosition: ReadonlyMap<string, Trial>,
  standings: ReadonlyMap<string, Standing>,
  sameAs: ReadonlyMap<string, string>,
  between: readonly [string, string] | null,
  depth: Depth,
): readonly Accused[] {
  const opponents = pairs.filter(({ relation }) => isTried(relation)).map(({ other }) => other);
  const chosen =
    between !== null
      ? positions.filter(({ key }) => between.includes(key))
      : depth.deep
        ? positions
        : positions.filter((position, at) => at === 0 || opponents.includes(position));
  return chosen
    .filter(({ key }) => !sameAs.has(key))
    .slice(0, depth.accused)
    .map((position) => ({
      position,
      trial: ofPosition.get(position.key) as Trial,
      standing: standings.get(position.key) as Standing,
    }));
}

/** Speakers who argue for a policy that does not follow from what they hold, or not clearly. */
function unfoundedOf(
  positions: readonly Position[],
  study: Study,
  ofPosition: ReadonlyMap<string, Trial>,
  standings: ReadonlyMap<string, Standing>,
  level: number,
): readonly Unfounded[] {
  return positions.flatMap((position) => {
    const trial = ofPosition.get(position.key) as Trial;
    const standing = standings.get(position.key) as Standing;
    const { answer } = concludes(position, study, trial.comparison, standing, level);
    return answer === "does not follow" || answer === "undecided" ? [{ position, trial }] : [];
  });
}

/** So many futures of a position are kept one by one, for what cannot be had from means. */
const REMEMBERED = 20_000;

/** A tie beside a clear verdict is a disagreement, too, if a weak one: either may tip it. */
function isTried(relation: PositionPair["relation"]): boolean {
  return relation === "disagree" || relation === "overlapping ties";
}

/** Positions with the content of an earlier one, by key: these share a trial. */
function repetitionsOf(trials: ReadonlyMap<string, Trial>): ReadonlyMap<string, string> {
  const first = new Map<Trial, string>();
  const found = new Map<string, string>();
  for (const [key, trial] of trials) {
    const earlier = first.get(trial);
    if (earlier === undefined) first.set(trial, key);
    else found.set(key, earlier);
  }
  return found;
}
