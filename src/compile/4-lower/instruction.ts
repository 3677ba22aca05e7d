import type { Arithmetic } from "#numeric/arithmetic";

/** The operations of instructions; all but the first group are those of `Arithmetic`. */
export type Operation =
  | "constant"
  | "truth"
  /** A row of the block of parameters. */
  | "parameter"
  /** A state, as it is at the stage that is evaluated. */
  | "state"
  | "time"
  | "stepTime"
  /** What a random stream gives at the present step, and at the first. */
  | "random"
  | "firstRandom"
  /** The same of a stream that is settled, whatever the seed and the future. */
  | "settledRandom"
  /** What a delay line gives out: operands are its length in steps and its initial value. */
  | "line"
  /** An operand of a routine. */
  | "operand"
  /** What arrives at the present step. */
  | "arrival"
  /** What the operand was at the first stage of the step. */
  | "hold"
  | Exclude<keyof Arithmetic<unknown, unknown>, "constant">;

/** A function of its own: what it gives, computed from its operands. */
export interface RoutineCode {
  readonly name: string;
  readonly operands: number;
  readonly instructions: readonly Instruction[];
  readonly result: number;
}

/** What a value depends on, as a set of bits. Nothing: known when the model is compiled. */
export const onParameters = 1;
export const onTime = 2;
export const onStates = 4;

/** One value in static single assignment form: the index in the code is its name. */
export interface Instruction {
  readonly operation: Operation;
  readonly operands: readonly number[];
  /**
   * The value of a constant, 1 or 0 for a truth, the row of a parameter, the slot of a state, line or
   * arrival, a stream, the number of a table or of a routine.
   */
  readonly immediate: number;
  readonly dependsOn: number;
}
