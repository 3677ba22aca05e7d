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
  /** NaN if either is; −0 is less than +0. */
  minimum(a: V, b: V): V;
  maximum(a: V, b: V): V;
  /** b if b < a, else a, so a NaN in a stays (one instruction, f64x2.pmin, where minimum is eight). */
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
  /** a with the low 32 bits of its significand cleared, for exact products of halves. */
  high(a: V): V;
}
