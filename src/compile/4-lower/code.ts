import type { Arithmetic, Routine, Rows } from "#numeric/arithmetic";
import type { NumberArithmetic } from "#numeric/number-arithmetic";
import { isPowerOfTwo } from "../power-of-two.js";
import { uniform } from "#numeric/philox";

import { firstDraw } from "../stages.js";
import { onParameters, onStates, onTime } from "./instruction.js";
import type { Instruction, Operation, RoutineCode } from "./instruction.js";

/**
 * Collects instructions. Each value is made once (common subexpressions), what is known is
 * computed at once with the same arithmetic, and what changes no bit is left out (x·1, x/2ⁿ).
 */
export class CodeBuilder implements Arithmetic<number, number> {
  readonly instructions: Instruction[] = [];
  readonly #known: NumberArithmetic;
  readonly #made = new Map<string, number>();
  readonly #shared: Shared;

  constructor(known: NumberArithmetic, shared: Shared = new Shared()) {
    this.#known = known;
    this.#shared = shared;
  }

  /** The tables that instructions read, by number. */
  get tables(): readonly Rows[] {
    return this.#shared.tables;
  }

  get routines(): readonly RoutineCode[] {
    return this.#shared.routines;
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
    const negated = this.negated(b);
    return negated === null ? this.#compute("add", a, b) : this.subtract(a, negated);
  }

  subtract(a: number, b: number): number {
    const negated = this.negated(b);
    if (negated !== null) return this.add(a, negated);
    return this.#isConstant(b, 0) ? a : this.#compute("subtract", a, b);
  }

  /** A sign is taken out of a product, where a sum may take it up. */
  multiply(a: number, b: number): number {
    if (this.#isConstant(a, 1)) return b;
    if (this.#isConstant(b, 1)) return a;
    const left = this.negated(a);
    if (left !== null) return this.negate(this.multiply(left, b));
    const right = this.negated(b);
    if (right !== null) return this.negate(this.multiply(a, right));
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
    return this.negated(a) ?? this.#compute("negate", a);
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
    return this.#extreme("minimum", "lesser", a, b);
  }

  maximum(a: number, b: number): number {
    return this.#extreme("maximum", "greater", a, b);
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

  exponentNear(a: number): number {
    return this.#compute("exponentNear", a);
  }

  significandNear(a: number): number {
    return this.#compute("significandNear", a);
  }

  high(a: number): number {
    return this.#compute("high", a);
  }

  segment(rows: Rows, position: number, x: number): number {
    return this.#row("segment", rows, position, x);
  }

  stepOfRow(rows: Rows, position: number, x: number): number {
    return this.#row("stepOfRow", rows, position, x);
  }

  guard(usual: number, value: number, rare: Routine, operands: readonly number[]): number {
    const truth = this.#truthOf(usual);
    if (truth !== null) return truth ? value : rare.apply(this, operands);
    const routine = this.#shared.routine(rare, operands.length, this.#known);
    return this.#combine("guard", [usual, value, ...operands], routine);
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

  /** An operand of the routine that this builder is for. */
  operand(index: number): number {
    return this.#make("operand", [], index, onParameters | onTime | onStates);
  }

  /** The value of which this is the negative, or null. */
  negated(a: number): number | null {
    const { operation, operands } = this.instructions[a];
    return operation === "negate" ? operands[0] : null;
  }

  /** With a constant on one side, one instruction does. */
  #extreme(
    whole: "minimum" | "maximum",
    short: "lesser" | "greater",
    a: number,
    b: number,
  ): number {
    const right = this.#constantOf(b);
    if (right !== null && !Number.isNaN(right)) return this.#compute(short, a, b);
    const left = this.#constantOf(a);
    // Of two equal zeros the first counts.
    if (left !== null && !Number.isNaN(left) && left !== 0) return this.#compute(short, b, a);
    return this.#compute(whole, a, b);
  }

  #row(operation: "segment" | "stepOfRow", rows: Rows, position: number, x: number): number {
    const at = this.#constantOf(position);
    const input = this.#constantOf(x);
    if (at !== null && input !== null)
      return this.constant(this.#known[operation](rows, at, input));
    return this.#combine(operation, [position, x], this.#shared.table(rows));
  }

  #compute(
    operation: Exclude<
      keyof Arithmetic<unknown, unknown>,
      TruthOperation | "constant" | "select" | "segment" | "stepOfRow" | "guard"
    >,
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

  #combine(operation: Operation, operands: readonly number[], immediate = 0): number {
    let dependsOn = 0;
    for (const operand of operands) dependsOn |= this.instructions[operand].dependsOn;
    return this.#make(operation, operands, immediate, dependsOn);
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

/** What a kernel and its routines have in common. */
class Shared {
  readonly tables: Rows[] = [];
  readonly routines: RoutineCode[] = [];
  readonly #tables = new Map<string, number>();
  readonly #routines = new Map<string, number>();

  /** The number of a table; tables of equal content are one. */
  table(rows: Rows): number {
    const key = rows.join(" ");
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    this.#tables.set(key, this.tables.length);
    return this.tables.push(rows) - 1;
  }

  routine(routine: Routine, operands: number, known: NumberArithmetic): number {
    const made = this.#routines.get(routine.name);
    if (made !== undefined) return made;
    const builder = new CodeBuilder(known, this);
    const values = Array.from({ length: operands }, (_, index) => builder.operand(index));
    const result = routine.apply(builder, values);
    const { instructions } = builder;
    this.#routines.set(routine.name, this.routines.length);
    return this.routines.push({ name: routine.name, operands, instructions, result }) - 1;
  }
}

type TruthOperation = "less" | "lessOrEqual" | "equal" | "notEqual" | "and" | "or" | "not";
