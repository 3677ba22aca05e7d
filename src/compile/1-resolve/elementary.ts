import { binary, compare, constant, select, unary } from "../system.js";
import type { BinaryName, Node, UnaryName } from "../system.js";
import type { Lowering } from "./scope.js";

const ofOne =
  (name: UnaryName): Lowering =>
  ({ arguments: [operand] }) =>
    unary(name, operand);

const ofTwo =
  (name: BinaryName): Lowering =>
  ({ arguments: [left, right] }) =>
    binary(name, left, right);

/** Of one or more numbers, from left to right. */
const ofMany =
  (name: BinaryName): Lowering =>
  ({ arguments: [first, ...rest] }) =>
    rest.reduce((result, node) => binary(name, result, node), first);

/** To the nearest integer, halves away from zero, as C's round() does. */
function round(operand: Node): Node {
  const size = unary("absolute", operand);
  const below = unary("floor", size);
  const rounded = select(
    compare("lessOrEqual", constant(0.5), binary("subtract", size, below)),
    binary("add", below, constant(1)),
    below,
  );
  return select(compare("less", operand, constant(0)), unary("negate", rounded), rounded);
}

/** a / b, and `otherwise` where b is 0 (XMILE 1.0, section 3.5.6 SAFEDIV; default 0). */
const safeDivision: Lowering = ({ arguments: [left, right, otherwise = constant(0)] }) =>
  select(compare("equal", right, constant(0)), otherwise, binary("divide", left, right));

export const elementaryLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["abs", ofOne("absolute")],
  ["sqrt", ofOne("squareRoot")],
  ["exp", ofOne("exp")],
  ["ln", ofOne("ln")],
  ["log10", ofOne("log10")],
  ["sin", ofOne("sin")],
  ["cos", ofOne("cos")],
  ["tan", ofOne("tan")],
  ["arcsin", ofOne("arcsin")],
  ["arccos", ofOne("arccos")],
  ["arctan", ofOne("arctan")],
  ["int", ofOne("floor")],
  ["round", ({ arguments: [operand] }) => round(operand)],
  ["min", ofMany("minimum")],
  ["max", ofMany("maximum")],
  ["mod", ofTwo("modulo")],
  ["safediv", safeDivision],
  ["pi", () => constant(Math.PI)],
  ["inf", () => constant(Infinity)],
]);
