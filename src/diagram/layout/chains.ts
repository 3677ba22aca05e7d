import type { Graph, Pipe } from "../graph.js";
import { Grid, type Cell } from "./grid.js";

/**
 * Stocks that flows lead between, with these flows and the clouds at their open ends: laid out as
 * one block. Cells count from the block's own origin.
 */
export interface Chain {
  readonly stocks: ReadonlyMap<string, Cell>;
  readonly pipes: readonly ChainPipe[];
  /** All cells that nothing else may stand on. */
  readonly cells: readonly Cell[];
}

export interface ChainPipe {
  readonly pipe: Pipe;
  /** Where its valve stands; the first pipe of a flow has the valve, others pass without. */
  readonly valve: Cell;
  readonly cloudAtStart: Cell | null;
  readonly cloudAtEnd: Cell | null;
}

/** The chains of a graph, each around its stocks; flows without any stock are chains of their own. */
export function chainsOf(graph: Graph): readonly Chain[] {
  return componentsOf(graph).map(({ stocks, pipes }) => layOut(stocks, pipes));
}

interface Component {
  readonly stocks: readonly string[];
  readonly pipes: readonly Pipe[];
}

function componentsOf(graph: Graph): readonly Component[] {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let top = key;
    for (let up = leader.get(top); up !== undefined; up = leader.get(top)) top = up;
    return top;
  };
  const join = (a: string, b: string): void => {
    const [one, other] = [find(a), find(b)];
    if (one !== other) leader.set(other, one);
  };
  const stocks = [...graph.nodes.values()].filter(({ kind }) => kind === "stock");
  // A flow that several stocks share holds them together through its own name.
  for (const { flow, from, to } of graph.pipes) {
    if (from !== null) join(from, flow);
    if (to !== null) join(to, flow);
  }
  const members = new Map<string, { stocks: string[]; pipes: Pipe[] }>();
  const of = (key: string) => {
    const top = find(key);
    const found = members.get(top) ?? { stocks: [], pipes: [] };
    members.set(top, found);
    return found;
  };
  for (const { key } of stocks) of(key).stocks.push(key);
  for (const pipe of graph.pipes) of(pipe.flow).pipes.push(pipe);
  return [...members.values()];
}

function layOut(stocks: readonly string[], pipes: readonly Pipe[]): Chain {
  const builder = new ChainBuilder(pipes, strideOf(pipes));
  builder.placeStocks(layersOf(stocks, pipes), stocks);
  builder.placePipes();
  return builder.chain();
}

/**
 * Columns from one stock to the next: where a stock fills or drains by more than one flow, the
 * valves and clouds of the others need a column each between the stocks.
 */
function strideOf(pipes: readonly Pipe[]): number {
  const counts = new Map<string, number>();
  for (const { from, to } of pipes) {
    for (const side of [`${from} out`, `${to} in`]) counts.set(side, (counts.get(side) ?? 0) + 1);
  }
  counts.delete("null out");
  counts.delete("null in");
  return [...counts.values()].some((count) => count > 1) ? 3 : 2;
}

/** How many stocks at most lie upstream of a stock, without going in circles. */
function layersOf(stocks: readonly string[], pipes: readonly Pipe[]): ReadonlyMap<string, number> {
  const next = new Map<string, string[]>();
  for (const { from, to } of pipes) {
    if (from !== null && to !== null && from !== to) {
      next.set(from, [...(next.get(from) ?? []), to]);
    }
  }
  const incoming = new Set([...next.values()].flat());
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const forward = new Map<string, string[]>();
  const visit = (key: string): void => {
    state.set(key, "open");
    for (const to of next.get(key) ?? []) {
      // A way back closes a circle; it is drawn as one and orders nothing.
      if (state.get(to) === "open") continue;
      forward.set(key, [...(forward.get(key) ?? []), to]);
      if (!state.has(to)) visit(to);
    }
    state.set(key, "done");
    order.unshift(key);
  };
  const sources = stocks.filter((key) => !incoming.has(key));
  for (const key of [...sources, ...stocks]) if (!state.has(key)) visit(key);
  const layers = new Map(stocks.map((key) => [key, 0]));
  for (const key of order) {
    for (const to of forward.get(key) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(key) ?? 0) + 1));
    }
  }
  return layers;
}

class ChainBuilder {
  readonly #pipes: readonly Pipe[];
  readonly #grid = new Grid();
  readonly #cells: Cell[] = [];
  readonly #stocks = new Map<string, Cell>();
  readonly #placed: ChainPipe[] = [];
  /** Sides of stocks that a pipe already goes straight through: `key left`, `key right`. */
  readonly #used = new Set<string>();

  readonly #stride: number;

  constructor(pipes: readonly Pipe[], stride: number) {
    this.#pipes = pipes;
    this.#stride = stride;
  }

