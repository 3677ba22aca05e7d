/**
 * Columns on which something is regressed, without the constant: `rows` × `columns.length`. `of` says
 * what they span, the same for designs whose noise is alike.
 */
export interface Basis {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly of: string;
}

/** Above so many different values a premise counts as a continuous one. */
const MOST_CATEGORIES = 12;
/** Shares of the values below each knot (Harrell 2001, table 2.3, five knots). */
const KNOTS: readonly number[] = [0.05, 0.275, 0.5, 0.725, 0.95];

/**
 * One premise: an indicator for each value but the first where there are few (switches, choices,
 * whole numbers: group means), else a natural cubic spline with five knots at quantiles (Stone and
 * Koo 1985), in four columns of mean 0 and deviation 1. No columns where the premise does not vary.
 */
export function basisOf(values: Float64Array): Basis {
  const different = new Set<number>();
  for (const value of values) {
    different.add(value);
    if (different.size > MOST_CATEGORIES) return splineOf(values);
  }
  const [, ...levels] = [...different].sort((one, other) => one - other);
  const columns = levels.map((level) =>
    standardised(values.map((value) => (value === level ? 1 : 0))),
  );
  return { rows: values.length, columns, of: `${columns.length + 1} groups` };
}

/**
 * Equally filled bins by quantiles as indicators, the plainest regression there is; the first bin is
 * the constant. Ties stay together.
 */
export function binsOf(values: Float64Array, bins: number): Basis {
  const sorted = values.toSorted();
  const edges = Array.from(
    { length: bins - 1 },
    (_, bin) => sorted[Math.floor(((bin + 1) * values.length) / bins)],
  );
  const columns = edges.map((edge, at) => {
    const next = edges[at + 1] ?? Infinity;
    return values.map((value) => (value >= edge && value < next ? 1 : 0));
  });
  return { rows: values.length, columns, of: `${bins} bins` };
}

/** Both, and the product of each column of one with each of the other (a tensor product). */
export function tensorOf(one: Basis, other: Basis): Basis {
  const products = one.columns.flatMap((left) =>
    other.columns.map((right) => left.map((value, row) => value * right[row])),
  );
  return {
    rows: one.rows,
    columns: [...one.columns, ...other.columns, ...products],
    of: `${one.of} × ${other.of}`,
  };
}

/** Many premises: each by itself, and the products of the first columns of each two. */
export function additiveOf(bases: readonly Basis[]): Basis {
  const products = bases.flatMap((one, at) =>
    bases.slice(at + 1).flatMap((other) => {
      const [left] = one.columns;
      const [right] = other.columns;
      return left === undefined || right === undefined
        ? []
        : [left.map((value, row) => value * right[row])];
    }),
  );
  return {
    rows: bases[0]?.rows ?? 0,
    columns: [...bases.flatMap(({ columns }) => columns), ...products],
    of: bases.map(({ of }) => of).join(" + "),
  };
}

function splineOf(values: Float64Array): Basis {
  const sorted = values.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))];
  const knots = [...new Set(KNOTS.map(at))];
  const last = knots.length - 1;
  const width = knots[last] - knots[0];
  const cubed = (value: number): number => (value > 0 ? value * value * value : 0);
  const curve = (value: number, knot: number): number =>
    (cubed(value - knots[knot]) - cubed(value - knots[last])) / (knots[last] - knots[knot]);
  const columns = [standardised(values)];
  // Truncated powers, combined so that the curve is straight beyond the outer knots.
  for (let knot = 0; knot < last - 1; knot++) {
    columns.push(
      standardised(
        values.map((value) => (curve(value, knot) - curve(value, last - 1)) / (width * width)),
      ),
    );
  }
  return { rows: values.length, columns, of: `spline of ${columns.length}` };
}

function standardised(values: Float64Array): Float64Array {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let square = 0;
  for (const value of values) square += ((value - mean) * (value - mean)) / values.length;
  const deviation = Math.sqrt(square);
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}
