import type { Equation } from "#study/expression";
import type { Model, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { everything, hull, interval, notNegative, point, type Interval } from "./interval.js";
import type { Surroundings } from "./jet.js";
import { jetOf, lookup, constant } from "./slope.js";

/** Values that variables took in a run: by key a column, one number for each of `times`. */
export interface Trajectories {
  readonly times: readonly number[];
  readonly columns: ReadonlyMap<string, ArrayLike<number>>;
}

/**
 * The trajectories of a run whose columns are `time` and variables by name; of an array the first
 * element stands for all, since what is looked for is a sign.
 */
export function trajectoriesOf(columns: ReadonlyMap<string, ArrayLike<number>>): Trajectories {
  const byKey = new Map<string, ArrayLike<number>>();
  for (const [name, column] of columns) {
    const key = keyOf(name.replace(/\[[^\]]*\]$/u, ""));
    if (!byKey.has(key)) byKey.set(key, column);
  }
  return { times: Array.from(columns.get("time") ?? []), columns: byKey };
}

/**
 * What may be known of the variables of a model from its text: constants by their value or their
 * plausible range, tables by their points, the rest by arithmetic on intervals. A stock that starts
 * at zero or above is taken never to fall below zero, as the field does, unless `run` shows it to.
 */
export function knownOf(model: Model, run: Trajectories | null): Surroundings {
  const known = new Map<string, Interval>();
  const open = new Set<string>();
  const around: Surroundings = {
    valueOf: (key) => {
      const before = known.get(key);
      if (before !== undefined) return before;
      const variable = model.variables.get(key);
      // A circle, which the model may close through a stock's initial value only, says nothing.
      if (variable === undefined || open.has(key)) return everything;
      open.add(key);
      const value = rangeOf(variable, around, run);
      open.delete(key);
      known.set(key, value);
      return value;
    },
    tableOf: (key) => tableOf(model.variables.get(key)),
    time: interval(model.time.start, model.time.stop),
    step: model.time.step,
  };
  return around;
}

/** The same at one moment of a run: every variable is the number that it was. */
export function momentOf(model: Model, run: Trajectories, index: number): Surroundings {
  return {
    valueOf: (key) => {
      const value = run.columns.get(key)?.[index];
      return value === undefined ? fixedOf(model.variables.get(key)) : point(value);
    },
    tableOf: (key) => tableOf(model.variables.get(key)),
    time: point(run.times[index]),
    step: model.time.step,
  };
}

function fixedOf(variable: Variable | undefined): Interval {
  const [first, ...others] = variable?.definitions ?? [];
  const alone = first?.kind === "constant" && others.length === 0;
  return alone ? point(first.value) : everything;
}

function tableOf(variable: Variable | undefined) {
  const definition = variable?.definitions[0];
  return definition?.kind === "table" || definition?.kind === "data" ? definition.table : null;
}

function rangeOf(variable: Variable, around: Surroundings, run: Trajectories | null): Interval {
  const parts = variable.definitions.map((definition): Interval => {
    switch (definition.kind) {
      case "constant":
        return variable.range === null
          ? point(definition.value)
          : hull(point(definition.value), interval(...variable.range));
      case "equation":
        return valueOf(definition.equation, around);
      case "stock": {
        const start = jetOf(definition.initial.tree, "", around).value;
        const dips = minimum(run?.columns.get(variable.key)) < 0;
        return start.low >= 0 && !dips ? notNegative : everything;
      }
      case "table": {
        const input = definition.input === null ? everything : valueOf(definition.input, around);
        return lookup(definition.table, constant(input)).value;
      }
      case "data":
        return lookup(definition.table, constant(around.time)).value;
      case "driven":
        return notNegative;
    }
  });
  const range = parts.length === 0 ? everything : parts.reduce(hull);
  return variable.nonNegative ? { low: Math.max(0, range.low), high: range.high } : range;
}

function valueOf(equation: Equation, around: Surroundings): Interval {
  return jetOf(equation.tree, "", around).value;
}

function minimum(column: ArrayLike<number> | undefined): number {
  let least = Infinity;
  for (let index = 0; index < (column?.length ?? 0); index++) {
    least = Math.min(least, column?.[index] ?? least);
  }
  return least;
}
