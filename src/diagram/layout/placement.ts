import { columnWidth, Grid, ring, rowHeight, type Cell } from "./grid.js";
import { crossingsOf, overrunsAt, overrunsOf, type Wires } from "./costs.js";
import { createDice, type Dice } from "./dice.js";

/** What moves as one: a chain of stocks and flows, or one variable in one cell. */
export interface Block {
  /** Points that links hold on to, by id; cells from the block's origin. */
  readonly points: ReadonlyMap<string, Cell>;
  /** All cells that it takes. */
  readonly cells: readonly Cell[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** How much shorter it should be than others. */
  readonly weight: number;
}

/** In pixels of link length: what a crossing and a name that is run over are worth. */
const crossingCost = 46;
const overrunCost = 110;
/** A wide drawing fits a page and a screen. */
const wideness = 1.7;
const pullToCentre = 0.2;

/**
 * Finds places for blocks on a grid: first one after the other, each where its links are shortest
 * among those that have a place, then by moves and swaps that shorten links, undo crossings and
 * keep links off names (simulated annealing, S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi,
 * "Optimization by simulated annealing", Science 220, 1983; R. Davidson and D. Harel, "Drawing
 * graphs nicely using simulated annealing", ACM Transactions on Graphics 15(4), 1996). The same
 * blocks and edges always get the same places.
 */
export class Placement {
  readonly #blocks: readonly Block[];
  readonly #edges: readonly Edge[];
  readonly #origins: (Cell | null)[];
  readonly #grid = new Grid();
  readonly #dice: Dice = createDice(20);
  readonly #blockOf = new Map<string, number>();
  /** For each edge the indices of its points. */
  readonly #ends: readonly (readonly [number, number])[];
  readonly #pointIds: readonly string[];
  readonly #pointBlock: readonly number[];
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #wires: Wires;
  readonly #edgesOfBlock: readonly (readonly number[])[];
  readonly #pointsOfBlock: readonly (readonly number[])[];
  readonly #singles: readonly number[];
  #temperature = 1;

