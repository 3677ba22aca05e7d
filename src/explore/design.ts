import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { correlate } from "#sample/correlate";
import { levelsOf } from "#sample/design/full-factorial";
import { latinHypercube } from "#sample/design/latin-hypercube";
import { sobolPoints } from "#sample/design/sobol-points";
import { quantileFunction } from "#sample/distribution";
import { coordinates, valuesOf } from "#sample/futures";
import type { PlannedDesign } from "#store/plan";
import type { Distribution, Study } from "#study/study";

/** What somebody holds about every premise, by key. */
export type Beliefs = ReadonlyMap<string, Distribution>;

/** Where futures lie: the values of premises in the futures [from, to), for whoever believes so. */
export type Design = (beliefs: Beliefs, from: number, to: number) => Table;

/** Coordinates stay this far from 0 and 1, where distributions without ends have no value. */
const nearestToEdge = 2 ** -33;

export interface DesignRequest {
  readonly study: Study;
  readonly design: PlannedDesign;
  readonly seed: number;
  /** Of the whole design, where it is for a fixed number. */
  readonly futures: number;
  /** Values of premises by key, where the design is somebody's table. */
  readonly table?: Table | undefined;
}

/**
 * The design of a plan. Plain Monte Carlo and the Sobol sequence go on for ever; a Latin hypercube is
 * kept in memory as a whole (8 bytes a future and premise). Throws a RangeError where the Sobol
 * sequence has fewer dimensions than there are premises.
 */
export function createDesign({ study, design, seed, futures, table }: DesignRequest): Design {
  const keys = [...study.premises.keys()];
  const { correlations = [] } = study;
  switch (design.kind) {
    case "monte carlo":
      return (beliefs, from, to) =>
        valuesOf(coordinates(seed, keys, from, to, correlations), beliefs);
    case "sobol":
      return (beliefs, from, to) =>
        valuesOf(
          correlate(
            inside(sobolPoints(design.scrambled ? seed : null, keys, from, to)),
            correlations,
          ),
          beliefs,
        );
    case "latin hypercube": {
      const whole = correlate(latinHypercube(seed, keys, futures), correlations);
      return (beliefs, from, to) => valuesOf(rowsOf(whole, from, to), beliefs);
    }
    case "full factorial":
      return (beliefs, from, to) => combinations(beliefs, design.levels, from, to);
    case "table": {
      if (table === undefined) throw new Error("the design's table was not read");
      return (beliefs, from, to) => fromTable(table, study, beliefs, from, to);
    }
  }
}

/**
 * How many futures a design has; null for one that goes on for ever. Throws nothing: a number beyond
 * all memory is the caller's to refuse.
 */
export function fixedNumber(
  design: PlannedDesign,
  beliefs: Beliefs,
  asked: number | undefined,
): number | null {
  switch (design.kind) {
    case "monte carlo":
    case "sobol":
      return null;
    case "latin hypercube":
      return asked ?? null;
    case "full factorial":
      return [...beliefs.values()].reduce(
        (product, belief) => product * levelsOf(belief, design.levels).length,
        1,
      );
    case "table":
      return design.rows;
  }
}

function inside(unit: Table): Table {
  const clamp = (u: number): number => Math.min(Math.max(u, nearestToEdge), 1 - nearestToEdge);
  return {
    rows: unit.rows,
    columns: new Map([...unit.columns].map(([key, values]) => [key, values.map(clamp)])),
  };
}

function rowsOf(table: Table, from: number, to: number): Table {
  return {
    rows: to - from,
    columns: new Map([...table.columns].map(([key, values]) => [key, values.slice(from, to)])),
  };
}

/** Rows of the full factorial without the others: the last premise changes fastest. */
function combinations(beliefs: Beliefs, count: number, from: number, to: number): Table {
  const columns = new Map<string, Float64Array>();
  const levels = [...beliefs].map(([key, belief]) => [key, levelsOf(belief, count)] as const);
  let repeat = 1;
  for (const [key, values] of levels.toReversed()) {
    const each = repeat;
    columns.set(
      key,
      Float64Array.from(
        { length: to - from },
        (_, row) => values[Math.floor((from + row) / each) % values.length],
      ),
    );
    repeat *= values.length;
  }
  return { rows: to - from, columns: new Map([...columns].toReversed()) };
}

/** A premise that the table leaves out is at the middle of what is held about it. */
function fromTable(table: Table, study: Study, beliefs: Beliefs, from: number, to: number): Table {
  const columns = new Map<string, Float64Array>();
  for (const key of study.premises.keys()) {
    const belief = beliefs.get(key);
    const given = table.columns.has(key) ? column(table, key).slice(from, to) : undefined;
    if (given === undefined && belief === undefined)
      throw new Error(`nothing says what "${key}" is`);
    const middle = belief === undefined ? NaN : quantileFunction(belief)(0.5);
    columns.set(key, given ?? new Float64Array(to - from).fill(middle));
  }
  return { rows: to - from, columns };
}