  placeStocks(layers: ReadonlyMap<string, number>, stocks: readonly string[]): void {
    const ordered = stocks.toSorted((a, b) => (layers.get(a) ?? 0) - (layers.get(b) ?? 0));
    for (const key of ordered) {
      const column = this.#stride * (layers.get(key) ?? 0);
      const upstream = this.#pipes.find(
        ({ from, to }) => to === key && from !== null && this.#stocks.has(from),
      );
      const wished = this.#cellOf(upstream?.from ?? null)?.row ?? 0;
      const row = rowsAround(wished).find((candidate) =>
        [column - 1, column, column + 1].every((at) =>
          this.#grid.isFree({ column: at, row: candidate }),
        ),
      );
      const cell = { column, row: row ?? wished };
      this.#stocks.set(key, cell);
      this.#take(cell);
    }
  }

  placePipes(): void {
    const between = this.#pipes.filter(({ from, to }) => from !== null && to !== null);
    const open = this.#pipes.filter(({ from, to }) => from === null || to === null);
    for (const pipe of between) this.#placeBetween(pipe);
    for (const pipe of open) this.#placeOpen(pipe);
  }

  chain(): Chain {
    return { stocks: this.#stocks, pipes: this.#placed, cells: this.#cells };
  }

  #placeBetween(pipe: Pipe): void {
    const start = this.#cellOf(pipe.from);
    const end = this.#cellOf(pipe.to);
    if (start === null || end === null) return;
    const forward = end.column > start.column;
    const middle = (start.column + end.column) / 2;
    const straight = { column: end.column - this.#stride / 2, row: start.row };
    const passing = span(start.column + 1, end.column - 1).map((column) => ({
      column,
      row: start.row,
    }));
    const free = passing.every((cell) => this.#grid.isFree(cell));
    if (forward && start.row === end.row && free && this.#claim(pipe)) {
      for (const cell of passing) this.#take(cell);
      this.#placed.push({ pipe, valve: straight, cloudAtStart: null, cloudAtEnd: null });
      return;
    }
    // Around: up or down from the first, along a row of its own, and to the second.
    const columns = span(Math.min(start.column, end.column), Math.max(start.column, end.column));
    const row = rowsAround(forward ? end.row : Math.max(start.row, end.row) + 1).find(
      (candidate) =>
        candidate !== start.row &&
        columns.every(
          (column) =>
            (candidate === end.row && column === end.column) ||
            this.#grid.isFree({ column, row: candidate }),
        ),
    );
    const level = row ?? end.row + 1;
    const valve = { column: forward ? end.column - this.#stride / 2 : middle, row: level };
    for (const column of columns) {
      if (!(level === end.row && column === end.column)) this.#take({ column, row: level });
    }
    this.#placed.push({ pipe, valve, cloudAtStart: null, cloudAtEnd: null });
  }

  /** One stock and a cloud: straight if its side is free, else along the next free row. */
  #placeOpen(pipe: Pipe): void {
    const stock = this.#cellOf(pipe.from) ?? this.#cellOf(pipe.to);
    if (stock === null) {
      const valve = { column: 1, row: 0 };
      for (const column of [0, 1, 2]) this.#take({ column, row: 0 });
      const [cloudAtStart, cloudAtEnd] = [0, 2].map((column) => ({ column, row: 0 }));
      this.#placed.push({ pipe, valve, cloudAtStart, cloudAtEnd });
      return;
    }
    const outwards = pipe.from !== null;
    const side = outwards ? 1 : -1;
    const valveColumn = stock.column + side;
    const cloudColumn = stock.column + 2 * side;
    const fits = (row: number): boolean =>
      [valveColumn, cloudColumn].every((column) => this.#grid.isFree({ column, row })) &&
      (row === stock.row || this.#isWayFree(stock, row));
    const row = rowsAround(stock.row).find((candidate) =>
      candidate === stock.row ? fits(candidate) && this.#claim(pipe) : fits(candidate),
    );
    const level = row ?? stock.row;
    for (const between of span(Math.min(stock.row, level), Math.max(stock.row, level))) {
      this.#take({ column: stock.column, row: between });
    }
    const valve = { column: valveColumn, row: level };
    const cloud = { column: cloudColumn, row: level };
    this.#take(valve);
    this.#take(cloud);
    const [cloudAtStart, cloudAtEnd] = outwards ? [null, cloud] : [cloud, null];
    this.#placed.push({ pipe, valve, cloudAtStart, cloudAtEnd });
  }

  /** The stock's own column up or down to a row: pipes of the stock itself may share it. */
  #isWayFree(stock: Cell, row: number): boolean {
    const rows = span(Math.min(stock.row, row), Math.max(stock.row, row));
    const others = [...this.#stocks.values()];
    return rows.every(
      (at) =>
        at === stock.row ||
        !others.some((other) => other.column === stock.column && other.row === at),
    );
  }

  /** Takes the sides of stocks that a straight pipe needs; false if one has a straight pipe. */
  #claim({ from, to }: Pipe): boolean {
    const sides = [
      ...(from === null ? [] : [`${from} right`]),
      ...(to === null ? [] : [`${to} left`]),
    ];
    if (sides.some((side) => this.#used.has(side))) return false;
    for (const side of sides) this.#used.add(side);
    return true;
  }

  #cellOf(stock: string | null): Cell | null {
    return stock === null ? null : (this.#stocks.get(stock) ?? null);
  }

  #take(cell: Cell): void {
    if (this.#grid.isFree(cell)) this.#cells.push(cell);
    this.#grid.take(cell);
  }
}

/** From a row on outwards: itself, below, above, two below … */
function rowsAround(row: number): readonly number[] {
  return Array.from({ length: 121 }, (_, index) =>
    index % 2 === 1 ? row + (index + 1) / 2 : row - index / 2,
  );
}

function span(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
