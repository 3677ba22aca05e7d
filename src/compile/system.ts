import type { Place } from "#study/place";
import type { TimeSettings } from "#study/model";
import type { ResolvedTable } from "#numeric/lookup";

/**
 * A model with every name bound and every builtin spelled out: scalar cells and the nodes that
 * compute them. The interpreter evaluates it as it stands; the compiler schedules and lowers it.
 */
export interface System {
  readonly time: TimeSettings;
  readonly cells: readonly Cell[];
  /** From the key of a variable (or `key[element,element]`) to its cell. */
  readonly cellOf: ReadonlyMap<string, number>;
  /** Constants that shaped the system (the order of a delay), so that they cannot vary. */
  readonly structural: ReadonlySet<number>;
}

export type Cell = {
  /** As people know it; for hidden states what they belong to, as in "SMTH1 in backlog". */
  readonly name: string;
  readonly place: Place;
} & CellRule;

export type CellRule =
  | { readonly kind: "constant"; readonly value: number }
  /**
   * `start` is what it is instead while initial values are computed. What is `held` keeps its value
   * at the start of a step for all Runge–Kutta stages of the step. Through a cell with a `guess` a
   * circle of equations may go: it is solved before the system is complete, as are those through cells
   * with an `unknown`, and as what a cell with a `shift` moves is built in. What is only a `trial` on the
   * way of a search may be no number, and nothing has failed.
   */
  | {
      readonly kind: "formula";
      readonly node: Node;
      readonly start?: Node;
      readonly held?: boolean;
      readonly guess?: Node;
      readonly unknown?: Unknown;
      readonly trial?: boolean;
      readonly shift?: Shift;
    }
  /**
   * Integrated by the model's method. With Euler's, `moves` may say by how much in a step: the step
   * times `net`, see `3-schedule/steps.ts`.
   */
  | { readonly kind: "stock"; readonly initial: Node; readonly net: Node; readonly moves?: Node }
  /** Takes the value of `next`, as it is at the start of a step, at the end of the step. */
  | { readonly kind: "memory"; readonly initial: Node; readonly next: Node }
  /** Keeps its initial value. */
  | { readonly kind: "frozen"; readonly initial: Node }
  /**
   * The input as it was at the start of the step that lies `steps` steps back, and its initial value
   * before that. `steps` is a cell that is frozen to a whole number of at least 1.
   */
  | { readonly kind: "line"; readonly initial: Node; readonly input: Node; readonly steps: number }
  /**
   * What arrives at a step of the inputs that were sent at the start of earlier ones, each so many
   * steps ahead as `steps` was then: a whole number of at least 1. Of several that arrive together
   * it is the sum, or the one sent last; `nothingArrives` where there is none, as at the start.
   */
  | {
      readonly kind: "arrivals";
      readonly input: Node;
      readonly steps: Node;
      readonly together: Together;
    };

/**
 * A value that is searched, together with the others of its group, such that what `node` of its cell
 * computes becomes zero: `vensim/zeros.ts`.
 */
export interface Unknown {
  readonly group: string;
  /** Where the search begins. */
  readonly from: Node;
  /** The order of magnitude of the value, times this, is 1. */
  readonly scale: Node;
  /** How far from zero is near enough. */
  readonly tolerance: Node;
  /** After how many turns it is given up. */
  readonly turns: number;
}

/** What moves on by one place in a row of stocks, at the start of a step: `vensim/shift-if-true.ts`. */
export interface Shift {
  /** The stocks, in their order. */
  readonly row: readonly number[];
  /** It moves where this is not 0. */
  readonly condition: Node;
  /** The last keeps what it has where this is not 0. */
  readonly gathers: Node;
  /** What is in the first then. */
  readonly enters: Node;
}

export type Together = "sum" | "last";

/** The double of eight bytes 0xfe, far from what a model computes with. */
export const nothingArrives = -5.3140103725178076e303;

export type UnaryName =
  | "negate"
  | "absolute"
  | "squareRoot"
  | "floor"
  | "truncate"
  | "exp"
  | "ln"
  | "log10"
  | "sin"
  | "cos"
  | "tan"
  | "arcsin"
  | "arccos"
  | "arctan"
  | "sinh"
  | "cosh"
  | "tanh"
  /** The share of the standard normal distribution at or below. */
  | "normalCumulative"
  | "normalQuantile"
  /** The logarithm of the gamma function. */
  | "lnGamma";

