import { binary, cellsRead, compare, constant, select, unary } from "../../system.js";
import type { Cell, Node, Truth, Unknown } from "../../system.js";
import { balancedSum } from "../stocks/sums.js";
import { solveLinear } from "./matrix.js";
import { above, orderWithin } from "./reach.js";
import { copyWithCells, withCells } from "./with-cells.js";

/** The step of a difference quotient, of the order of magnitude of its variable. */
const difference = 2 ** -26;

/** A value that is searched, in the cell `index`. */
export interface Sought {
  readonly index: number;
  readonly unknown: Unknown;
  /** What is to become zero. */
  readonly residual: Node;
}

/** What a point of a search is: values of the unknowns, and what is not zero yet. */
interface Point {
  readonly values: readonly Node[];
  readonly residuals: readonly Node[];
  /** The sum of the squares of the residuals. */
  readonly distance: Node;
}

/** How many turns a search may take. */
export function turnsOf(group: readonly Sought[]): number {
  return Math.max(...group.map(({ unknown }) => unknown.turns));
}

/**
 * Writes one search as cells behind all others, by Newton's method (Dennis & Schnabel, Numerical
 * Methods for Unconstrained Optimization and Nonlinear Equations, 1983, chapters 5 and 6). In each turn
 * the equations between the unknowns and what is to be zero are copied for the slope by each unknown,
 * and for the point that the step leads to. A point that is no nearer is not gone to, and the next step
 * is half as long; else it is twice as long, up to the whole one. All turns are made; where the last
 * point is not near enough, the unknowns are no numbers.
 */
export class Search {
  readonly #group: readonly Sought[];
  readonly #cells: Cell[];
  readonly #order: readonly number[];
  /** The equations that depend on each of the unknowns. */
  readonly #dependent: readonly ReadonlySet<number>[];

  constructor(group: readonly Sought[], circle: ReadonlySet<number>, cells: Cell[]) {
    this.#group = group;
    this.#cells = cells;
    this.#order = orderWithin(circle, cells) ?? [];
    const users = new Map<number, number[]>();
    for (const index of this.#order) {
      for (const read of this.#reads(index)) {
        const list = users.get(read) ?? [];
        list.push(index);
        users.set(read, list);
      }
    }
    this.#dependent = group.map(({ index }) => above([index], users));
  }

  /** In so many turns, which may be fewer than are asked for. */
  write(turns: number): void {
    const group = this.#group;
    let length: Node = constant(1);
    let { point, seen } = this.#at(
      group.map(({ unknown }, number) => this.#keep("start", unknown.from, number)),
      "start",
    );
    for (let turn = 1; turn <= turns; turn++) {
      const step = this.#step(point, seen, turn);
      const values = point.values.map((value, number) =>
        this.#keep(
          `trial ${turn}`,
          binary("add", value, binary("multiply", length, step[number])),
          number,
        ),
      );
      const trial = this.#at(values, `trial ${turn}`);
      const near = compare("less", trial.point.distance, point.distance);
      const longer = binary("minimum", constant(1), binary("multiply", constant(2), length));
      const shorter = binary("multiply", constant(0.5), length);
      length = this.#keep(`length ${turn}`, select(near, longer, shorter));
      ({ point, seen } = this.#chosen(near, trial, { point, seen }, turn));
    }
    this.#finish(point);
  }

