import type { Equation } from "./expression.js";
import type { Place } from "./place.js";

/** How stocks are integrated, with a fixed step. */
export type Method = "euler" | "rk2" | "rk4";

export interface TimeSettings {
  readonly start: number;
  readonly stop: number;
  /** dt; `steps` of it lead from start to stop. */
  readonly step: number;
  /** An integer: round((stop − start) / step). Time is start + n·step, never accumulated. */
  readonly steps: number;
  /** Every how many steps a run is saved. */
  readonly saveEvery: number;
  readonly unit: string | null;
  readonly method: Method;
  readonly place: Place;
}

/** An ordered set of elements over which variables may be arrayed, or a subrange of one. */
export interface Dimension {
  readonly name: string;
  readonly key: string;
  readonly elements: readonly { readonly name: string; readonly key: string }[];
  readonly mappings: readonly DimensionMapping[];
  readonly place: Place;
}

/**
 * Lets a variable over this dimension stand where one over `to` is expected: `elements[i]` are the
 * keys of the elements of `to` that this dimension's i-th element stands for (Vensim's `->`).
 */
export interface DimensionMapping {
  readonly to: string;
  readonly elements: readonly (readonly string[])[];
}

/** What a variable is on the diagram. */
export type VariableKind = "constant" | "auxiliary" | "flow" | "stock" | "table" | "data";

export interface Variable {
  readonly name: string;
  readonly key: string;
  readonly kind: VariableKind;
  /** Keys of dimensions; empty for a scalar. */
  readonly dimensions: readonly string[];
  /** A scalar has exactly one, without subscripts. */
  readonly definitions: readonly Definition[];
  /** As written ("people/year"); null where none is given. */
  readonly unit: string | null;
  readonly unitPlace: Place | null;
  readonly documentation: string | null;
  /** The modeller's plausible range: a check, not a premise. */
  readonly range: readonly [number, number] | null;
  readonly nonNegative: boolean;
  /** The place of the name where the variable is defined. */
  readonly place: Place;
}

/**
 * One equation of a variable, and for which of its elements it holds: a subscript is the key of an
 * element, of a dimension or of a subrange, one for each dimension of the variable. Where several
 * definitions cover an element the last one holds. `except` lists what is left out (`:EXCEPT:`).
 */
export type Definition = (
  ConstantDefinition | EquationDefinition | StockDefinition | TableDefinition | DataDefinition
) & {
  readonly subscripts: readonly string[];
  readonly except: readonly (readonly string[])[];
};

export interface ConstantDefinition {
  readonly kind: "constant";
  readonly value: number;
  readonly place: Place;
}

/** An auxiliary or a flow. */
export interface EquationDefinition {
  readonly kind: "equation";
  readonly equation: Equation;
}

/**
 * Inflows minus outflows. Where the format has one equation for the net flow, `net` is it and is all
 * that is integrated; the lists then name the flows in it, for diagrams, as far as they are known.
 */
export interface StockDefinition {
  readonly kind: "stock";
  readonly initial: Equation;
  readonly inflows: readonly VariableName[];
  readonly outflows: readonly VariableName[];
  readonly net: Equation | null;
}

/** A variable named in a list rather than in an equation. */
export interface VariableName {
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/** A graphical function; with `input` it is an auxiliary that applies it, without it is called. */
export interface TableDefinition {
  readonly kind: "table";
  readonly table: GraphicalFunction;
  readonly input: Equation | null;
  /** The unit of x, where the model states it: a table that is called has no other way to say it. */
  readonly inputUnit?: string | null;
}

/** A series over time from a file or from the model itself. */
export interface DataDefinition {
  readonly kind: "data";
  readonly table: GraphicalFunction;
}

/**
 * Points with x ascending. Beyond the ends, and between points: `continuous` interpolates and
 * clamps; `extrapolated` interpolates and follows the first or last two points; `discrete` holds
 * the last point at or below x (XMILE 1.0, section 3.1.4).
 */
export interface GraphicalFunction {
  readonly interpolation: "continuous" | "extrapolated" | "discrete";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly place: Place;
}

/** Where things stand on a diagram; y grows downwards. */
export interface View {
  readonly name: string;
  readonly nodes: readonly { readonly key: string; readonly x: number; readonly y: number }[];
}

/** A named set of variables ("sector" in some tools). */
export interface Group {
  readonly name: string;
  readonly documentation: string | null;
  readonly members: readonly string[];
}

/** Macros and modules are expanded by the reader: their variables stand here under own names. */
export interface Model {
  readonly name: string;
  readonly file: string;
  readonly documentation: string | null;
  readonly time: TimeSettings;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** By key, in the order in which they are written. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Unit aliases: alias → the unit it stands for, both as written. */
  readonly units: ReadonlyMap<string, string>;
  readonly groups: readonly Group[];
  readonly views: readonly View[];
}
