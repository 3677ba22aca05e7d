import { findBuiltin } from "#study/builtins";
import type { BinaryOperator, Expression } from "#study/expression";
import {
  add,
  everything,
  hull,
  interval,
  isZero,
  multiply,
  negate,
  notNegative,
  notPositive,
  one,
  point,
  reciprocal,
  rising,
  subtract,
  zero,
  type Interval,
} from "./interval.js";
import type { Jet, Surroundings } from "./jet.js";
import { slopeOfCall } from "./slope-calls.js";

/**
 * The value of an expression and its derivative with respect to the variable `by`, by the rules of
 * differentiation carried out on intervals (R. E. Moore, "Methods and Applications of Interval
 * Analysis", 1979, chapters 2 and 3). What has no rule is `everything`, never a guess.
 */
export function jetOf(expression: Expression, by: string, around: Surroundings): Jet {
  const inner = (part: Expression): Jet => jetOf(part, by, around);
  switch (expression.kind) {
    case "number":
      return constant(point(expression.value));
    case "reference":
      return {
        value: around.valueOf(expression.key),
        slope: expression.key === by ? one : zero,
      };
    case "unary": {
      const operand = inner(expression.operand);
      if (expression.operator === "+") return operand;
      if (expression.operator === "-") {
        return { value: negate(operand.value), slope: negate(operand.slope) };
      }
      return { value: interval(0, 1), slope: falling(operand.slope) };
    }
    case "binary":
      return ofBinary(expression.operator, inner(expression.left), inner(expression.right));
    case "conditional":
      return ofChoice(
        inner(expression.condition),
        inner(expression.consequent),
        inner(expression.alternative),
      );
    case "call": {
      const builtin = findBuiltin(expression.key);
      const inputs = expression.arguments.map(inner);
      if (builtin !== undefined) return slopeOfCall(builtin, inputs, around);
      return lookup(around.tableOf(expression.key), inputs[0] ?? constant(everything));
    }
  }
}

export function constant(value: Interval): Jet {
  return { value, slope: zero };
}

/** A table applied to an input: its slopes over the part of x in which the input may lie. */
export function lookup(
  table: { readonly x: readonly number[]; readonly y: readonly number[] } | null,
  input: Jet,
): Jet {
  if (table === null || table.y.length === 0) {
    return { value: everything, slope: isZero(input.slope) ? zero : everything };
  }
  const { x, y } = table;
  let steepest = Number.NEGATIVE_INFINITY;
  let flattest = Infinity;
  for (let index = 1; index < x.length; index++) {
    if (x[index] < input.value.low || x[index - 1] > input.value.high) continue;
    const rise = (y[index] - y[index - 1]) / (x[index] - x[index - 1]);
    if (Number.isNaN(rise)) continue;
    steepest = Math.max(steepest, rise);
    flattest = Math.min(flattest, rise);
  }
  const beyond = input.value.low < x[0] || input.value.high > x[x.length - 1];
  if (steepest < flattest) [flattest, steepest] = [0, 0];
  else if (beyond) {
    flattest = Math.min(flattest, 0);
    steepest = Math.max(steepest, 0);
  }
  const value = interval(Math.min(...y), Math.max(...y));
  return { value, slope: multiply(interval(flattest, steepest), input.slope) };
}

function ofBinary(operator: BinaryOperator, left: Jet, right: Jet): Jet {
  switch (operator) {
    case "+":
      return { value: add(left.value, right.value), slope: add(left.slope, right.slope) };
    case "-":
      return {
        value: subtract(left.value, right.value),
        slope: subtract(left.slope, right.slope),
      };
    case "*":
      return times(left, right);
    case "/":
      return times(left, inverse(right));
    case "^":
      return power(left, right);
    case "mod":
      return { value: everything, slope: isConstant(left, right) ? zero : everything };
    case ">":
    case ">=":
      return truth(subtract(left.slope, right.slope));
    case "<":
    case "<=":
      return truth(subtract(right.slope, left.slope));
    case "=":
    case "<>":
      return { value: interval(0, 1), slope: isConstant(left, right) ? zero : everything };
    case "and":
    case "or":
      return truth(add(left.slope, right.slope));
  }
}

function isConstant(left: Jet, right: Jet): boolean {
  return isZero(left.slope) && isZero(right.slope);
}

function times(left: Jet, right: Jet): Jet {
  return {
    value: multiply(left.value, right.value),
    slope: add(multiply(left.slope, right.value), multiply(left.value, right.slope)),
  };
}

function inverse({ value, slope }: Jet): Jet {
  const over = reciprocal(value);
  const square = multiply(over, over);
  const falls = { low: Math.max(0, square.low), high: square.high };
  return { value: over, slope: negate(multiply(slope, falls)) };
}

/** x^p: p·x^(p−1) times the slope of x, and x^p·ln x times that of p. */
function power(base: Jet, exponent: Jet): Jet {
  if (base.value.low < 0) {
    const { low, high } = exponent.value;
    if (low === 2 && high === 2) return times(base, base);
    return { value: everything, slope: isConstant(base, exponent) ? zero : everything };
  }
  const corners = [
    powerOf(base.value.low, exponent.value.low),
    powerOf(base.value.low, exponent.value.high),
    powerOf(base.value.high, exponent.value.low),
    powerOf(base.value.high, exponent.value.high),
  ];
  const value = interval(Math.min(...corners), Math.max(...corners));
  const ratio = multiply(multiply(exponent.value, value), reciprocal(base.value));
  // x^p / x has the sign of p, whatever the bounds of x^p and of 1/x make of 0 times infinity.
  const { low, high } = exponent.value;
  const rate = {
    low: low >= 0 ? Math.max(0, ratio.low) : ratio.low,
    high: high <= 0 ? Math.min(0, ratio.high) : ratio.high,
  };
  const logarithm = rising(base.value, Math.log);
  const byBase = multiply(rate, base.slope);
  const byExponent = multiply(multiply(value, logarithm), exponent.slope);
  return { value, slope: add(byBase, byExponent) };
}

function powerOf(base: number, exponent: number): number {
  const value = base ** exponent;
  return Number.isNaN(value) ? 1 : value;
}

/** 0 or 1, which can only jump up where what decides it rises. */
function truth(rise: Interval): Jet {
  return { value: interval(0, 1), slope: jumps(rise) };
}

function jumps(rise: Interval): Interval {
  if (isZero(rise)) return zero;
  if (rise.low >= 0) return notNegative;
  return rise.high <= 0 ? notPositive : everything;
}

function falling(slope: Interval): Interval {
  return negate(jumps(slope));
}

/** Either branch, and a jump between them where the condition changes. */
function ofChoice(condition: Jet, consequent: Jet, alternative: Jet): Jet {
  const jump = multiply(condition.slope, subtract(consequent.value, alternative.value));
  const slope = hull(consequent.slope, alternative.slope);
  return { value: hull(consequent.value, alternative.value), slope: add(slope, jump) };
}
