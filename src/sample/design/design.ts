import type { Table } from "#numeric/table";
import type { Correlation, Distribution } from "#study/study";
import { supportOf } from "#study/distribution";
import { quantileFunction } from "../distribution.js";
import { correlate } from "../correlate.js";
import { coordinates } from "../futures.js";
import { latinHypercube } from "./latin-hypercube.js";
import { morrisDesign } from "./morris.js";
import { saltelliDesign } from "./saltelli.js";
import { sobolPoints } from "./sobol-points.js";

/** Which points of the unit cube are looked at. */
export type DesignKind =
  | { readonly kind: "monte carlo" | "latin hypercube" | "morris" }
  | { readonly kind: "sobol"; readonly scrambled: boolean }
  | { readonly kind: "saltelli"; readonly scrambled: boolean; readonly secondOrder: boolean };

/**
 * The coordinates of a design, a column for each key. `base`: futures, trajectories, or base points.
 * Correlations shape futures; trajectories and Saltelli's design vary each premise by itself.
 */
export function designPoints(
  design: DesignKind,
  seed: number,
  keys: readonly string[],
  base: number,
  correlations: readonly Correlation[] = [],
): Table {
  switch (design.kind) {
    case "monte carlo":
      return coordinates(seed, keys, 0, base, correlations);
    case "latin hypercube":
      return correlate(latinHypercube(seed, keys, base), correlations);
    case "morris":
      return morrisDesign(seed, keys, base);
    case "sobol": {
      const points = sobolPoints(design.scrambled ? seed : null, keys, 0, base);
      return correlations.length === 0 ? points : correlate(inside(points), correlations);
    }
    case "saltelli":
      return saltelliDesign(design.scrambled ? seed : null, keys, base, design.secondOrder);
  }
}

/** The first point of the Sobol sequence is a corner, which has no normal scores. */
function inside({ rows, columns }: Table): Table {
  const moved = [...columns].map(
    ([key, values]) => [key, values.map((u) => Math.max(u, corner))] as const,
  );
  return { rows, columns: new Map(moved) };
}

const corner = 2 ** -33;

/** The part of a distribution without ends at each side that a grid leaves out. */
const gridTail = 0.001;

/**
 * What the coordinates of a design mean under beliefs. Designs reach 0 and 1, where a distribution
 * without ends has no value: there a grid goes from the 0.1 % quantile to the 99.9 % one, and the
 * corner of the Sobol sequence moves inside by 2^−33.
 */
export function designValues(
  unit: Table,
  beliefs: ReadonlyMap<string, Distribution>,
  design: DesignKind,
): Table {
  const columns = new Map<string, Float64Array>();
  for (const [key, column] of unit.columns) {
    const belief = beliefs.get(key);
    if (belief === undefined) throw new Error(`nothing says what "${key}" is`);
    const { low, high } = supportOf(belief);
    const valueAt = quantileFunction(belief);
    const open = !(Number.isFinite(low) && Number.isFinite(high));
    const tail = design.kind === "morris" ? gridTail : corner;
    columns.set(
      key,
      column.map((u) => valueAt(open ? Math.min(Math.max(u, tail), 1 - tail) : u)),
    );
  }
  return { rows: unit.rows, columns };
}