export type BinaryName =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "minimum"
  | "maximum"
  | "power"
  | "modulo"
  /** Of the gamma distribution of an order (left), the share at or below x, and the x of a share. */
  | "gammaShare"
  | "gammaQuantile";

export type CompareName = "less" | "lessOrEqual" | "equal" | "notEqual";

/** What computes a number. */
export type Node =
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "cell"; readonly cell: number }
  /** The time at which the rates are evaluated: within a step, that of the Runge–Kutta stage. */
  | { readonly op: "time" }
  /** The time at the start of the step: for inputs that are held over a step. */
  | { readonly op: "stepTime" }
  /**
   * A number from (0, 1), drawn for the step: it depends on the seed, the future, the stream and the
   * step alone. What is `settled` depends on the stream and the step alone: in all futures it is as in
   * future 0 of seed 0.
   */
  | { readonly op: "random"; readonly stream: number; readonly settled?: boolean }
  | { readonly op: "unary"; readonly name: UnaryName; readonly operand: Node }
  | { readonly op: "binary"; readonly name: BinaryName; readonly left: Node; readonly right: Node }
  /** The count at or below which a share lies, of what is within bounds: `numeric/elementary/count-quantile`. */
  | {
      readonly op: "countQuantile";
      readonly of: CountDistribution;
      readonly share: Node;
      readonly low: Node;
      readonly high: Node;
    }
  | { readonly op: "lookup"; readonly table: ResolvedTable; readonly input: Node }
  | {
      readonly op: "select";
      readonly condition: Truth;
      readonly ifTrue: Node;
      readonly ifFalse: Node;
    }
  /** 1 or 0. */
  | { readonly op: "number"; readonly truth: Truth };

export type CountDistribution =
  | { readonly kind: "poisson"; readonly mean: Node }
  | { readonly kind: "binomial"; readonly trials: Node; readonly probability: Node };

/** What computes a truth value. */
export type Truth =
  | {
      readonly op: "compare";
      readonly name: CompareName;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly op: "and" | "or"; readonly left: Truth; readonly right: Truth }
  | { readonly op: "not"; readonly operand: Truth };

/** What computes a cell at the start, where states have equations too; null for a constant. */
export function startOf(cell: Cell): Node | null {
  switch (cell.kind) {
    case "constant":
      return null;
    case "formula":
      return cell.start ?? cell.node;
    case "stock":
    case "memory":
    case "frozen":
    case "line":
      return cell.initial;
    case "arrivals":
      return constant(nothingArrives);
  }
}

export function constant(value: number): Node {
  return { op: "constant", value };
}

export function binary(name: BinaryName, left: Node, right: Node): Node {
  return { op: "binary", name, left, right };
}

export function unary(name: UnaryName, operand: Node): Node {
  return { op: "unary", name, operand };
}

export function compare(name: CompareName, left: Node, right: Node): Truth {
  return { op: "compare", name, left, right };
}

export function select(condition: Truth, ifTrue: Node, ifFalse: Node): Node {
  return { op: "select", condition, ifTrue, ifFalse };
}

/** The direct parts of a node or truth. */
export function partsOfNode(node: Node | Truth): readonly (Node | Truth)[] {
  switch (node.op) {
    case "constant":
    case "cell":
    case "time":
    case "stepTime":
    case "random":
      return [];
    case "unary":
    case "not":
      return [node.operand];
    case "binary":
    case "compare":
    case "and":
    case "or":
      return [node.left, node.right];
    case "countQuantile": {
      const { of, share, low, high } = node;
      const own = of.kind === "poisson" ? [of.mean] : [of.trials, of.probability];
      return [...own, share, low, high];
    }
    case "lookup":
      return [node.input];
    case "select":
      return [node.condition, node.ifTrue, node.ifFalse];
    case "number":
      return [node.truth];
  }
}

/** The cells that a node reads, in the order in which they are met. */
export function cellsRead(node: Node | Truth): number[] {
  const found: number[] = [];
  const pending: (Node | Truth)[] = [node];
  while (pending.length > 0) {
    const next = pending.pop() as Node | Truth;
    if (next.op === "cell") found.push(next.cell);
    pending.push(...partsOfNode(next).toReversed());
  }
  return found;
}
