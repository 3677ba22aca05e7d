import type { Outcome } from "#study/study";
import type { TimeSettings } from "#study/model";

import type { System } from "./system.js";

/**
 * One number read off a run, of a cell's values at the steps from `from` to `to`. `at`: the value
 * at step `to`. `first above`, `first below`: the time of the first step at which the value is
 * beyond the threshold, or `stop + step` if there is none.
 */
export interface Probe {
  readonly cell: number;
  readonly kind: "at" | "min" | "max" | "first above" | "first below";
  readonly from: number;
  readonly to: number;
  readonly threshold: number;
}

/** outcome = (probe[plus] − probe[minus]) · factor; `minus` null counts as nothing. */
export interface OutcomeReading {
  readonly key: string;
  readonly plus: number;
  readonly minus: number | null;
  readonly factor: number;
}

/** The system with what outcomes need besides, the probes, and how outcomes are put together. */
export interface OutcomePlan {
  readonly system: System;
  readonly probes: readonly Probe[];
  readonly readings: readonly OutcomeReading[];
}

/**
 * A `total` is the change of a stock into which the variable flows, so that it is integrated by the
 * same method as the model: the total of a flow is what arrives in its stock.
 */
export function planOutcomes(system: System, outcomes: readonly Outcome[]): OutcomePlan {
  const cells = [...system.cells];
  const accumulators = new Map<number, number>();
  const probes: Probe[] = [];
  const probe = (
    cell: number,
    kind: Probe["kind"],
    from: number,
    to: number,
    threshold = 0,
  ): number => {
    const existing = probes.findIndex(
      (other) =>
        other.cell === cell &&
        other.kind === kind &&
        other.from === from &&
        other.to === to &&
        other.threshold === threshold,
    );
    if (existing >= 0) return existing;
    return probes.push({ cell, kind, from, to, threshold }) - 1;
  };
  const accumulatorOf = (variable: number): number => {
    const existing = accumulators.get(variable);
    if (existing !== undefined) return existing;
    const { name, place } = cells[variable];
    const added = cells.length;
    cells.push({
      kind: "stock",
      name: `total of ${name}`,
      place,
      initial: { op: "constant", value: 0 },
      net: { op: "cell", cell: variable },
    });
    accumulators.set(variable, added);
    return added;
  };
  const readings = outcomes.map((outcome): OutcomeReading => {
    const cell = system.cellOf.get(outcome.variable);
    if (cell === undefined) throw new Error(`outcome of an unknown variable ${outcome.variable}`);
    const from = stepOf(system.time, outcome.from);
    const to = stepOf(system.time, outcome.to);
    const { key, measure } = outcome;
    const difference = (of: number, factor: number): OutcomeReading => ({
      key,
      plus: probe(of, "at", to, to),
      minus: probe(of, "at", from, from),
      factor,
    });
    switch (measure) {
      case "at":
        return { key, plus: probe(cell, "at", to, to), minus: null, factor: 1 };
      case "change":
        return difference(cell, 1);
      case "total":
        return difference(accumulatorOf(cell), 1);
      case "mean":
        return difference(accumulatorOf(cell), 1 / ((to - from) * system.time.step));
      case "min":
      case "max":
        return { key, plus: probe(cell, measure, from, to), minus: null, factor: 1 };
      case "first above":
      case "first below":
        return {
          key,
          plus: probe(cell, measure, from, to, outcome.threshold ?? 0),
          minus: null,
          factor: 1,
        };
    }
  });
  return { system: { ...system, cells }, probes, readings };
}

/** The step nearest to a time, within the run. */
function stepOf(time: TimeSettings, at: number): number {
  return Math.min(time.steps, Math.max(0, Math.round((at - time.start) / time.step)));
}