  constructor(blocks: readonly Block[], edges: readonly Edge[]) {
    this.#blocks = blocks;
    this.#origins = blocks.map(() => null);
    this.#pointIds = blocks.flatMap(({ points }) => [...points.keys()]);
    const indexOf = new Map(this.#pointIds.map((id, index) => [id, index]));
    for (const [index, { points }] of blocks.entries()) {
      for (const id of points.keys()) this.#blockOf.set(id, index);
    }
    this.#edges = edges.filter(
      ({ from, to }) => from !== to && indexOf.has(from) && indexOf.has(to),
    );
    this.#ends = this.#edges.map(({ from, to }) => [indexOf.get(from) ?? 0, indexOf.get(to) ?? 0]);
    this.#pointBlock = this.#pointIds.map((id) => this.#blockOf.get(id) ?? 0);
    this.#x = new Float64Array(this.#pointIds.length);
    this.#y = new Float64Array(this.#pointIds.length);
    this.#wires = {
      x: this.#x,
      y: this.#y,
      placed: new Uint8Array(this.#pointIds.length),
      from: Int32Array.from(this.#ends.map(([from]) => from)),
      to: Int32Array.from(this.#ends.map(([, to]) => to)),
    };
    const pointsOf: number[][] = blocks.map(() => []);
    for (const [point, block] of this.#pointBlock.entries()) pointsOf[block].push(point);
    this.#pointsOfBlock = pointsOf;
    const edgesOf: number[][] = blocks.map(() => []);
    for (const [edge, ends] of this.#ends.entries()) {
      for (const block of new Set(ends.map((end) => this.#pointBlock[end])))
        edgesOf[block].push(edge);
    }
    this.#edgesOfBlock = edgesOf;
    this.#singles = blocks.flatMap(({ cells }, index) => (cells.length === 1 ? [index] : []));
  }

  /** Keeps a block where it is; those that are not pinned are placed around it. */
  pin(block: number, origin: Cell): void {
    this.#put(block, origin);
  }

  /** Gives every block a place. */
  placeAll(): void {
    const waiting = new Set(this.#blocks.keys());
    for (const [index, origin] of this.#origins.entries())
      if (origin !== null) waiting.delete(index);
    while (waiting.size > 0) {
      const next = this.#mostAttached(waiting);
      waiting.delete(next);
      this.#put(next, this.#bestOrigin(next));
    }
  }

  /** How many moves it pays to try. */
  get effort(): number {
    return 90 * this.#blocks.length;
  }

  /**
   * Tries `moves` moves, the first of all at `progress` 0 and the last at 1: early on a worse place
   * is taken now and then, at the end never.
   */
  improve(moves: number, progress: number): void {
    this.#temperature = 60 * (1 - progress) * (1 - progress);
    for (let move = 0; move < moves; move++) {
      const block = this.#dice.below(this.#blocks.length);
      if (this.#blocks[block].cells.length > 1) this.#tryShift(block);
      else if (this.#dice.below(3) === 0) this.#trySwap(block);
      else this.#tryMove(block);
    }
  }

  originOf(block: number): Cell {
    return this.#origins[block] ?? { column: 0, row: 0 };
  }

  isFree(cell: Cell): boolean {
    return this.#grid.isFree(cell);
  }

  #mostAttached(waiting: ReadonlySet<number>): number {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (const block of waiting) {
      // Chains first, the largest of all at the start; then what is held by most.
      let score = 1000 * (this.#blocks[block].cells.length - 1);
      for (const edge of this.#edgesOfBlock[block]) {
        const others = this.#ends[edge].filter((end) => this.#pointBlock[end] !== block);
        const held = others.some((end) => this.#origins[this.#pointBlock[end]] !== null);
        score += held ? 10 * this.#edges[edge].weight : 0.01;
      }
      if (score > most) [best, most] = [block, score];
    }
    return best;
  }

  /** The free place nearest to where its links would have it, by the length of its links. */
  #bestOrigin(block: number): Cell {
    const { cells } = this.#blocks[block];
    const wished = this.#wishedOrigin(block);
    const large = cells.length > 1;
    let best: Cell | null = null;
    let least = Infinity;
    for (let radius = 0; radius < 400; radius++) {
      for (const origin of ring(wished, radius)) {
        if (!this.#fits(block, origin, large ? 1 : 0)) continue;
        this.#move(block, origin);
        const cost = this.#costOf(block);
        if (cost < least) [best, least] = [origin, cost];
      }
      if (best !== null && radius >= (large ? 7 : 3)) break;
    }
    return best ?? wished;
  }

  #wishedOrigin(block: number): Cell {
    let [column, row, weight] = [0, 0, 0];
    for (const edge of this.#edgesOfBlock[block]) {
      const [one, other] = this.#ends[edge];
      const [own, far] = this.#pointBlock[one] === block ? [one, other] : [other, one];
      const farOrigin = this.#origins[this.#pointBlock[far]];
      if (farOrigin === null || this.#pointBlock[far] === block) continue;
      const at = this.#cellOfPoint(own, { column: 0, row: 0 });
      column += this.#edges[edge].weight * (this.#x[far] / columnWidth - at.column);
      row += this.#edges[edge].weight * (this.#y[far] / rowHeight - at.row);
      weight += this.#edges[edge].weight;
    }
    if (weight === 0) return { column: 0, row: 0 };
    return { column: Math.round(column / weight), row: Math.round(row / weight) };
  }

  #tryMove(block: number): void {
    const before = this.#origins[block];
    if (before === null) return;
    const near = this.#dice.below(2) === 0 ? before : this.#wishedOrigin(block);
    const reach = 3;
    const origin = {
      column: near.column + this.#dice.below(2 * reach + 1) - reach,
      row: near.row + this.#dice.below(2 * reach + 1) - reach,
    };
    if (!this.#grid.isFree(origin)) return;
    const cost = this.#costOf(block);
    this.#lift(block);
    this.#put(block, origin);
    if (this.#accepts(this.#costOf(block) - cost)) return;
    this.#lift(block);
    this.#put(block, before);
  }

  #trySwap(block: number): void {
    const other = this.#singles[this.#dice.below(this.#singles.length)];
    const [one, two] = [this.#origins[block], this.#origins[other]];
    if (other === block || one === null || two === null) return;
    const cost = this.#costOf(block) + this.#costOf(other);
    this.#move(block, two);
    this.#move(other, one);
    if (this.#accepts(this.#costOf(block) + this.#costOf(other) - cost)) {
      this.#origins[block] = two;
      this.#origins[other] = one;
      return;
    }
    this.#move(block, one);
    this.#move(other, two);
  }

  #tryShift(block: number): void {
    const before = this.#origins[block];
    if (before === null) return;
    const reach = 2;
    const origin = {
      column: before.column + this.#dice.below(2 * reach + 1) - reach,
      row: before.row + this.#dice.below(2 * reach + 1) - reach,
    };
    const cost = this.#costOf(block);
    this.#lift(block);
    if (this.#fits(block, origin, 0)) {
      this.#put(block, origin);
      if (this.#accepts(this.#costOf(block) - cost)) return;
      this.#lift(block);
    }
    this.#put(block, before);
  }

  #accepts(rise: number): boolean {
    if (rise <= 0) return true;
    // A threshold instead of a probability, so that no exponential function is needed.
    return rise < this.#temperature * this.#dice.unit();
  }

  /** What the links of a block and its distance from the middle cost. */
  #costOf(block: number): number {
    let cost = 0;
    for (const edge of this.#edgesOfBlock[block]) {
      const waits = this.#ends[edge].some((end) => {
        const owner = this.#pointBlock[end];
        return owner !== block && this.#origins[owner] === null;
      });
      if (!waits) cost += this.#costOfEdge(edge);
    }
    // Links of others that would run over its names.
    for (const point of this.#pointsOfBlock[block]) {
      const dx = this.#x[point] / wideness;
      const dy = this.#y[point];
      cost += pullToCentre * Math.sqrt(dx * dx + dy * dy);
      cost += overrunCost * overrunsAt(this.#wires, point);
    }
    return cost;
  }

  #costOfEdge(edge: number): number {
    const [one, other] = this.#ends[edge];
    const dx = this.#x[one] - this.#x[other];
    const dy = this.#y[one] - this.#y[other];
    const long = Math.sqrt(dx * dx + dy * dy);
    let cost = this.#edges[edge].weight * (long + (long * long) / 900);
    cost += crossingCost * crossingsOf(this.#wires, edge);
    return cost + overrunCost * overrunsOf(this.#wires, edge);
  }

  #fits(block: number, origin: Cell, margin: number): boolean {
    return this.#blocks[block].cells.every(({ column, row }) => {
      for (let dx = -margin; dx <= margin; dx++) {
        for (let dy = -margin; dy <= margin; dy++) {
          const cell = { column: origin.column + column + dx, row: origin.row + row + dy };
          if (!this.#grid.isFree(cell)) return false;
        }
      }
      return true;
    });
  }

  #put(block: number, origin: Cell): void {
    this.#origins[block] = origin;
    this.#move(block, origin);
    for (const point of this.#pointsOfBlock[block]) this.#wires.placed[point] = 1;
    for (const { column, row } of this.#blocks[block].cells) {
      this.#grid.take({ column: origin.column + column, row: origin.row + row });
    }
  }

  #lift(block: number): void {
    const origin = this.#origins[block];
    if (origin === null) return;
    this.#origins[block] = null;
    for (const point of this.#pointsOfBlock[block]) this.#wires.placed[point] = 0;
    for (const { column, row } of this.#blocks[block].cells) {
      this.#grid.release({ column: origin.column + column, row: origin.row + row });
    }
  }

  /** Moves the points of a block, not yet what it takes on the grid. */
  #move(block: number, origin: Cell): void {
    for (const point of this.#pointsOfBlock[block]) {
      const cell = this.#cellOfPoint(point, origin);
      this.#x[point] = cell.column * columnWidth;
      this.#y[point] = cell.row * rowHeight;
    }
  }

  #cellOfPoint(point: number, origin: Cell): Cell {
    const cell = this.#blocks[this.#pointBlock[point]].points.get(this.#pointIds[point]);
    return { column: origin.column + (cell?.column ?? 0), row: origin.row + (cell?.row ?? 0) };
  }
}
