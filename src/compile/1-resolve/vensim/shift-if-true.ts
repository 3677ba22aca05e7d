import type { Diagnostic } from "#study/diagnostic";
import type { Call, Expression } from "#study/expression";
import type { TimeSettings } from "#study/model";

import { orderFrom } from "../../3-schedule/order.js";
import { binary, cellsRead, compare, constant, select } from "../../system.js";
import type { Cell, CellRule, Node, Shift, Truth } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { fromNamed, namedRange, readAt } from "./ranges.js";
import { copyWithCells, withCells } from "./with-cells.js";

/**
 * SHIFT IF TRUE(stock, condition, size, accumulate, entering): where the condition is not 0, what is
 * in `size` stocks of the last range, from the named one on, moves on by one of them. `entering` is
 * then in the first; the last gets what was in the one before it, in place of what it had or, where
 * `accumulate` is not 0, on top of it. The value is what was taken out of the last; 0 where nothing
 * moves or where it accumulates (Vensim Help, "SHIFT IF TRUE").
 *
 * The moment. In Vensim the function changes the stocks in place while the values of a time are
 * computed, and the flows of that time are added afterwards. So here: it looks at the start of each
 * step, the first one included, and all that is computed at that time, flows and saved values among
 * it, sees the stocks as they are after the move. What enters a cohort between two moves stays with
 * it. The arguments themselves, and what they depend on, see the stocks as they were before.
 */
export const shiftIfTrue: ArrayLowering = (call, scope) => {
  const row = rowOf(call, scope);
  const [, condition, , gathers, enters] = call.arguments;
  const [when, together, first] = [condition, gathers, enters].map((argument) =>
    scope.resolve(argument, scope),
  );
  if (row === null) return unknown;
  return scope.addState(call.name, call.place, () => ({
    kind: "formula",
    node: unknown,
    held: true,
    shift: { row, condition: when, gathers: together, enters: first },
  }));
};

/** The cells of the stocks that move; null and a report if they are not so many stocks. */
function rowOf(call: Call, scope: Scope): readonly number[] | null {
  const [stock, , size] = call.arguments;
  const range = namedRange(stock, 1, scope);
  const variable = stock.kind === "reference" ? scope.model.variables.get(stock.key) : undefined;
  if (stock.kind !== "reference" || range === null || variable?.kind !== "stock") {
    return told(stock, scope, {
      code: "shift-stock",
      message: `${call.name} wants a stock over a range, named by the element from which it moves on`,
      help: "name it as in population[youngest]; its last subscript is the range",
    });
  }
  const contained = variable.definitions.some(
    (definition) => definition.kind === "stock" && definition.container !== undefined,
  );
  if (contained) {
    return told(stock, scope, {
      code: "shift-stock",
      message: `${call.name} cannot move what is in a conveyor or a queue`,
      help: "make it a plain stock",
    });
  }
  const count = countOf(size, scope);
  const there = range.elements.length - range.position;
  if (count === null || count < 2 || count > there) {
    const found = count === null ? "is not a whole number that stays the same" : `is ${count}`;
    return told(size, scope, {
      code: "shift-size",
      message: `the size in ${call.name} ${found}, and from the element named on there are ${there}`,
      help: "write ELMCOUNT(range), or how many of them take part: at least 2",
    });
  }
  const nodes = fromNamed(range, count).elements.map((element) =>
    readAt(stock, new Map([[1, element]]), scope),
  );
  return nodes.flatMap((node) => (node.op === "cell" ? [node.cell] : []));
}

function told(
  { place }: Expression,
  scope: Scope,
  problem: Pick<Diagnostic, "code" | "message" | "help">,
): null {
  scope.report({ ...problem, severity: "error", place });
  return null;
}

/** A whole number that is known when the model is compiled, or null. */
function countOf(size: Expression, scope: Scope): number | null {
  const start = scope.startValue(scope.resolve(size, scope));
  if (start === null || start.varies || !Number.isInteger(start.value)) return null;
  scope.fix(start);
  return start.value;
}

/**
 * Builds the moves into the cells of the stocks, when all cells are there. A stock becomes a formula:
 * what it was, or what moves in. Behind it, by Euler's method, is a memory of what it will be. By
 * methods of several stages it is a sum of two: a stock of all that has flowed, and a memory that makes
 * up for what has moved.
 */
export function applyShifts(
  cells: Cell[],
  time: TimeSettings,
  report: (diagnostic: Diagnostic) => void,
): void {
  const shifts = [...cells.entries()].flatMap(([index, cell]) =>
    cell.kind === "formula" && cell.shift !== undefined ? [{ index, shift: cell.shift }] : [],
  );
  const workshop = new Shifts(cells, time);
  for (const { index, shift } of shifts) {
    const twice = shift.row.find((stock) => !workshop.open(stock));
    if (twice === undefined) continue;
    report({
      code: "shift-twice",
      severity: "error",
      message: `"${cells[twice].name}" is moved by more than one SHIFT IF TRUE`,
      place: cells[index].place,
      help: "move it by one call, whose condition holds in either case",
    });
    return;
  }
  for (const { index, shift } of shifts) workshop.build(index, shift);
}

