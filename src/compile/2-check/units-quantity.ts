import type { Diagnostic } from "#study/diagnostic";
import type { BinaryOperation, Expression } from "#study/expression";
import { dimensionless, divideUnits, isDimensionless, sameUnit } from "#study/unit";
import type { Unit } from "#study/unit";

/**
 * What is known of the unit of an expression.
 *
 * `number`: made of numbers alone, such as 5, -1/32 or STEP(6, 3). Its value is null where it is
 * not worked out. A number has no unit of its own where it is a whole equation (`stock: 20000`) or
 * meets other numbers only. Where it meets a unit, in a sum, a comparison, a choice or an argument,
 * it is a pure number, as in Vensim, with two exceptions: 0 fits every unit, and any number fits
 * the model's unit of time, in which moments are written (TIME > 2010, DELAY1(orders, 5)). In a
 * product it is a pure number.
 *
 * `unknown`: something in it has no unit, or an error there was reported already.
 */
export type Quantity =
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "number"; readonly value: number | null }
  | { readonly kind: "unknown" };

export const unknown: Quantity = { kind: "unknown" };

export function quantityOf(unit: Unit | null | undefined): Quantity {
  return unit === null || unit === undefined ? unknown : { kind: "unit", unit };
}

/** An expression and its unit: a term of a sum, a branch, an argument. */
export interface Part {
  readonly expression: Expression;
  readonly quantity: Quantity;
}

/** A term of a chain of + and −, or a side of a comparison, with the operator before it. */
export interface Term extends Part {
  readonly operator: BinaryOperation | null;
}

/** A mismatch without its severity, which the format of the model decides. */
export interface UnitProblem extends Omit<Diagnostic, "severity"> {
  /** By what the unit that was found would have to be multiplied; left out where several differ. */
  readonly missing?: Unit;
}

/** What is missing from a quantity for it to be in `expected`. */
export function missingFrom(quantity: Quantity, expected: Unit): { readonly missing?: Unit } {
  if (quantity.kind === "unknown") return {};
  const found = quantity.kind === "unit" ? quantity.unit : dimensionless;
  return { missing: divideUnits(expected, found) };
}

/** Whether something may stand where `unit` is expected. */
export function fits(quantity: Quantity, unit: Unit, time: Unit | null): boolean {
  switch (quantity.kind) {
    case "unknown":
      return true;
    case "unit":
      return sameUnit(quantity.unit, unit);
    case "number":
      return (
        isDimensionless(unit) ||
        isNeutral(quantity.value) ||
        (time !== null && sameUnit(unit, time))
      );
  }
}

/** 0, and the values that tools write for "nothing yet": infinities and Vensim's :NA:, −2^109. */
export function isNeutral(value: number | null): boolean {
  return value === 0 || value === notAvailable || value === Infinity || value === -Infinity;
}

const notAvailable = -649037107316853453566312041152512;
