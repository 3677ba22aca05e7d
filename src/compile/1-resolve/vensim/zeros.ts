import type { Diagnostic } from "#study/diagnostic";

import { cellsRead } from "../../system.js";
import type { Cell } from "../../system.js";
import { unknown } from "../scope.js";
import { Search, turnsOf } from "./newton-search.js";
import type { Sought } from "./newton-search.js";
import { above, orderWithin } from "./reach.js";

/** All turns of all searches together are at most so many cells. */
const mostCells = 100_000;
/** With fewer turns than this a search that is given more is not begun. */
const fewestTurns = 12;

/**
 * Solves the circles of equations that go through unknowns, when all cells are there. Unknowns of one
 * group are searched together, and so are groups whose circle goes through another. The equations of a
 * circle are copied behind all other cells (`newton-search.ts`).
 */
export function solveZeros(cells: Cell[], report: (diagnostic: Diagnostic) => void): void {
  const groups = new Map<string, Sought[]>();
  for (const [index, cell] of cells.entries()) {
    if (cell.kind !== "formula" || cell.unknown === undefined) continue;
    const { unknown, node: residual } = cell;
    const group = groups.get(unknown.group) ?? [];
    group.push({ index, unknown, residual });
    groups.set(unknown.group, group);
  }
  const first = cells.length;
  for (const [name, group] of groups) {
    // Searched together with one before.
    if (!groups.has(name)) continue;
    const joined = joinedWith(group, groups, cells);
    for (const { unknown } of joined) groups.delete(unknown.group);
    const circle = between(joined, cells);
    const turns = roomFor(joined, circle, cells.length - first);
    const enough = turns >= Math.min(turnsOf(joined), fewestTurns);
    const problem =
      problemOf(joined, circle, cells) ?? (enough ? null : tooMany(joined, circle, cells));
    if (problem === null) {
      new Search(joined, circle, cells).write(turns);
      continue;
    }
    report(problem);
    for (const { index } of joined) {
      const { name: of, place } = cells[index];
      cells[index] = { name: of, place, kind: "formula", node: unknown };
    }
  }
}

/** A group and all others that its circle goes through. */
function joinedWith(
  group: readonly Sought[],
  groups: ReadonlyMap<string, readonly Sought[]>,
  cells: readonly Cell[],
): readonly Sought[] {
  let joined = group;
  for (;;) {
    const circle = between(joined, cells);
    const names = new Set(joined.map(({ unknown }) => unknown.group));
    const count = names.size;
    for (const [name, other] of groups) {
      if (other.some(({ index }) => circle.has(index))) names.add(name);
    }
    if (names.size === count) return joined;
    joined = [...names].flatMap((name) => groups.get(name) ?? []);
  }
}

/** The formulas on the way from unknowns to what is to be zero, without the unknowns. */
function between(group: readonly Sought[], cells: readonly Cell[]): ReadonlySet<number> {
  const unknowns = new Set(group.map(({ index }) => index));
  const users = new Map<number, number[]>();
  const below = new Set<number>();
  const waiting = group.flatMap(({ residual }) => cellsRead(residual));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (below.has(next) || unknowns.has(next)) continue;
    below.add(next);
    const cell = cells[next];
    for (const read of cell.kind === "formula" ? cellsRead(cell.node) : []) {
      const list = users.get(read) ?? [];
      list.push(next);
      users.set(read, list);
      waiting.push(read);
    }
  }
  return above([...unknowns], users);
}

function problemOf(
  group: readonly Sought[],
  circle: ReadonlySet<number>,
  cells: readonly Cell[],
): Diagnostic | null {
  const [{ index }] = group;
  const unknowns = new Set(group.map((sought) => sought.index));
  const reaches = ({ residual }: Sought) =>
    cellsRead(residual).some((read) => circle.has(read) || unknowns.has(read));
  const { name, place } = cells[index];
  const free = group.find((sought) => !reaches(sought));
  if (free !== undefined) {
    return {
      code: "find-zero",
      severity: "error",
      message: `what ${cells[free.index].name} should make zero does not depend in the same step on what is searched`,
      place: cells[free.index].place,
      help: "write z as an equation that x stands in, for example y - f(y)",
    };
  }
  const nested = [...circle].some((one) => {
    const cell = cells[one];
    return cell.kind === "formula" && cell.guess !== undefined;
  });
  if (!nested && orderWithin(circle, cells) !== null) return null;
  return {
    code: "find-zero",
    severity: "error",
    message: `on the way from ${name} to what it should make zero there is another circle of equations`,
    place,
    help: "break that circle with a stock or a delay, or let FIND ZERO search its values too",
  };
}

/** For how many of the turns that are asked for there is room. */
function roomFor(group: readonly Sought[], circle: ReadonlySet<number>, used: number): number {
  const count = group.length;
  const turn = (count + 1) * (circle.size + 2 * count) + (count + 3) * count * count;
  return Math.min(turnsOf(group), Math.floor((mostCells - used) / turn));
}

function tooMany(
  group: readonly Sought[],
  circle: ReadonlySet<number>,
  cells: readonly Cell[],
): Diagnostic {
  const { name, place } = cells[group[0].index];
  return {
    code: "large-circle",
    severity: "error",
    message: `${name} has ${group.length} values to search, over ${circle.size} equations: there is no room for ${fewestTurns} turns, of all ${mostCells.toLocaleString("en")} equations that can be computed`,
    place,
    help: "search fewer values at once, or break the circle with a stock or a delay",
  };
}