/** What a stock is made of once it moves. */
interface Opened {
  /** What is in it before the move. */
  readonly before: Node;
  close(arrives: Node, moves: Truth): void;
}

class Shifts {
  readonly #cells: Cell[];
  readonly #time: TimeSettings;
  readonly #opened = new Map<number, Opened>();
  /** Cells that see the stocks before the move, by those that see them afterwards. */
  readonly #before = new Map<number, number>();

  constructor(cells: Cell[], time: TimeSettings) {
    this.#cells = cells;
    this.#time = time;
  }

  /** False if the stock has been opened before. */
  open(index: number): boolean {
    const cell = this.#cells[index];
    if (cell.kind !== "stock") return false;
    const { initial, net } = cell;
    const opened =
      this.#time.method === "euler"
        ? this.#openWhole(index, initial, net)
        : this.#openInStages(index, initial, net);
    this.#opened.set(index, opened);
    return true;
  }

  #openWhole(index: number, initial: Node, net: Node): Opened {
    const flows = binary("multiply", constant(this.#time.step), net);
    const next = binary("add", cellAt(index), flows);
    const contents = this.#add(index, "contents", { kind: "memory", initial, next });
    const before = cellAt(contents);
    this.#become(index, before, contents);
    return {
      before,
      close: (arrives, moves) => this.#become(index, select(moves, arrives, before), contents),
    };
  }

  #openInStages(index: number, initial: Node, net: Node): Opened {
    const flowed = cellAt(
      this.#add(index, "what has flowed", { kind: "stock", initial: constant(0), net }),
    );
    const moved = this.#add(index, "what moves", { kind: "formula", node: unknown, held: true });
    const next = cellAt(moved);
    const rest = cellAt(this.#add(index, "what has moved", { kind: "memory", initial, next }));
    const node = binary("add", flowed, rest);
    const contents = this.#add(index, "contents", { kind: "formula", node });
    const close = (arrives: Node, moves: Truth): void => {
      const { name, place } = this.#cells[moved];
      const held = select(moves, binary("subtract", arrives, flowed), rest);
      this.#cells[moved] = { name, place, kind: "formula", node: held, held: true };
      this.#become(index, binary("add", flowed, next), contents);
    };
    this.#become(index, node, contents);
    return { before: cellAt(contents), close };
  }

  /** What the stock is from now on; initial values see what is in it at the start. */
  #become(index: number, node: Node, contents: number): void {
    const { name, place } = this.#cells[index];
    this.#cells[index] = { name, place, kind: "formula", node, start: cellAt(contents) };
    this.#before.set(index, contents);
  }

  build(index: number, { row, condition, gathers, enters }: Shift): void {
    const keep = (label: string, node: Node) =>
      cellAt(this.#add(index, label, { kind: "formula", node: this.#asBefore(node), held: true }));
    const moves = notZero(keep("condition", condition));
    const gathered = notZero(keep("accumulation", gathers));
    const first = keep("what enters", enters);
    const stocks = row.map((stock) => this.#opened.get(stock) as Opened);
    for (const [position, stock] of stocks.entries()) {
      const above = position === 0 ? first : stocks[position - 1].before;
      const arrives =
        position === stocks.length - 1
          ? select(gathered, binary("add", stock.before, above), above)
          : above;
      stock.close(arrives, moves);
    }
    const { name, place } = this.#cells[index];
    const taken = select(gathered, constant(0), stocks[stocks.length - 1].before);
    const node = select(moves, taken, constant(0));
    this.#cells[index] = { name, place, kind: "formula", node, held: true };
  }

  /** The node with all that it depends on as it is before anything moves. */
  #asBefore(node: Node): Node {
    const cells = this.#cells;
    const reads = (index: number): readonly number[] => {
      const cell = cells[index];
      return cell.kind === "formula" && !this.#before.has(index) ? cellsRead(cell.node) : [];
    };
    const { order } = orderFrom(cellsRead(node), reads);
    // A circle is told as any other.
    if (order === null) return node;
    for (const index of order) {
      const cell = cells[index];
      if (cell.kind !== "formula" || this.#before.has(index)) continue;
      if (!cellsRead(cell.node).some((read) => this.#before.has(read))) continue;
      const copy = copyWithCells(cell, `${cell.name} before`, this.#before);
      this.#before.set(index, cells.push(copy) - 1);
    }
    return withCells(node, this.#before);
  }

  #add(owner: number, label: string, rule: CellRule): number {
    const { name, place } = this.#cells[owner];
    return this.#cells.push({ name: `${label} of ${name}`, place, ...rule }) - 1;
  }
}

function cellAt(cell: number): Node {
  return { op: "cell", cell };
}

function notZero(node: Node): Truth {
  return compare("notEqual", node, constant(0));
}
