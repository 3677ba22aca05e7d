import { meanOf } from "#analyse/merits";
import { Moments } from "#analyse/moments";
import { studentInterval } from "#analyse/student";
import type { Estimate } from "#analyse/estimate";
import type { Distribution, LossTerm, Study } from "#study/study";
import { describeBelief } from "./belief.js";
import type { WeightRangeResult } from "./document-position.js";
import type { Draw } from "./plan.js";
import type { Standing } from "./standing.js";
import type { Trial } from "./trial.js";
import { thousands } from "./words.js";

/**
 * For each weight of a loss, from where to where the policy that is best stays the best if that
 * weight were one number and all else stayed as it is. The mean loss is a straight line in each
 * weight, so the ends are where two lines cross; their intervals are those of a ratio of paired
 * means (delta method). Null where the criterion is no loss or there is nobody to compare with.
 */
export function weightRanges(
  trial: Trial,
  standing: Standing,
  study: Study,
  draw: Draw,
  level: number,
): WeightRangeResult[] | null {
  const { criterion, beliefs } = trial.scenario;
  const [best, ...rivals] = standing.order;
  if (criterion.kind !== "loss" || rivals.length === 0) return null;
  const policies = [...study.policies.keys()];
  const scored = trial.scores(best);
  const rows = [...scored.keys()].filter((row) => !Number.isNaN(scored[row]));
  if (rows.length < 2) return null;
  const failed = scored.length - rows.length;
  const beliefOf = (premise: string): Distribution => beliefs.get(premise) as Distribution;
  return criterion.terms.map((term): WeightRangeResult => {
    const perUnit = unitsOf(term, trial, study, rows);
    const drawn =
      typeof term.weight === "string"
        ? draw(term.weight, beliefOf(term.weight), 0, scored.length)
        : null;
    const weightIn = (row: number): number =>
      drawn === null ? (term.weight as number) : drawn[row];
    const crossings = rivals.map((rival) => {
      // How far the best is ahead: what this term adds a unit of weight, and what all others do.
      const slope = rows.map((_, at) => perUnit[rival][at] - perUnit[best][at]);
      const rest = rows.map(
        (row, at) => trial.scores(rival)[row] - trial.scores(best)[row] - weightIn(row) * slope[at],
      );
      return { rival, ...crossingOf(rest, slope, level, failed) };
    });
    const lower = crossings.filter(({ rises, at }) => rises && (at.value ?? 0) > 0);
    const upper = crossings.filter(({ rises }) => !rises);
    const low = lower.toSorted((one, other) => (other.at.value ?? 0) - (one.at.value ?? 0))[0];
    const high = upper.toSorted((one, other) => (one.at.value ?? 0) - (other.at.value ?? 0))[0];
    const premise = typeof term.weight === "string" ? term.weight : null;
    return {
      outcome: term.outcome,
      premise,
      now: premise === null ? thousands(term.weight as number) : describeBelief(beliefOf(premise)),
      low: low?.at ?? nothing(level, rows.length, failed),
      high: high?.at ?? null,
      below: low === undefined ? null : policies[low.rival],
      above: high === undefined ? null : policies[high.rival],
    };
  });
}

/** What a term adds to the loss of each policy for a weight of 1, in each of the rows. */
function unitsOf(
  { outcome, reference, scale }: LossTerm,
  trial: Trial,
  study: Study,
  rows: readonly number[],
): readonly Float64Array[] {
  const sign = study.outcomes.get(outcome)?.prefer === "more" ? -1 : 1;
  return trial.cases.map((_, policy) => {
    const values = trial.outcomeIn(policy, outcome);
    return Float64Array.from(rows, (row) => (sign * (values[row] - reference)) / scale);
  });
}

const METHOD = "ratio of paired means, delta method";

function crossingOf(
  rest: readonly number[],
  slope: readonly number[],
  level: number,
  failed: number,
): { readonly rises: boolean; readonly at: Estimate } {
  const steep = meanOf(slope);
  const at = -meanOf(rest) / steep;
  const moments = new Moments();
  for (const [row, value] of rest.entries()) moments.add(at - (value + at * slope[row]) / steep);
  const common = { level, method: METHOD, n: rest.length, failed };
  if (!Number.isFinite(at)) {
    // The term is the same for both: no weight on it parts them.
    return { rises: true, at: { value: null, low: null, high: null, ...common } };
  }
  const { low, high } = studentInterval(at, moments.standardDeviation, rest.length, level);
  return { rises: steep > 0, at: { value: at, low: Math.max(0, low), high, ...common } };
}

function nothing(level: number, n: number, failed: number): Estimate {
  return { value: 0, low: null, high: null, level, method: METHOD, n, failed };
}
