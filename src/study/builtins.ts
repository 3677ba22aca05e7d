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
  readonly family: "arithmetic" | "elementary" | "test input" | "time" | "delay" | "memory";
  readonly parameters: readonly BuiltinParameter[];
  /**
   * Unit of the result from the units of the arguments: products and quotients of the unit
   * variables of the parameters, of `time` and of `1`, as in "a/time".
   */
  readonly unit: string;
  readonly doc: string;
  readonly example: string;
}

export interface BuiltinParameter {
  readonly name: string;
  /** A unit variable (`a`, `b`), `time`, `1`, or a quotient of them. */
  readonly unit: string;
  readonly optional: boolean;
}
