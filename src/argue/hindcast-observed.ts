import type { ObservedRange } from "#analyse/crps";
import type { ObservedPoint, ObservedSeries, Outcome, Study } from "#study/study";
import type { HindcastSeries } from "./document-hindcast.js";
import { premisesReach } from "./reach.js";

/** What several sources say of one quantity at one time: one of them is right. */
export interface ObservedTime {
  readonly time: number;
  readonly alternatives: readonly ObservedFigure[];
}

export interface ObservedFigure extends ObservedRange {
  /** Of the outcome that is read off a run at that time. */
  readonly outcome: string;
  /** Standard deviation between figure and model; 0 for none given. */
  readonly deviation: number;
}

/** Something that was measured, with all that is scored of it. */
export interface Quantity {
  readonly key: string;
  readonly name: string;
  readonly times: readonly ObservedTime[];
  /** Whether each time is evidence of its own; else they count as one together. */
  readonly independent: boolean;
  /** False where a figure has no error, so that futures cannot be weighed by it. */
  readonly weighed: boolean;
}

/** What positions are scored by, and what is read off their runs for it. */
export interface Observed {
  readonly series: readonly HindcastSeries[];
  readonly quantities: readonly Quantity[];
  readonly outcomes: readonly Outcome[];
}

/** The observations of a study sorted out: what is scored, what not and why. */
export function observedOf(study: Study, hindcast: NonNullable<Study["hindcast"]>): Observed {
  const policy = study.policies.get(hindcast.policy);
  if (policy === undefined) throw new Error(`the study has no policy "${hindcast.policy}"`);
  const reaches = premisesReach(study, policy);
  const { start, stop } = study.model.time;
  const outcomes = new Map<string, Outcome>();
  const groups = new Map<
    string,
    { readonly series: ObservedSeries; readonly point: ObservedPoint }[]
  >();
  const series = [...study.observations.values()].map((one): HindcastSeries => {
    const notScored = reasonNotToScore(one, reaches, policy.label);
    const isScored = ({ time }: ObservedPoint): boolean =>
      notScored === null && time >= hindcast.from && time >= start && time <= stop;
    for (const point of one.points.filter(isScored)) {
      const group = groups.get(one.quantity.key) ?? [];
      group.push({ series: one, point });
      groups.set(one.quantity.key, group);
      const outcome = outcomeOf(one, point);
      outcomes.set(outcome.key, outcome);
    }
    return {
      key: one.key,
      name: one.name,
      variable: one.variable,
      quantity: one.quantity.key,
      unit: one.unit,
      notScored:
        notScored ?? (one.points.some(isScored) ? null : "no figure from the time that is scored"),
      points: one.points.map((point) => ({
        time: point.time,
        value: point.value,
        low: point.low,
        high: point.high,
        bound: point.bound,
        deviation: deviationOf(one, point) || null,
        source: point.source,
        scored: isScored(point),
      })),
    };
  });
  const quantities = [...groups].map(([key, points]) => quantityOf(key, points));
  return { series, quantities, outcomes: [...outcomes.values()] };
}

function reasonNotToScore(
  { notScored, variable }: ObservedSeries,
  reaches: (variable: string) => boolean,
  policy: string,
): string | null {
  if (notScored !== null) return notScored;
  if (reaches(variable)) return null;
  return `An input: under ${policy} no premise reaches it, so that all positions foresee the same.`;
}

function quantityOf(
  key: string,
  points: readonly { readonly series: ObservedSeries; readonly point: ObservedPoint }[],
): Quantity {
  const times = new Map<number, ObservedFigure[]>();
  for (const { series, point } of points.toSorted(
    (one, other) => one.point.time - other.point.time,
  )) {
    const figure = {
      ...rangeOf(point),
      outcome: outcomeOf(series, point).key,
      deviation: deviationOf(series, point),
    };
    times.set(point.time, [...(times.get(point.time) ?? []), figure]);
  }
  const figures = [...times.values()].flat();
  return {
    key,
    name: points[0].series.quantity.name,
    times: [...times].map(([time, alternatives]) => ({ time, alternatives })),
    independent: points.some(({ series }) => series.error?.independent === true),
    weighed: figures.every(({ low, high, deviation }) => deviation > 0 || low !== high),
  };
}

function rangeOf({ value, low, high, bound }: ObservedPoint): ObservedRange {
  if (bound !== null) {
    return bound === "at least" ? { low: value, high: Infinity } : { low: -Infinity, high: value };
  }
  return { low: low ?? value, high: high ?? value };
}

function deviationOf({ error }: ObservedSeries, { value }: ObservedPoint): number {
  if (error === null) return 0;
  return error.kind === "deviation" ? error.size : error.size * Math.abs(value);
}

function outcomeOf({ variable, unit, place }: ObservedSeries, { time }: ObservedPoint): Outcome {
  const key = `${variable} at ${time}`;
  return {
    name: key,
    key,
    place,
    label: key,
    variable,
    measure: "at",
    from: time,
    to: time,
    threshold: null,
    prefer: null,
    unit,
  };
}
