import type { Cases, Input } from "./cases.js";

/** What a box asks of one input; both ends are inside. Null: no limit on that side. */
export type Limit =
  | { readonly kind: "range"; readonly low: number | null; readonly high: number | null }
  /** By the index of the label. */
  | { readonly kind: "subset"; readonly allowed: readonly boolean[] };

/** A limit for each input, by index; null where the input may be anything. */
export type Box = readonly (Limit | null)[];

export function wholeBox(inputs: readonly Input[]): Box {
  return inputs.map(() => null);
}

/** How many inputs a box restricts. */
export function restrictedCount(box: Box): number {
  return box.filter((limit) => limit !== null).length;
}

/** One restriction of a box: a category's subset, or one end of a range. */
export interface Restriction {
  readonly input: number;
  readonly side: "low" | "high" | "subset";
}

/** In the order of the inputs, the lower end first. */
export function restrictionsOf(box: Box): readonly Restriction[] {
  return box.flatMap((limit, input): Restriction[] => {
    if (limit === null) return [];
    if (limit.kind === "subset") return [{ input, side: "subset" }];
    return [
      ...(limit.low === null ? [] : [{ input, side: "low" as const }]),
      ...(limit.high === null ? [] : [{ input, side: "high" as const }]),
    ];
  });
}

/** The box with a limit replaced. */
export function withLimit(box: Box, input: number, limit: Limit | null): Box {
  return box.map((old, index) => (index === input ? limit : old));
}

/** The box with one end of a range moved, or taken away by null. */
export function withEnd(box: Box, input: number, side: "low" | "high", end: number | null): Box {
  const old = box[input];
  const range = old?.kind === "range" ? old : { kind: "range" as const, low: null, high: null };
  const next = side === "low" ? { ...range, low: end } : { ...range, high: end };
  return withLimit(box, input, next.low === null && next.high === null ? null : next);
}

export function withoutRestriction(box: Box, { input, side }: Restriction): Box {
  return side === "subset" ? withLimit(box, input, null) : withEnd(box, input, side, null);
}

/** Whether a value meets a limit. */
export function meets(limit: Limit | null, value: number): boolean {
  if (limit === null) return true;
  if (limit.kind === "subset") return limit.allowed[value];
  return (limit.low === null || value >= limit.low) && (limit.high === null || value <= limit.high);
}

/** For each row 1 if it lies in the box; `columns` as the inputs of the box. */
export function membersOf(box: Box, columns: readonly Float64Array[], rows: number): Uint8Array {
  const inside = new Uint8Array(rows).fill(1);
  for (const [index, limit] of box.entries()) {
    if (limit === null) continue;
    const values = columns[index];
    for (let row = 0; row < rows; row++) if (!meets(limit, values[row])) inside[row] = 0;
  }
  return inside;
}

/** Rows in a box, and how many of them are of interest. */
export interface BoxCount {
  readonly n: number;
  readonly k: number;
}

/** Counts the rows of a box; with `among`, only those that it marks. */
export function countIn(box: Box, cases: Cases, among?: Uint8Array): BoxCount {
  const { inputs, interest } = cases;
  const inside = membersOf(
    box,
    inputs.map(({ values }) => values),
    interest.length,
  );
  let n = 0;
  let k = 0;
  for (let row = 0; row < inside.length; row++) {
    if (inside[row] === 0 || among?.[row] === 0) continue;
    n += 1;
    k += interest[row];
  }
  return { n, k };
}
