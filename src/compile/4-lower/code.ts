import type { Arithmetic } from "#numeric/arithmetic";
import type { NumberArithmetic } from "#numeric/number-arithmetic";
import { uniform } from "#numeric/philox";

import { firstDraw } from "../stages.js";

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
  /** What arrives at the present step. */
  | "arrival"
  /** What the operand was at the first stage of the step. */
  | "hold"
  | Exclude<keyof Arithmetic<unknown, unknown>, "constant">;

/** What a value depends on, as a set of bits. Nothing: known when the model is compiled. */
export const onParameters = 1;
export const onTime = 2;
const onStates = 4;

/** One value in static single assignment form: the index in the code is its name. */
export interface Instruction {
  readonly operation: Operation;
  readonly operands: readonly number[];
  /** The value of a constant, 1 or 0 for a truth, the row of a parameter, the slot of a state, line or arrival, a stream. */
  readonly immediate: number;
  readonly dependsOn: number;
}

/**
 * Collects instructions. Each value is made once (common subexpressions), what is known is
 * computed at once with the same arithmetic, and what changes no bit is left out (x·1, x/2ⁿ).
 */
export class CodeBuilder implements Arithmetic<number, number> {
  readonly instructions: Instruction[] = [];
  readonly #known: NumberArithmetic;
  readonly #made = new Map<string, number>();

  constructor(known: NumberArithmetic) {
    this.#known = known;
  }

  constant(value: number): number {
    return this.#make("constant", [], value, 0);
  }

  parameter(row: number): number {
    return this.#make("parameter", [], row, onParameters);
  }

  state(slot: number): number {
    return this.#make("state", [], slot, onStates);
  }

  line(slot: number, steps: number, initial: number): number {
    return this.#make("line", [steps, initial], slot, onStates);
  }

  arrival(slot: number): number {
    return this.#make("arrival", [], slot, onStates);
  }

  /** What changes neither with time nor with the states is held anyway. */
  hold(a: number): number {
    const { dependsOn } = this.instructions[a];
    return dependsOn <= onParameters ? a : this.#combine("hold", [a]);
  }

  time(): number {
    return this.#make("time", [], 0, onTime);
  }

  stepTime(): number {
    return this.#make("stepTime", [], 0, onTime);
  }

  random(stream: number, settled: boolean): number {
    return settled
      ? this.#make("settledRandom", [], stream, onTime)
      : this.#make("random", [], stream, onTime | onStates);
  }

  firstRandom(stream: number, settled: boolean): number {
    return settled
      ? this.constant(uniform(0, 0, stream, firstDraw))
      : this.#make("firstRandom", [], stream, onParameters);
  }

  add(a: number, b: number): number {
    return this.#compute("add", a, b);
  }

  subtract(a: number, b: number): number {
    return this.#isConstant(b, 0) ? a : this.#compute("subtract", a, b);
  }

