import type { Arithmetic } from "#numeric/arithmetic";
import { binomialQuantile, poissonQuantile } from "#numeric/elementary/count-quantile";
import { exp } from "#numeric/elementary/exp";
import { gammaQuantile } from "#numeric/elementary/gamma-quantile";
import { gammaShare } from "#numeric/elementary/gamma-share";
import { cosh, sinh, tanh } from "#numeric/elementary/hyperbolic";
import { arccos, arcsin, arctan } from "#numeric/elementary/inverse-trigonometric";
import { ln, log10 } from "#numeric/elementary/logarithm";
import { lnGammaRounded } from "#numeric/elementary/log-gamma-rounded";
import { normalCumulative } from "#numeric/elementary/normal-cumulative";
import { normalQuantile } from "#numeric/elementary/normal-quantile";
import { pow } from "#numeric/elementary/pow";
import { cos, sin, tan } from "#numeric/elementary/trigonometric";
import { lookup } from "#numeric/lookup";

import type { BinaryName, CompareName, Node, Truth, UnaryName } from "./system.js";

/** What a node reads besides its parts. */
export interface Environment<V> {
  cell(index: number): V;
  readonly time: V;
  readonly stepTime: V;
  random(stream: number, settled: boolean): V;
}

/**
 * The value of a node in any arithmetic. This is the one place that says which operations an
 * equation consists of and in which order: with numbers it is the interpreter, with instructions
 * it is the compiler's lowering.
 */
export function evaluate<V, M>(node: Node, a: Arithmetic<V, M>, environment: Environment<V>): V {
  switch (node.op) {
    case "constant":
      return a.constant(node.value);
    case "cell":
      return environment.cell(node.cell);
    case "time":
      return environment.time;
    case "stepTime":
      return environment.stepTime;
    case "random":
      return environment.random(node.stream, node.settled === true);
    case "unary":
      return applyUnary(node.name, a, evaluate(node.operand, a, environment));
    case "binary":
      return evaluateChain(node, a, environment);
    case "countQuantile": {
      const valueOf = (inner: Node) => evaluate(inner, a, environment);
      const { of } = node;
      const share = valueOf(node.share);
      const bounds = { low: valueOf(node.low), high: valueOf(node.high) };
      if (of.kind === "poisson") return poissonQuantile(a, valueOf(of.mean), share, bounds);
      return binomialQuantile(a, [valueOf(of.trials), valueOf(of.probability)], share, bounds);
    }
    case "lookup":
      return lookup(a, node.table, evaluate(node.input, a, environment));
    case "select":
      return a.select(
        evaluateTruth(node.condition, a, environment),
        evaluate(node.ifTrue, a, environment),
        evaluate(node.ifFalse, a, environment),
      );
    case "number":
      return a.select(evaluateTruth(node.truth, a, environment), a.constant(1), a.constant(0));
  }
}

/**
 * A sum of an array is as deep as it has elements, to the left: it is gone through in a loop, lest
 * the stack overflow.
 */
function evaluateChain<V, M>(
  whole: Node & { op: "binary" },
  a: Arithmetic<V, M>,
  environment: Environment<V>,
): V {
  const chain = [whole];
  let first = whole.left;
  for (; first.op === "binary"; first = first.left) chain.push(first);
  let value = evaluate(first, a, environment);
  for (const { name, right } of chain.reverse()) {
    value = applyBinary(name, a, value, evaluate(right, a, environment));
  }
  return value;
}

function evaluateTruth<V, M>(truth: Truth, a: Arithmetic<V, M>, environment: Environment<V>): M {
  switch (truth.op) {
    case "compare":
      return applyCompare(
        truth.name,
        a,
        evaluate(truth.left, a, environment),
        evaluate(truth.right, a, environment),
      );
    case "and":
      return a.and(
        evaluateTruth(truth.left, a, environment),
        evaluateTruth(truth.right, a, environment),
      );
    case "or":
      return a.or(
        evaluateTruth(truth.left, a, environment),
        evaluateTruth(truth.right, a, environment),
      );
    case "not":
      return a.not(evaluateTruth(truth.operand, a, environment));
  }
}

function applyUnary<V, M>(name: UnaryName, a: Arithmetic<V, M>, x: V): V {
  switch (name) {
    case "negate":
      return a.negate(x);
    case "absolute":
      return a.absolute(x);
    case "squareRoot":
      return a.squareRoot(x);
    case "floor":
      return a.floor(x);
    case "truncate":
      return a.truncate(x);
    case "exp":
      return exp(a, x);
    case "ln":
      return ln(a, x);
    case "log10":
      return log10(a, x);
    case "sin":
      return sin(a, x);
    case "cos":
      return cos(a, x);
    case "tan":
      return tan(a, x);
    case "arcsin":
      return arcsin(a, x);
    case "arccos":
      return arccos(a, x);
    case "arctan":
      return arctan(a, x);
    case "sinh":
      return sinh(a, x);
    case "cosh":
      return cosh(a, x);
    case "tanh":
      return tanh(a, x);
    case "normalCumulative":
      return normalCumulative(a, x);
    case "normalQuantile":
      return normalQuantile(a, x);
    case "lnGamma":
      return lnGammaRounded(a, x);
  }
}

function applyBinary<V, M>(name: BinaryName, a: Arithmetic<V, M>, left: V, right: V): V {
  switch (name) {
    case "add":
      return a.add(left, right);
    case "subtract":
      return a.subtract(left, right);
    case "multiply":
      return a.multiply(left, right);
    case "divide":
      return a.divide(left, right);
    case "minimum":
      return a.minimum(left, right);
    case "maximum":
      return a.maximum(left, right);
    case "power":
      return pow(a, left, right);
    case "modulo":
      // The sign of the divisor, as XMILE's MOD has it.
      return a.subtract(left, a.multiply(right, a.floor(a.divide(left, right))));
    case "gammaShare":
      return gammaShare(a, left, right);
    case "gammaQuantile":
      return gammaQuantile(a, left, right);
  }
}

function applyCompare<V, M>(name: CompareName, a: Arithmetic<V, M>, left: V, right: V): M {
  switch (name) {
    case "less":
      return a.less(left, right);
    case "lessOrEqual":
      return a.lessOrEqual(left, right);
    case "equal":
      return a.equal(left, right);
    case "notEqual":
      return a.notEqual(left, right);
  }
}
