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
  /**
   * Key of a variable of which `stop` is the value at the start (Vensim's FINAL TIME, where it
   * varies): a single run ends at the first step whose time has reached it. Ensembles end at `stop`.
   */
  readonly end?: string;
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
  /** The axis on which its values are shown; no check. */
  readonly scale?: readonly [number, number];
  /** How its values are written for people. */
  readonly format?: NumberFormat;
  /**
   * Of a flow whose unit changes on the way: what arrives downstream is the flow times this, what
   * leaves upstream is the flow itself (XMILE 1.0, section 4.3).
   */
  readonly multiplier?: Equation;
  /** Of a flow that several stocks list: it is meant that each of them counts all of it. */
  readonly shared?: boolean;
  /** The place of the name where the variable is defined. */
  readonly place: Place;
}

/** How a number is written for people (XMILE 1.0, section 4.1.1). */
export interface NumberFormat {
  /** The value of the last digit shown, 0.01 or 0.5; null for a guess from the values. */
  readonly precision: number | null;
  /** Values are divided by it before they are shown: 1000 for thousands. */
  readonly scaleBy: number;
  readonly displayAs: "number" | "currency" | "percent";
  /** Whether thousands are set apart. */
  readonly delimitThousands: boolean;
}

/**
 * One equation of a variable, and for which of its elements it holds: a subscript is the key of an
 * element, of a dimension or of a subrange, one for each dimension of the variable. Where several
 * definitions cover an element the last one holds. `except` lists what is left out (`:EXCEPT:`).
 */
export type Definition = (
  | ConstantDefinition
  | EquationDefinition
  | StockDefinition
  | TableDefinition
  | DataDefinition
  | DrivenDefinition
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
  /** A conveyor or a queue, whose outflows are driven by it; absent for a plain stock. */
  readonly container?: Conveyor | Queue;
}

/**
 * A stock in which what enters stays for the transit time and then leaves through the exit, in the
 * order in which it came (XMILE 1.0, sections 3.7.2 and 4.2.1). Its outflows have `driven`
 * definitions. The equations may vary over time.
 */
export interface Conveyor {
  readonly kind: "conveyor";
  /** In units of time; what is on the conveyor keeps the transit time with which it entered. */
  readonly transitTime: Equation;
  /** The most that it holds; null for no limit. */
  readonly capacity: Equation | null;
  /** The most that enters per unit of time; null for no limit. */
  readonly inflowLimit: Equation | null;
  /** Where this is not zero the transit time is read anew; null: every step. */
  readonly sample: Equation | null;
  /** Where this is not zero nothing moves, enters or leaves; null: never. */
  readonly arrest: Equation | null;
  /**
   * Batches instead of a stream: the initial value stands at the start of each unit of time, and
   * the whole inflow limit of a unit of time may enter in one step.
   */
  readonly discrete: boolean;
  /** Whether batches from a queue upstream enter whole or not at all. */
  readonly batchIntegrity: boolean;
  /** Whether at most the front batch of a queue upstream is taken in each step. */
  readonly oneAtATime: boolean;
  /** Whether leakage is a share of what is there, rather than of what entered. */
  readonly exponentialLeak: boolean;
  readonly place: Place;
}

/** A stock that hands on its batches first in, first out (XMILE 1.0, section 3.7.3). */
export interface Queue {
  readonly kind: "queue";
  readonly place: Place;
}

/** A flow without an equation of its own: the conveyor or queue that it drains sets it. */
export interface DrivenDefinition {
  readonly kind: "driven";
  /** Key of the conveyor or queue. */
  readonly by: string;
  /**
   * `exit`: what comes off the end of a conveyor; `leakage`: what leaves it on the way; `queue`:
   * what the stock downstream takes from a queue; `overflow`: what leaves a queue only where every
   * outflow listed before it is blocked by a conveyor's limits or arrest.
   */
  readonly role: "exit" | "leakage" | "queue" | "overflow";
  /** Present where the role is `leakage`. */
  readonly leakage: Leakage | null;
  readonly place: Place;
}

/** What leaves a conveyor before its end (XMILE 1.0, sections 3.7.2 and 4.3). */
export interface Leakage {
  /** Linear: the share of what entered that has leaked at the exit. Exponential: per unit of time. */
  readonly fraction: Equation;
  /** The part of the conveyor that leaks, as shares of its length from the entrance, 0 to 1. */
  readonly zone: readonly [number, number];
  /** Whether whole numbers leak only. */
  readonly integers: boolean;
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

/**
 * A series over time from a file or from the model itself. `recorded` are the points themselves
 * where `table` is not made of them alone, because it says how they are read between.
 */
export interface DataDefinition {
  readonly kind: "data";
  readonly table: GraphicalFunction;
  readonly recorded?: { readonly x: readonly number[]; readonly y: readonly number[] };
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
  readonly nodes: readonly ViewNode[];
  /** Second symbols of variables that are at home elsewhere ("shadow variables", "ghosts"). */
  readonly ghosts?: readonly ViewNode[];
}

/** The centre of a variable's symbol. */
export interface ViewNode {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** The corners of a flow's pipe from its source to its end. */
  readonly pipe?: readonly (readonly [number, number])[];
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
  /**
   * What units that do not agree are: errors, so that it does not run, or warnings. Where it does not
   * say: errors in Parley's own format, warnings in others.
   */
  readonly unitProblems?: "errors" | "warnings";
  /** Unit aliases: alias → the unit it stands for, both as written. */
  readonly units: ReadonlyMap<string, string>;
  readonly groups: readonly Group[];
  readonly views: readonly View[];
}
