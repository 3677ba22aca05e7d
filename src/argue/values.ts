import { Orders } from "#analyse/shuffles";
import type { Merits } from "#analyse/merits";
import type { Study } from "#study/study";
import type { ValueResult } from "./document-value.js";
import type { Draw } from "./plan.js";
import type { Pool, Pooled } from "./pool.js";
import { meritsIn } from "./report-regret.js";
import { reportValue, type Ensemble, type Group, type ValueSettings } from "./report-value.js";
import type { Trial } from "./trial.js";

/** Futures that are looked at: enough for a regression, and no more than can be shuffled at leisure. */
const MOST_ROWS = 4000;
/** Below so many there is nothing to be regressed. */
const LEAST_ROWS = 100;
const SHUFFLES = 100;
const RESAMPLES = 30;

export interface Values {
  readonly pooled: ValueResult | null;
  /** By the trial, which positions that hold the same share. */
  readonly ofTrial: ReadonlyMap<Trial, ValueResult>;
}

/**
 * Value of information, to each position and to whoever holds the pooled view. Pairs and groups (all
 * that a claim is about, all that a speaker holds) are looked at for the pooled view and for `closely`:
 * to settle a claim is worth something to each speaker, by what they themselves believe of it.
 */
export function valuesOf(
  study: Study,
  pool: Pool,
  ofPosition: ReadonlyMap<string, Trial>,
  closely: ReadonlySet<string>,
  draw: Draw,
  level: number,
): Values {
  const common = {
    level,
    policies: [...study.policies.keys()],
    orders: new Orders({ shuffles: SHUFFLES, resamples: RESAMPLES }, 1),
    pairs: false,
    claims: [],
    speakers: [],
  } satisfies ValueSettings;
  const close = {
    ...common,
    pairs: true,
    claims: claimGroups(study),
    speakers: speakerGroups(study, pool),
  } satisfies ValueSettings;
  const ofTrial = new Map<Trial, ValueResult>();
  for (const [key, trial] of ofPosition) {
    if (ofTrial.has(trial)) continue;
    const ensemble = ensembleOf(key, trial, draw);
    if (ensemble === null) continue;
    ofTrial.set(trial, reportValue(ensemble, closely.has(key) ? close : common));
  }
  const mixture = mixtureOf(pool.members, draw);
  const pooled = mixture === null ? null : reportValue(mixture, close);
  return { pooled, ofTrial };
}

function ensembleOf(of: string, trial: Trial, draw: Draw): Ensemble | null {
  const { merits, rows } = meritsIn(trial);
  const kept = rows.subarray(0, MOST_ROWS);
  if (kept.length < LEAST_ROWS) return null;
  const to = kept[kept.length - 1] + 1;
  return {
    of,
    merits: merits.map((column) => column.subarray(0, kept.length)),
    failed: to - kept.length,
    premises: new Map(
      [...trial.scenario.beliefs].map(([key, belief]) => {
        const drawn = draw(key, belief, 0, to);
        return [key, Float64Array.from(kept, (row) => drawn[row])];
      }),
    ),
  };
}

/**
 * Futures of the pooled view: of each position as many as its weight, other ones than those of the
 * others, so that all are independent.
 */
function mixtureOf(members: readonly Pooled[], draw: Draw): Ensemble | null {
  if (members.length < 2) return null;
  const each = members.map(({ position, trial }) => ensembleOf(position.key, trial, draw));
  const ensembles = each.filter((one) => one !== null);
  if (ensembles.length < members.length) return null;
  const rows = Math.min(...ensembles.map(({ merits }) => merits[0].length));
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  const parts = members.map(({ weight }, at) => {
    const from = Math.round((before / total) * rows);
    before += weight;
    return { ensemble: ensembles[at], from, to: Math.round((before / total) * rows) };
  });
  const joined = (column: (of: Ensemble) => Float64Array): Float64Array => {
    const all = new Float64Array(rows);
    for (const { ensemble, from, to } of parts) {
      all.set(column(ensemble).subarray(from, to), from);
    }
    return all;
  };
  const [first] = ensembles;
  const merits: Merits = first.merits.map((_, policy) => joined((of) => of.merits[policy]));
  const premises = new Map(
    [...first.premises.keys()].map((key) => [
      key,
      joined((of) => of.premises.get(key) as Float64Array),
    ]),
  );
  const failed = Math.max(...ensembles.map((one) => one.failed));
  return { of: "pooled", merits, failed, premises };
}

/** The premises that a claim is about, or that somebody holds because of it. */
function claimGroups(study: Study): readonly Group[] {
  const positions = [...study.positions.values()];
  return [...study.claims.values()].flatMap(({ key, about }) => {
    const named = about.map((binding) => binding.key);
    const held = positions.flatMap(({ holds }) =>
      [...holds].flatMap(([premise, { claims }]) => (claims.includes(key) ? [premise] : [])),
    );
    const premises = [...study.premises.keys()].filter(
      (premise) => named.includes(premise) || held.includes(premise),
    );
    return premises.length === 0 ? [] : [{ key, premises }];
  });
}

function speakerGroups(study: Study, pool: Pool): readonly Group[] {
  return pool.members.flatMap(({ position }) => {
    const premises = [...study.premises.keys()].filter((key) => position.holds.has(key));
    return premises.length === 0 ? [] : [{ key: position.key, premises }];
  });
}
