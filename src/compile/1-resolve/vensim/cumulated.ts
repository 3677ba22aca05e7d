import { resolveTable } from "#numeric/lookup";
import type { Call } from "#study/expression";
import type { GraphicalFunction } from "#study/model";

import { constant } from "../../system.js";
import type { Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { atStepTime } from "../time.js";
import { namedTable } from "./named-table.js";

/**
 * CUMULATE(data): at each point the sum of the points up to it, whatever the time between them,
 * read between the points in the way of the data (Vensim Help, "CUMULATE").
 */
export const cumulate: ArrayLowering = (call, scope) => {
  const found = sumsOf(call, scope);
  if (found === null) return unknown;
  const { table, sums } = found;
  if (!standAlone(found)) return atNow({ ...table, y: sums });
  return atNow({ ...table, y: table.y.map((y, index) => (isPoint(index) ? sums[index >> 1] : y)) });
};

/** CUMULATEF(data): one point, the sum of all at the time of the last. */
export const cumulateFinal: ArrayLowering = (call, scope) => {
  const found = sumsOf(call, scope);
  if (found === null) return unknown;
  const { table, sums } = found;
  const total = sums[sums.length - 1];
  // A single point is what the data are at all times, but where they are read at their points only.
  if (!standAlone(found)) return constant(total);
  const last = table.x.length - 2;
  return atNow({
    ...table,
    x: [table.x[0], ...table.x.slice(last)],
    y: [table.y[0], total, table.y[last + 1]],
  });
};

interface Sums {
  readonly table: GraphicalFunction;
  /** Of the points, from the first on. */
  readonly sums: readonly number[];
}

function sumsOf(call: Call, scope: Scope): Sums | null {
  const data = namedTable(call, call.arguments[0], scope, "data");
  if (data === null) return null;
  const points = data.kind === "data" ? (data.recorded ?? data.table) : data.table;
  let sum = 0;
  const sums = points.y.map((y) => {
    sum += y;
    return sum;
  });
  return { table: data.table, sums };
}

/** Whether the data are :NA: but at their points: then each stands between two steps. */
function standAlone({ table, sums }: Sums): boolean {
  return table.y.length > sums.length;
}

function isPoint(index: number): boolean {
  return index % 2 === 1;
}

function atNow(table: GraphicalFunction): Node {
  return { op: "lookup", table: resolveTable(table), input: atStepTime() };
}
