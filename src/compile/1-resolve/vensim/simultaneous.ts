import type { Diagnostic } from "#study/diagnostic";

import { orderFrom } from "../../3-schedule/order.js";
import { binary, cellsRead, compare, constant, select, unary } from "../../system.js";
import type { Cell, Node } from "../../system.js";
import type { Lowering } from "../scope.js";
import { withCells } from "./with-cells.js";

/** Turns of the circle in each step; a turn that halves what is wrong needs thirty. */
const turns = 100;
/** By how much, of what it was or is, a value may change in the last turn. */
const stillEnough = 1e-9;
/** All turns of all circles together are at most so many cells. */
const mostCells = 100_000;

/**
 * SIMULTANEOUS(expression, first guess): the circle of equations that leads from the value back to it
 * is gone round until nothing changes any more (Vensim Help, "Simultaneous Equations - Iterative
 * Solutions"). The guess is that of the first step; later ones begin at the value of the step before.
 */
export const simultaneous: Lowering = ({ name, place, scope, arguments: [expression, guess] }) =>
  scope.addState(name, place, () => ({ kind: "formula", node: expression, guess }));

/**
 * Unrolls the circles that go through a cell with a guess, when all cells are there: each turn is a
 * copy of the formulas of the circle, in which the cells with a guess are as the turn before left
 * them. What has not come to rest after the last turn is no number. Cells are added at the end.
 */
export function solveCircles(cells: Cell[], report: (diagnostic: Diagnostic) => void): void {
  const guessed = [...cells.keys()].filter((index) => guessOf(cells[index]) !== undefined);
  const waiting = new Set(guessed);
  const first = cells.length;
  for (const index of guessed) {
    if (!waiting.has(index)) continue;
    const circle = circleOf(index, cells);
    const solved = guessed.filter((one) => circle.has(one) || one === index);
    for (const one of solved) waiting.delete(one);
    if (cells.length - first + turns * circle.size > mostCells) {
      report(tooLarge(cells[index], circle.size));
      return;
    }
    solveCircle(solved, circle, cells);
  }
}

function guessOf(cell: Cell): Node | undefined {
  return cell.kind === "formula" ? cell.guess : undefined;
}

/** The formulas that a formula depends on and that depend on it; empty if there is no circle. */
function circleOf(index: number, cells: readonly Cell[]): ReadonlySet<number> {
  const reads = (cell: number): readonly number[] => {
    const { kind } = cells[cell];
    return kind === "formula" ? cellsRead((cells[cell] as Cell & { kind: "formula" }).node) : [];
  };
  const below = new Set<number>();
  const users = new Map<number, number[]>();
  const waiting = [index];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (below.has(next)) continue;
    below.add(next);
    for (const read of reads(next)) {
      users.set(read, [...(users.get(read) ?? []), next]);
      waiting.push(read);
    }
  }
  const circle = new Set<number>();
  waiting.push(...(users.get(index) ?? []));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (circle.has(next)) continue;
    circle.add(next);
    waiting.push(...(users.get(next) ?? []));
  }
  return circle;
}

function solveCircle(solved: readonly number[], circle: ReadonlySet<number>, cells: Cell[]): void {
  const between = [...circle].filter((index) => !solved.includes(index)).sort((a, b) => a - b);
  const { order } = orderFrom(between, (index) =>
    cellsRead(formulaOf(cells[index])).filter((read) => between.includes(read)),
  );
  // A circle that goes past all guesses is told as any other.
  if (order === null) return;
  const add = (of: Cell, label: string, node: Node): number => {
    const { name, place } = of;
    return cells.push({ name: `${label} of ${name}`, place, kind: "formula", node }) - 1;
  };
  const begun = new Map<number, number>();
  for (const index of solved) {
    const { name, place } = cells[index];
    const initial = guessOf(cells[index]) ?? constant(0);
    const next: Node = { op: "cell", cell: index };
    const at = cells.push({ name: `before in ${name}`, place, kind: "memory", initial, next }) - 1;
    begun.set(index, at);
  }
  let present = begun;
  let before = begun;
  for (let turn = 1; turn <= turns; turn++) {
    const now = new Map(present);
    for (const index of order) {
      const node = withCells(formulaOf(cells[index]), now);
      now.set(index, add(cells[index], `turn ${turn}`, node));
    }
    const after = new Map<number, number>();
    for (const index of solved) {
      const node = withCells(formulaOf(cells[index]), now);
      after.set(index, add(cells[index], `turn ${turn}`, node));
    }
    before = present;
    present = after;
  }
  for (const index of solved) {
    const [start, last, end] = [begun, before, present].map((found): Node => {
      return { op: "cell", cell: found.get(index) as number };
    });
    const { name, place } = cells[index];
    cells[index] = { name, place, kind: "formula", node: atRest(start, last, end) };
  }
}

/** The last value if the last turn changed it by next to nothing, else no number. */
function atRest(start: Node, last: Node, end: Node): Node {
  const change = unary("absolute", binary("subtract", end, last));
  const size = binary("maximum", unary("absolute", start), unary("absolute", end));
  const little = binary("multiply", size, constant(stillEnough));
  return select(compare("lessOrEqual", change, little), end, constant(Number.NaN));
}

function formulaOf(cell: Cell): Node {
  if (cell.kind !== "formula") throw new Error(`"${cell.name}" is no formula`);
  return cell.node;
}

function tooLarge({ name, place }: Cell, size: number): Diagnostic {
  return {
    code: "large-circle",
    severity: "error",
    message: `the circle of equations through ${name} has ${size} equations; ${turns} turns of all circles are more than the ${mostCells.toLocaleString("en")} that can be computed`,
    place,
    help: "break the circle with a stock or a delay",
  };
}
