import type { Call, Equation, Expression, Reference } from "#study/expression";
import type { GraphicalFunction } from "#study/model";
import type { Place } from "#study/place";

/** A name where it stands. */
export interface Name {
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/**
 * A call as it is written, before it is known what it calls. `outputs` are the names behind the
 * colon of a macro's arguments; `table` is the second argument of WITH LOOKUP.
 */
export interface WrittenCall extends Call {
  readonly outputs: readonly Reference[];
  readonly table: GraphicalFunction | null;
  /** The arguments as they are written. */
  readonly texts: readonly string[];
}

/** `GET DIRECT CONSTANTS('file', 'tab', 'cell')` and its like. */
export interface ExternalCall {
  readonly name: string;
  readonly key: string;
  readonly arguments: readonly string[];
  readonly place: Place;
}

export interface ListedNumber {
  readonly value: number;
  readonly place: Place;
}

/** How a data variable is read between its points. */
export type DataReading = "interpolate" | "look forward" | "hold backward" | "raw";

/** What stands to the right of a name. */
export type Body =
  | { readonly kind: "expression"; readonly equation: Equation; readonly data: boolean }
  /** `1, 2; 3, 4;` and TABBED ARRAY: rows of numbers. */
  | {
      readonly kind: "numbers";
      readonly rows: readonly (readonly ListedNumber[])[];
      readonly place: Place;
    }
  | { readonly kind: "table"; readonly table: GraphicalFunction }
  | { readonly kind: "external"; readonly call: ExternalCall }
  | { readonly kind: "text"; readonly text: string }
  /** It could not be read; that is reported. The name is known all the same. */
  | { readonly kind: "broken" }
  /** No equation: a data variable whose values come from elsewhere. */
  | { readonly kind: "none" };

/** Units, range and comment behind the equation. */
export interface Tail {
  readonly unit: string | null;
  readonly unitPlace: Place | null;
  readonly range: readonly [number, number] | null;
  readonly documentation: string | null;
}

export interface VariableStatement {
  readonly kind: "variable";
  readonly target: Name;
  readonly subscripts: readonly Name[];
  readonly except: readonly (readonly Name[])[];
  readonly reading: DataReading | null;
  readonly body: Body;
  readonly tail: Tail;
}

/** `A1`, `SubA`, or `(A1-A10)`. */
export type RangeItem =
  | { readonly kind: "name"; readonly name: Name }
  | { readonly kind: "series"; readonly first: Name; readonly last: Name };

/** `-> to` or `-> (to: a, b)`. */
export interface WrittenMapping {
  readonly to: Name;
  readonly items: readonly Name[] | null;
}

export interface RangeStatement {
  readonly kind: "range";
  readonly target: Name;
  readonly items: readonly RangeItem[];
  readonly external: ExternalCall | null;
  readonly mappings: readonly WrittenMapping[];
}

/** `target <-> other`. */
export interface AliasStatement {
  readonly kind: "alias";
  readonly target: Name;
  readonly other: Name;
}

export interface GroupStatement {
  readonly kind: "group";
  readonly name: string;
  readonly documentation: string | null;
}

export interface MacroStatement {
  readonly kind: "macro";
  readonly target: Name;
  readonly inputs: readonly Name[];
  readonly outputs: readonly Name[];
  readonly body: readonly VariableStatement[];
}

export type Statement =
  VariableStatement | RangeStatement | AliasStatement | GroupStatement | MacroStatement;

/** Calls come from the parser as `WrittenCall`s; what is built later has none of its extras. */
export function asWritten(call: Call): WrittenCall {
  return { outputs: [], table: null, texts: [], ...call };
}

/** The value of `:NA:`: a finite number that no data have (−2^109). */
export const notAvailable = -649037107316853453566312041152512;

/** The number that an expression is if it is but a number with signs or `:NA:`; null otherwise. */
export function numberOf(expression: Expression): number | null {
  let sign = 1;
  let inner = expression;
  while (inner.kind === "unary" && inner.operator !== "not") {
    if (inner.operator === "-") sign = -sign;
    inner = inner.operand;
  }
  return inner.kind === "number" ? sign * inner.value : null;
}
