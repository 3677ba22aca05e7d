import type { Place } from "./place.js";

/** A parsed equation: its text as written, and its tree. */
export interface Equation {
  readonly text: string;
  readonly tree: Expression;
  readonly place: Place;
}

export type Expression =
  NumberLiteral | Reference | Call | UnaryOperation | BinaryOperation | Conditional;

export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  readonly place: Place;
}

/** A variable by name, with subscripts if it has dimensions. `name` is as written. */
export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  readonly key: string;
  readonly subscripts: readonly Subscript[];
  readonly place: Place;
}

/**
 * What stands between the brackets of a reference: an element or dimension by name, a `*`
 * (the whole dimension), an expression that is computed (a position, counted from 1), the positions
 * from one to another (`1:3`), or the n-th dimension of the variable that the equation defines
 * (`@2`; XMILE 1.0, sections 3.7.1.1 and 3.7.1.2). `reduced` marks Vensim's `!`.
 */
export type Subscript =
  | {
      readonly kind: "name";
      readonly name: string;
      readonly key: string;
      readonly reduced: boolean;
      readonly place: Place;
    }
  | { readonly kind: "all"; readonly place: Place }
  | { readonly kind: "position"; readonly expression: Expression; readonly place: Place }
  | {
      readonly kind: "range";
      readonly from: Expression;
      readonly to: Expression;
      readonly place: Place;
    }
  /** `position` is counted from 1. */
  | { readonly kind: "dimension"; readonly position: number; readonly place: Place };

/** `NAME(arguments)`: a builtin, a macro, or a table of the model applied to its input. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly key: string;
  readonly subscripts: readonly Subscript[];
  readonly arguments: readonly Expression[];
  readonly place: Place;
}

export type UnaryOperator = "-" | "+" | "not";

export interface UnaryOperation {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly place: Place;
}

export type BinaryOperator =
  "+" | "-" | "*" | "/" | "^" | "mod" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "and" | "or";

/** `place` is the operator's own. */
export interface BinaryOperation {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly place: Place;
}

/** IF condition THEN consequent ELSE alternative. */
export interface Conditional {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternative: Expression;
  readonly place: Place;
}

/** The direct parts of a node, in the order in which they are written (subscripts first). */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "reference":
      return computedPositions(expression.subscripts);
    case "call":
      return [...computedPositions(expression.subscripts), ...expression.arguments];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.consequent, expression.alternative];
  }
}

/** An expression and everything in it, in the order in which it is written. */
export function partsWithin(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const waiting = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...partsOf(next).toReversed());
  }
  return found;
}

function computedPositions(subscripts: readonly Subscript[]): readonly Expression[] {
  return subscripts.flatMap((subscript) => {
    if (subscript.kind === "position") return [subscript.expression];
    return subscript.kind === "range" ? [subscript.from, subscript.to] : [];
  });
}
