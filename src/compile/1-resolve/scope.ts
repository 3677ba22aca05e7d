import type { Call, Expression } from "#study/expression";
import type { Diagnostic } from "#study/diagnostic";
import type { TimeSettings, Variable } from "#study/model";
import type { Place } from "#study/place";

import type { CellRule, Node } from "../system.js";
import type { IndexedModel } from "./indexed-model.js";
import type { UpperBound } from "./stocks/bounds.js";

/** What the lowering of an equation may see and add to. One for each element that is resolved. */
export interface Scope {
  readonly model: IndexedModel;
  readonly time: TimeSettings;
  /** The name of what is resolved, as people know it, for the names of hidden cells. */
  readonly owner: string;
  /** The cell of what is resolved; SELF refers to it. */
  readonly ownerCell: number;
  readonly ownerVariable: Variable;
  /** For which element of a dimension or subrange (keys) the equation is read just now. */
  readonly bindings: ReadonlyMap<string, string>;
  /**
   * The same for each dimension of the variable in its order, which tells a dimension that it has
   * twice apart.
   */
  readonly positions: readonly BoundPosition[];
  /** The cell of a variable by key, and by the keys of its elements if it has dimensions. */
  cellOf(key: string, elements?: readonly string[]): number | undefined;
  /** Adds a hidden state and gives a node that reads it. `rule` may refer to its own cell. */
  addState(label: string, place: Place, rule: (cell: number) => CellRule): Node;
  /** The same for several that refer to one another. */
  addStates(
    labels: readonly string[],
    place: Place,
    rules: (cells: readonly number[]) => readonly CellRule[],
  ): readonly Node[];
  /**
   * A random stream that nothing else reads: the next of the variable. `text` is what else names it,
   * so that a model can ask for other numbers.
   */
  newStream(text: string): number;
  /** What a node is at the start with the constants of the model; null if it depends on itself. */
  startValue(node: Node): StartValue | null;
  /** The most that a node can come to in a run, and the constants on which that rests. */
  mostOf(node: Node): UpperBound;
  /** Says that a start value shaped the system (the order of a delay): its constants cannot vary. */
  fix(value: StartValue): void;
  /** Nodes that several elements of a variable share, by a name of the caller's. */
  readonly made: Map<string, readonly Node[]>;
  report(diagnostic: Diagnostic): void;
  /** The node of an expression in a scope: for lowerings that resolve their arguments themselves. */
  resolve(expression: Expression, scope: Scope): Node;
}

/** What stands on the left-hand side in place of a dimension (a key), and the element it is now. */
export interface BoundPosition {
  readonly key: string;
  readonly element: string;
}

export interface StartValue {
  readonly value: number;
  /** The cells of the constants that it depends on. */
  readonly constants: ReadonlySet<number>;
  /** True if it may be something else later on: it depends on the time or on a state. */
  readonly varies: boolean;
}

/** The same scope with some dimensions bound to elements. */
export function withBindings(scope: Scope, more: ReadonlyMap<string, string>): Scope {
  return { ...scope, bindings: new Map([...scope.bindings, ...more]) };
}

/**
 * Keeps a node that several others read, so that it is evaluated once: nodes are trees, and one
 * that is part of many would be walked as often.
 */
export function shared(scope: Scope, label: string, place: Place, node: Node): Node {
  if (node.op === "constant" || node.op === "cell" || node.op === "time") return node;
  return scope.addState(label, place, () => ({ kind: "formula", node }));
}

/** Arguments of a call behind its table, each computed once. */
export function sharedInputs(
  inputs: Call["arguments"],
  { name, place }: Call,
  scope: Scope,
): readonly Node[] {
  return inputs.map((argument, index) =>
    shared(scope, `input ${index + 1} of ${name}`, place, scope.resolve(argument, scope)),
  );
}

/**
 * Nodes that are made once for a call, whichever elements of the variable it is resolved for:
 * `bindings` are those that the nodes do depend on.
 */
export function madeOnce(
  scope: Scope,
  call: Call,
  bindings: ReadonlyMap<string, string>,
  make: () => readonly Node[],
): readonly Node[] {
  const { file, line, column } = call.place;
  const name = [file, line, column, wordsOf(call), ...[...bindings].flat()].join(" ");
  const made = scope.made.get(name) ?? make();
  scope.made.set(name, made);
  return made;
}

/** What a call says: in the instances of a macro it says different things at one and the same place. */
function wordsOf(call: Call): string {
  return JSON.stringify(call, (key, value: unknown) => (key === "place" ? undefined : value));
}

/** A builtin with its arguments resolved. */
export interface BuiltinCall {
  readonly name: string;
  readonly arguments: readonly Node[];
  readonly place: Place;
  readonly scope: Scope;
}

export type Lowering = (call: BuiltinCall) => Node;

/** For a builtin over arrays, whose arguments are resolved once for each element. */
export type ArrayLowering = (call: Call, scope: Scope) => Node;

/** Stands where an error was reported, so that the rest of the equation is still looked at. */
export const unknown: Node = { op: "constant", value: Number.NaN };
