import { meets, restrictedCount, restrictionsOf, withEnd, withLimit } from "./box.js";
import type { Box, BoxCount, Restriction } from "./box.js";
import type { Cases } from "./cases.js";
import { objectiveOf } from "./prim-objective.js";
import { primQuantile } from "./prim-quantile.js";

/**
 * The paste with the largest objective, if it raises the density: an end of a range moves out to a
 * quantile of what lies beyond it, or a category takes a label back. Null if none does.
 */
export function paste(
  cases: Cases,
  among: Uint8Array,
  box: Box,
  before: BoxCount,
  alpha: number,
): Pasted | null {
  const beyond = rowsBeyond(cases, among, box);
  let best: Pasted | null = null;
  let bestScore = 0;
  for (const [index, restriction] of restrictionsOf(box).entries()) {
    for (const pasted of pastesOf(cases, box, restriction, beyond[index], before, alpha)) {
      if (pasted.n === before.n) continue;
      const score = objectiveOf(before, pasted);
      const fewer =
        best !== null &&
        score === bestScore &&
        restrictedCount(pasted.box) < restrictedCount(best.box);
      if (score > bestScore || fewer) {
        best = pasted;
        bestScore = score;
      }
    }
  }
  return best;
}

/** For each restriction the rows that nothing else keeps out. */
function rowsBeyond(cases: Cases, among: Uint8Array, box: Box): readonly (readonly number[])[] {
  const restrictions = restrictionsOf(box);
  const beyond: number[][] = restrictions.map(() => []);
  for (let row = 0; row < among.length; row++) {
    if (among[row] === 0) continue;
    let out = 0;
    let last = 0;
    for (let index = 0; index < restrictions.length && out < 2; index++) {
      const { values } = cases.inputs[restrictions[index].input];
      if (keepsIn(box, restrictions[index], values[row])) continue;
      out += 1;
      last = index;
    }
    if (out === 1) beyond[last].push(row);
  }
  return beyond;
}

function keepsIn(box: Box, { input, side }: Restriction, value: number): boolean {
  const limit = box[input];
  if (limit?.kind !== "range") return meets(limit ?? null, value);
  const end = limit[side === "low" ? "low" : "high"];
  return end === null || (side === "low" ? value >= end : value <= end);
}

type Pasted = BoxCount & { readonly box: Box };

function pastesOf(
  cases: Cases,
  box: Box,
  restriction: Restriction,
  beyond: readonly number[],
  before: BoxCount,
  alpha: number,
): readonly Pasted[] {
  const { input, side } = restriction;
  const { values } = cases.inputs[input];
  const grown = (next: Box): Pasted => {
    let { n, k } = before;
    for (const row of beyond) {
      if (!meets(next[input], values[row])) continue;
      n += 1;
      k += cases.interest[row];
    }
    return { box: next, n, k };
  };
  const limit = box[input];
  if (limit?.kind === "subset") {
    return limit.allowed.flatMap((is, label) => {
      if (is) return [];
      const allowed = limit.allowed.map((other, index) => other || index === label);
      const whole = allowed.every(Boolean);
      return [grown(withLimit(box, input, whole ? null : { kind: "subset", allowed }))];
    });
  }
  if (beyond.length === 0 || side === "subset") return [];
  const end = endBeyond(cases, restriction, beyond, alpha);
  return [grown(withEnd(box, input, side, isOutermost(values, side, end) ? null : end))];
}

function endBeyond(
  cases: Cases,
  { input, side }: Restriction,
  beyond: readonly number[],
  alpha: number,
): number {
  const { kind, values } = cases.inputs[input];
  const sorted = Float64Array.from(beyond, (row) => values[row]).sort();
  const share = side === "low" ? 1 - alpha : alpha;
  const end = primQuantile(sorted.length, (index) => sorted[index], share);
  if (kind !== "integer") return end;
  return side === "low" ? Math.ceil(end) : Math.floor(end);
}

function isOutermost(values: Float64Array, side: "low" | "high", end: number): boolean {
  return values.every((value) => (side === "low" ? value >= end : value <= end));
}
