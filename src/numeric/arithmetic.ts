/**
 * The operations of which every function on the simulation path is built, on values `V` and truth
 * values `M`. Elementary functions are written once against this interface and are the same bits
 * in every back end: the interpreter gives numbers, the compiler gives instructions.
 *
 * All operations are those of IEEE 754 binary64, each rounded by itself.
 */
export interface Arithmetic<V, M> {
  constant(value: number): V;
  add(a: V, b: V): V;
  subtract(a: V, b: V): V;
  multiply(a: V, b: V): V;
  divide(a: V, b: V): V;
  negate(a: V): V;
  absolute(a: V): V;
  squareRoot(a: V): V;
  floor(a: V): V;
  truncate(a: V): V;
  /** To the nearest integer, ties to even. */
  nearest(a: V): V;
  /** NaN if either is; of zeros of either sign the first (three instructions, f64x2.min is seven). */
  minimum(a: V, b: V): V;
  maximum(a: V, b: V): V;
  /** b if b < a, else a, so a NaN in a stays and one in b is lost (one instruction, f64x2.pmin). */
  lesser(a: V, b: V): V;
  /** b if a < b, else a, so a NaN in a stays (f64x2.pmax). */
  greater(a: V, b: V): V;
  less(a: V, b: V): M;
  lessOrEqual(a: V, b: V): M;
  equal(a: V, b: V): M;
  /** True also if either is NaN. */
  notEqual(a: V, b: V): M;
  and(a: M, b: M): M;
  or(a: M, b: M): M;
  not(a: M): M;
  select(condition: M, ifTrue: V, ifFalse: V): V;
  /** The absolute value of the first with the sign bit of the second (v128.bitselect). */
  copySign(magnitude: V, sign: V): V;
  /** 2 to the power of an integer from −1022 to 1023, exactly. */
  powerOfTwo(exponent: V): V;
  /** The exponent e of a positive normal number, 2^e ≤ a < 2^(e+1), as a double. */
  exponentOf(a: V): V;
  /** The significand of a positive normal number, a / 2^exponentOf(a), in [1, 2). */
  significandOf(a: V): V;
  /**
   * The exponent and the significand of a positive normal number, a = significand · 2^exponent, as
   * those of the power of two that is nearest to it: the significand is from √½ to √2, within 2^−20.
   */
  exponentNear(a: V): V;
  significandNear(a: V): V;
  /** a with the low 32 bits of its significand cleared, for exact products of halves. */
  high(a: V): V;
  /**
   * Of the row of a table that is nearest to `position` (ties to even): first + second · x. The
   * position must be a number from 0 to the last row, whatever x is.
   */
  segment(rows: Rows, position: V, x: V): V;
  /** Of that row: first + 1 where second ≤ x, else first. */
  stepOfRow(rows: Rows, position: V, x: V): V;
  /**
   * `value` where `usual` holds, else what the routine gives. A kernel calls the routine, which is
   * dear, only where a future of a vector needs it; it gives the same bits either way.
   */
  guard(usual: M, value: V, rare: Routine, operands: readonly V[]): V;
}

/** Pairs of numbers, one after the other: first and second of row 0, of row 1, … */
export type Rows = Float64Array;

/** A function of its own in a compiled module; known by its name, of which there is one. */
export interface Routine {
  readonly name: string;
  apply<V, M>(a: Arithmetic<V, M>, operands: readonly V[]): V;
}
