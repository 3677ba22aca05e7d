import type { Diagnostic } from "#study/diagnostic";
import type { Model, TimeSettings } from "#study/model";
import type { Place } from "#study/place";

import type { CellRule, Node } from "../system.js";

/** What the lowering of an equation may see and add to. One for each variable that is resolved. */
export interface Scope {
  readonly model: Model;
  readonly time: TimeSettings;
  /** The name of the variable whose equation is resolved, for the names of hidden cells. */
  readonly owner: string;
  /** The cell of that variable; SELF refers to it. */
  readonly ownerCell: number;
  /** The cell of a variable by key, or undefined. */
  cellOf(key: string): number | undefined;
  /** Adds a hidden state and gives a node that reads it. `rule` may refer to its own cell. */
  addState(label: string, place: Place, rule: (cell: number) => CellRule): Node;
  report(diagnostic: Diagnostic): void;
}

/** A builtin with its arguments resolved. */
export interface BuiltinCall {
  readonly name: string;
  readonly arguments: readonly Node[];
  readonly place: Place;
  readonly scope: Scope;
}

export type Lowering = (call: BuiltinCall) => Node;
