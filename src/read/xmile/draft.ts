import type { Equation } from "#study/expression";
import type { Variable, ViewNode } from "#study/model";
import type { Place } from "#study/place";
import type { DrainOptions } from "./conveyor.js";

/** A variable as its `<model>` or `<macro>` has it: names and keys are those of that model. */
export interface DraftVariable {
  readonly variable: Variable;
  /** `access="input"`: a module may connect it to something else (XMILE 1.0, section 4.7.2). */
  readonly isInput: boolean;
  /** Of a flow: what it says in case a conveyor or queue drives it. */
  readonly drain: DrainOptions | null;
  /** Leakage fractions of single elements. */
  readonly leaks: readonly {
    readonly subscripts: readonly string[];
    readonly fraction: Equation;
  }[];
  /** Where an equation is missing; an error unless something else defines the variable. */
  readonly missing: Place | null;
  /** Position of its symbol, where the file puts that into the variable (before XMILE 1.0). */
  readonly symbol: ViewNode | null;
}