  multiply(a: number, b: number): number {
    if (this.#isConstant(a, 1)) return b;
    if (this.#isConstant(b, 1)) return a;
    return this.#compute("multiply", a, b);
  }

  /** By a power of two: a product with its reciprocal, which rounds to the same bits. */
  divide(a: number, b: number): number {
    const divisor = this.#constantOf(b);
    if (divisor !== null && isPowerOfTwo(divisor)) {
      return this.multiply(a, this.constant(1 / divisor));
    }
    return this.#compute("divide", a, b);
  }

  negate(a: number): number {
    return this.#compute("negate", a);
  }

  absolute(a: number): number {
    return this.#compute("absolute", a);
  }

  squareRoot(a: number): number {
    return this.#compute("squareRoot", a);
  }

  floor(a: number): number {
    return this.#compute("floor", a);
  }

  truncate(a: number): number {
    return this.#compute("truncate", a);
  }

  nearest(a: number): number {
    return this.#compute("nearest", a);
  }

  minimum(a: number, b: number): number {
    return this.#compute("minimum", a, b);
  }

  maximum(a: number, b: number): number {
    return this.#compute("maximum", a, b);
  }

  lesser(a: number, b: number): number {
    return this.#compute("lesser", a, b);
  }

  greater(a: number, b: number): number {
    return this.#compute("greater", a, b);
  }

  copySign(magnitude: number, sign: number): number {
    return this.#compute("copySign", magnitude, sign);
  }

  powerOfTwo(exponent: number): number {
    return this.#compute("powerOfTwo", exponent);
  }

  exponentOf(a: number): number {
    return this.#compute("exponentOf", a);
  }

  significandOf(a: number): number {
    return this.#compute("significandOf", a);
  }

  high(a: number): number {
    return this.#compute("high", a);
  }

  less(a: number, b: number): number {
    return this.#compare("less", a, b);
  }

  lessOrEqual(a: number, b: number): number {
    return this.#compare("lessOrEqual", a, b);
  }

  equal(a: number, b: number): number {
    return this.#compare("equal", a, b);
  }

  notEqual(a: number, b: number): number {
    return this.#compare("notEqual", a, b);
  }

  and(a: number, b: number): number {
    const left = this.#truthOf(a);
    const right = this.#truthOf(b);
    if (left === false || right === true) return a;
    if (right === false || left === true) return b;
    return this.#combine("and", [a, b]);
  }

  or(a: number, b: number): number {
    const left = this.#truthOf(a);
    const right = this.#truthOf(b);
    if (left === true || right === false) return a;
    if (right === true || left === false) return b;
    return this.#combine("or", [a, b]);
  }

  not(a: number): number {
    const truth = this.#truthOf(a);
    return truth === null ? this.#combine("not", [a]) : this.#truth(!truth);
  }

  select(condition: number, ifTrue: number, ifFalse: number): number {
    const truth = this.#truthOf(condition);
    if (truth !== null) return truth ? ifTrue : ifFalse;
    if (ifTrue === ifFalse) return ifTrue;
    return this.#combine("select", [condition, ifTrue, ifFalse]);
  }

  #compute(
    operation: Exclude<keyof Arithmetic<unknown, unknown>, TruthOperation | "constant" | "select">,
    ...operands: [number] | [number, number]
  ): number {
    const known = operands.map((operand) => this.#constantOf(operand));
    if (known.every((value) => value !== null)) {
      const apply = this.#known[operation] as (...values: number[]) => number;
      return this.constant(apply(...known));
    }
    return this.#combine(operation, operands);
  }

  #compare(operation: "less" | "lessOrEqual" | "equal" | "notEqual", a: number, b: number): number {
    const left = this.#constantOf(a);
    const right = this.#constantOf(b);
    if (left !== null && right !== null) return this.#truth(this.#known[operation](left, right));
    return this.#combine(operation, [a, b]);
  }

  #combine(operation: Operation, operands: readonly number[]): number {
    let dependsOn = 0;
    for (const operand of operands) dependsOn |= this.instructions[operand].dependsOn;
    return this.#make(operation, operands, 0, dependsOn);
  }

  #truth(value: boolean): number {
    return this.#make("truth", [], value ? 1 : 0, 0);
  }

  #make(
    operation: Operation,
    operands: readonly number[],
    immediate: number,
    dependsOn: number,
  ): number {
    const number = Object.is(immediate, -0) ? "-0" : String(immediate);
    const key = `${operation} ${operands.join(" ")} ${number}`;
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const index = this.instructions.length;
    this.instructions.push({ operation, operands, immediate, dependsOn });
    this.#made.set(key, index);
    return index;
  }

  #constantOf(index: number): number | null {
    const instruction = this.instructions[index];
    return instruction.operation === "constant" ? instruction.immediate : null;
  }

  #isConstant(index: number, value: number): boolean {
    return Object.is(this.#constantOf(index), value);
  }

  #truthOf(index: number): boolean | null {
    const instruction = this.instructions[index];
    return instruction.operation === "truth" ? instruction.immediate === 1 : null;
  }
}

type TruthOperation = "less" | "lessOrEqual" | "equal" | "notEqual" | "and" | "or" | "not";

/** Of a size at which neither it nor its reciprocal is subnormal. */
function isPowerOfTwo(value: number): boolean {
  let size = Math.abs(value);
  if (!(size >= 2 ** -1000 && size <= 2 ** 1000)) return false;
  while (size >= 2) size /= 2;
  while (size < 1) size *= 2;
  return size === 1;
}