  #finish({ values, residuals }: Point): void {
    const near = this.#group.map(({ unknown }, number): Truth =>
      compare("lessOrEqual", unary("absolute", residuals[number]), unknown.tolerance),
    );
    const all = near.reduce((left, right): Truth => ({ op: "and", left, right }));
    const found = this.#keep("found", { op: "number", truth: all });
    for (const [number, { index }] of this.#group.entries()) {
      const { name, place } = this.#cells[index];
      const isFound = compare("notEqual", found, constant(0));
      const node = select(isFound, values[number], constant(Number.NaN));
      this.#cells[index] = { name, place, kind: "formula", node };
    }
  }

  /** Newton's step from a point: where the slopes there would lead to zero. */
  #step(point: Point, seen: ReadonlyMap<number, number>, turn: number): readonly Node[] {
    const slopes = this.#group.map(({ unknown }, number) => {
      const value = point.values[number];
      const scale = unary("absolute", unknown.scale);
      const usual = select(
        compare("less", constant(0), scale),
        binary("divide", constant(1), scale),
        constant(1),
      );
      const size = binary("maximum", unary("absolute", value), usual);
      const beside = this.#keep(
        `beside ${turn}`,
        binary("add", value, binary("multiply", constant(difference), size)),
        number,
      );
      const apart = this.#keep(`difference ${turn}`, binary("subtract", beside, value), number);
      const there = this.#beside(seen, number, beside, turn);
      return this.#group.map((_, row) =>
        binary("divide", binary("subtract", there[row], point.residuals[row]), apart),
      );
    });
    const rows = this.#group.map((_, row) => [
      ...slopes.map((column) => column[row]),
      unary("negate", point.residuals[row]),
    ]);
    return solveLinear(rows, (node) => this.#keep(`step ${turn}`, node));
  }

  /** The residuals where one of the unknowns has another value. */
  #beside(
    seen: ReadonlyMap<number, number>,
    number: number,
    value: Node,
    turn: number,
  ): readonly Node[] {
    const other = new Map(seen);
    this.#put(other, number, value);
    for (const index of this.#order) {
      if (!this.#dependent[number].has(index)) continue;
      other.set(index, this.#copy(index, `beside ${turn}`, other));
    }
    return this.#residuals(other, `beside ${turn}`);
  }

  /** A point, and the copies of the equations at it. */
  #at(values: readonly Node[], label: string) {
    const seen = new Map<number, number>();
    for (const [number, value] of values.entries()) this.#put(seen, number, value);
    for (const index of this.#order) seen.set(index, this.#copy(index, label, seen));
    const residuals = this.#residuals(seen, label);
    const squares = residuals.map((residual) => binary("multiply", residual, residual));
    const distance = this.#keep(`distance at ${label}`, balancedSum(squares));
    return { point: { values, residuals, distance } satisfies Point, seen };
  }

  /** The trial where it is nearer, else where the search has been: with all that was computed there. */
  #chosen(
    near: Truth,
    trial: { readonly point: Point; readonly seen: ReadonlyMap<number, number> },
    here: { readonly point: Point; readonly seen: ReadonlyMap<number, number> },
    turn: number,
  ) {
    const one = (there: Node, stay: Node, number = 0) =>
      this.#keep(`turn ${turn}`, select(near, there, stay), number);
    const each = (there: readonly Node[], stay: readonly Node[]) =>
      there.map((node, number) => one(node, stay[number], number));
    const seen = new Map<number, number>();
    const values = each(trial.point.values, here.point.values);
    for (const [number, value] of values.entries()) this.#put(seen, number, value);
    for (const [index, there] of trial.seen) {
      const stay = here.seen.get(index);
      if (seen.has(index) || stay === undefined) continue;
      const node = one({ op: "cell", cell: there }, { op: "cell", cell: stay });
      if (node.op === "cell") seen.set(index, node.cell);
    }
    const residuals = each(trial.point.residuals, here.point.residuals);
    const distance = one(trial.point.distance, here.point.distance);
    return { point: { values, residuals, distance } satisfies Point, seen };
  }

  #residuals(seen: ReadonlyMap<number, number>, label: string): readonly Node[] {
    return this.#group.map(({ residual }, number) =>
      this.#keep(`rest at ${label}`, withCells(residual, seen), number),
    );
  }

  #put(seen: Map<number, number>, number: number, value: Node): void {
    if (value.op === "cell") seen.set(this.#group[number].index, value.cell);
  }

  #copy(index: number, label: string, seen: ReadonlyMap<number, number>): number {
    const cell = this.#cells[index];
    const copy = copyWithCells(cell, `${label} of ${cell.name}`, seen);
    return this.#cells.push({ ...copy, trial: true }) - 1;
  }

  #reads(index: number): readonly number[] {
    const cell = this.#cells[index];
    return cell.kind === "formula" ? cellsRead(cell.node) : [];
  }

  #keep(label: string, node: Node, number = 0): Node {
    const { name, place } = this.#cells[this.#group[number].index];
    const cell =
      this.#cells.push({ name: `${label} of ${name}`, place, kind: "formula", node, trial: true }) -
      1;
    return { op: "cell", cell };
  }
}
