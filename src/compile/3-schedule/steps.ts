import { isPowerOfTwo } from "../power-of-two.js";
import { binary, cellsRead, constant, unary } from "../system.js";
import type { Cell, Node, System } from "../system.js";
import { isSteady, nodesOf, steadyCells } from "./steady.js";

/**
 * Part of the declared arithmetic: with Euler's method and a step that is a power of two, a stock may
 * be moved by a sum of flows each of which has the step among its factors, instead of by the step
 * times their sum. As long as nothing overflows or is subnormal, that changes no bit. A flow between
 * two stocks is then multiplied once for both, and one that has a factor which stays during a run not
 * at all. It is done where the model needs fewer products so.
 */
export function withSteps(system: System): System {
  const { method, step } = system.time;
  if (method !== "euler" || !isPowerOfTwo(step)) return system;
  const scaler = new Scaler(system);
  const scale = (net: Node) => (step === 1 ? net : scaler.scale(net));
  const cells = system.cells.map((cell): Cell =>
    cell.kind === "stock" ? { ...cell, moves: scale(cell.net) } : cell,
  );
  const stocks = cells.filter(({ kind }) => kind === "stock").length;
  return scaler.products < stocks ? { ...system, cells } : system;
}

class Scaler {
  readonly #cells: readonly Cell[];
  readonly #step: Node;
  readonly #steady: ReadonlySet<number>;
  readonly #readElsewhere = new Set<number>();
  /** What flows are within a step, by cell. */
  readonly #flows = new Map<number, Node>();
  /** Products at each step that are there for the step alone. */
  products = 0;

  constructor(system: System) {
    this.#cells = system.cells;
    this.#step = constant(system.time.step);
    this.#steady = steadyCells(system);
    for (const cell of system.cells) {
      if (cell.kind === "stock" || this.#isOtherName(cell)) continue;
      for (const node of nodesOf(cell)) {
        for (const read of cellsRead(node)) this.#readElsewhere.add(this.#source(read));
      }
    }
  }

  /** The step times a node; sums are gone through from the left, in a loop. */
  scale(node: Node): Node {
    const chain: (Node & { op: "binary" })[] = [];
    let first = node;
    while (first.op === "binary" && (first.name === "add" || first.name === "subtract")) {
      chain.push(first);
      first = first.left;
    }
    let scaled = this.#scaleTerm(first);
    for (const { name, right } of chain.reverse()) {
      scaled = binary(name, scaled, this.#scaleTerm(right));
    }
    return scaled;
  }

  #scaleTerm(node: Node): Node {
    if (node.op === "constant" && node.value === 0) return node;
    if (node.op === "unary" && node.name === "negate") {
      return unary("negate", this.#scaleTerm(node.operand));
    }
    if (node.op === "binary" && (node.name === "add" || node.name === "subtract")) {
      return this.scale(node);
    }
    return node.op === "cell" ? this.#scaleCell(this.#source(node.cell)) : this.#scaleProduct(node);
  }

  #scaleCell(index: number): Node {
    const known = this.#flows.get(index);
    if (known !== undefined) return known;
    const cell = this.#cells[index];
    const own = isPlain(cell) && !this.#readElsewhere.has(index) ? cell.node : null;
    const scaled =
      own !== null && this.#steadyFactor(own) !== null
        ? this.#scaleProduct(own)
        : this.#times({ op: "cell", cell: index });
    this.#flows.set(index, scaled);
    return scaled;
  }

  /** Where a factor stays during a run, the step is multiplied with that. */
  #scaleProduct(node: Node): Node {
    const factor = this.#steadyFactor(node);
    return factor === null
      ? this.#times(node)
      : replaced(node, factor, binary("multiply", this.#step, factor));
  }

  #times(node: Node): Node {
    if (!isSteady(node, this.#steady)) this.products++;
    return binary("multiply", this.#step, node);
  }

  #steadyFactor(node: Node): Node | null {
    let left = node;
    while (left.op === "binary" && left.name === "multiply") {
      if (isSteady(left.right, this.#steady)) return left.right;
      left = left.left;
    }
    return left !== node && isSteady(left, this.#steady) ? left : null;
  }

  /** The cell of which another is but a name. */
  #source(index: number): number {
    const passed = new Set<number>();
    let source = index;
    for (let cell = this.#cells[source]; this.#isOtherName(cell); cell = this.#cells[source]) {
      // Names that go in a circle are told as an error later.
      if (passed.has(source)) return index;
      passed.add(source);
      source = cell.node.cell;
    }
    return source;
  }

  #isOtherName(cell: Cell): cell is Cell & { kind: "formula"; node: { op: "cell"; cell: number } } {
    return isPlain(cell) && cell.node.op === "cell";
  }
}

function isPlain(cell: Cell): cell is Cell & { kind: "formula" } {
  return cell.kind === "formula" && cell.start === undefined && cell.held !== true;
}

/** A product with another factor in the place of one; as deep as its factors are many. */
function replaced(node: Node, factor: Node, by: Node): Node {
  if (node === factor) return by;
  if (node.op !== "binary") return node;
  if (node.right === factor) return { ...node, right: by };
  return { ...node, left: replaced(node.left, factor, by) };
}
