/**
 * The builtins: one row each. The parser checks the number of arguments against it, the unit check
 * reads the signature, the documentation is printed from it, and `compile/` has one lowering a row.
 */
export interface Builtin {
  /**
   * As written in equations, matched without regard to case. A function whose meaning differs from
   * XMILE's carries its dialect: `vensim.MODULO`.
   */
  readonly name: string;
  readonly key: string;
  readonly family:
    | "arithmetic"
    | "elementary"
    | "test input"
    | "time"
    | "delay"
    | "memory"
    | "table"
    | "data"
    | "random"
    | "array"
    | "allocation";
  readonly parameters: readonly BuiltinParameter[];
  /** Unit of the result from the units of the arguments: a `UnitSignature`, as in "a/time". */
  readonly unit: UnitSignature;
  readonly doc: string;
  readonly example: string;
}

export interface BuiltinParameter {
  readonly name: string;
  readonly unit: UnitSignature;
  readonly optional: boolean;
  /** The last one only: any number of such arguments may follow, or none. */
  readonly repeated?: boolean;
}

/**
 * A unit made of unit variables:
 *
 *     signature = factor { ("*" | "/") factor }
 *     factor    = ("1" | "time" | variable) [ "^" decimal ]
 *     variable  = "a" | "b" | "c" | "d" | "e"
 *
 * without spaces, read from left to right (`a/time`, `a*time`, `a^0.5`). `1` is "no unit" and
 * `time` is the unit of the model's time. Every occurrence of a variable within one row is the same
 * unit; a variable that no parameter binds (in the result of INF) stands for whatever unit is
 * wanted there.
 */
export type UnitSignature = string;

/** What a row of a builtin family says, before its key is derived and its parameters are read. */
export interface RowText {
  readonly name: string;
  /**
   * `name: unit`, with a `?` behind the name of an optional one (`"interval?: time"`) and `...`
   * before that of one that may be given any number of times (`"...more: a"`).
   */
  readonly parameters: readonly string[];
  readonly unit: UnitSignature;
  readonly doc: string;
  readonly example: string;
}
