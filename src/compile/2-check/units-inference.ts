import { findBuiltin } from "#study/builtins";
import { partsOf } from "#study/expression";
import type {
  BinaryOperation,
  Call,
  Conditional,
  Expression,
  Reference,
  UnaryOperation,
} from "#study/expression";
import type { Variable } from "#study/model";
import {
  dimensionless,
  divideUnits,
  isDimensionless,
  multiplyUnits,
  powerOfUnit,
} from "#study/unit";
import type { Unit } from "#study/unit";
import {
  branchesProblem,
  exponentProblem,
  inputProblem,
  misfitProblem,
  powerProblem,
  termsProblem,
} from "./units-problems.js";
import { fits, quantityOf, unknown } from "./units-quantity.js";
import type { Part, Quantity, Term, UnitProblem } from "./units-quantity.js";
import { matchSignature } from "./units-signature.js";

/** The units in which an equation is read. */
export interface Reading {
  /** The unit of a variable by key; null where it is unknown. */
  unitOf(key: string): Unit | null;
  /** The unit that a table's input is declared to have; null where any will do. */
  inputUnitOf(key: string): Unit | null;
  readonly time: Unit | null;
  readonly variables: ReadonlyMap<string, Variable>;
}

/**
 * The unit of an expression, from its leaves upwards. Each mismatch is reported once, at the
 * operator or call where the units meet; what holds it is of unknown unit from there on, so that
 * nothing follows from it.
 */
export function inferUnit(
  expression: Expression,
  reading: Reading,
  report: (problem: UnitProblem) => void,
): Quantity {
  return new Inference(reading, report).of(expression);
}

class Inference {
  readonly #reading: Reading;
  readonly #report: (problem: UnitProblem) => void;

  constructor(reading: Reading, report: (problem: UnitProblem) => void) {
    this.#reading = reading;
    this.#report = report;
  }

  of(expression: Expression): Quantity {
    switch (expression.kind) {
      case "number":
        return { kind: "number", value: expression.value };
      case "reference":
        return this.#reference(expression);
      case "call":
        return this.#call(expression);
      case "unary":
        return this.#unary(expression);
      case "binary":
        return this.#binary(expression);
      case "conditional":
        return this.#conditional(expression);
    }
  }

  #part(expression: Expression): Part {
    return { expression, quantity: this.of(expression) };
  }

  #reference(reference: Reference): Quantity {
    for (const position of partsOf(reference)) this.of(position);
    if (this.#reading.variables.has(reference.key)) {
      return quantityOf(this.#reading.unitOf(reference.key));
    }
    // TIME, DT, PI … are written without parentheses.
    const builtin = findBuiltin(reference.key);
    if (builtin === undefined || builtin.parameters.length > 0) return unknown;
    return matchSignature(builtin, [], this.#reading.time).result;
  }

  #call(call: Call): Quantity {
    const parts = call.arguments.map((argument) => this.#part(argument));
    for (const subscript of call.subscripts) {
      if (subscript.kind === "position") this.of(subscript.expression);
    }
    const table = this.#reading.variables.get(call.key);
    if (table !== undefined) return this.#applied(table, call, parts);
    const builtin = findBuiltin(call.key);
    if (builtin === undefined) return unknown;
    const { result, misfits } = matchSignature(builtin, parts, this.#reading.time);
    const [misfit] = misfits;
    if (misfit === undefined) return result;
    this.#report(misfitProblem(call, builtin, parts, misfit));
    return unknown;
  }

  /** A table applied to its input. */
  #applied(table: Variable, call: Call, parts: readonly Part[]): Quantity {
    const expected = this.#reading.inputUnitOf(table.key);
    for (const part of parts) {
      if (expected === null || fits(part.quantity, expected, this.#reading.time)) continue;
      this.#report(inputProblem(table, part, expected, call.place));
    }
    return quantityOf(this.#reading.unitOf(table.key));
  }

  #unary({ operator, operand }: UnaryOperation): Quantity {
    const quantity = this.of(operand);
    if (operator === "not") return quantityOf(dimensionless);
    if (operator === "+" || quantity.kind !== "number") return quantity;
    return { kind: "number", value: quantity.value === null ? null : -quantity.value };
  }

  #binary(operation: BinaryOperation): Quantity {
    switch (operation.operator) {
      case "+":
      case "-":
        return this.#sum(operation);
      case "*":
      case "/":
        return this.#product(operation);
      case "^":
        return this.#power(operation);
      case "mod":
        return this.#agree(this.#pair(operation), operation, termsProblem);
      case "and":
      case "or":
        this.of(operation.left);
        this.of(operation.right);
        return quantityOf(dimensionless);
      default: {
        this.#agree(this.#pair(operation), operation, termsProblem);
        return quantityOf(dimensionless);
      }
    }
  }

  #pair(operation: BinaryOperation): readonly Term[] {
    return [
      { ...this.#part(operation.left), operator: null },
      { ...this.#part(operation.right), operator: operation },
    ];
  }

  #sum(operation: BinaryOperation): Quantity {
    const terms = termsOf(operation, null).map(({ expression, operator }) => ({
      ...this.#part(expression),
      operator,
    }));
    const sum = this.#agree(terms, operation, termsProblem);
    if (sum.kind !== "number" || terms.length > 2) return sum;
    const [left, right] = terms.map(({ quantity }) =>
      quantity.kind === "number" ? quantity.value : null,
    );
    if (left === null || right === null) return sum;
    return { kind: "number", value: operation.operator === "+" ? left + right : left - right };
  }

  #product(operation: BinaryOperation): Quantity {
    const left = this.of(operation.left);
    const right = this.of(operation.right);
    const divided = operation.operator === "/";
    if (left.kind === "unknown" || right.kind === "unknown") return unknown;
    if (left.kind === "number" && right.kind === "number") {
      if (left.value === null || right.value === null) return { kind: "number", value: null };
      const value = divided ? left.value / right.value : left.value * right.value;
      return { kind: "number", value };
    }
    const above = left.kind === "unit" ? left.unit : dimensionless;
    const other = right.kind === "unit" ? right.unit : dimensionless;
    return quantityOf(divided ? divideUnits(above, other) : multiplyUnits(above, other));
  }

  #power(operation: BinaryOperation): Quantity {
    const base = this.#part(operation.left);
    const exponent = this.#part(operation.right);
    if (!fits(exponent.quantity, dimensionless, null)) {
      this.#report(exponentProblem(operation, exponent));
      return unknown;
    }
    if (base.quantity.kind === "unknown") return unknown;
    if (base.quantity.kind === "number") {
      return exponent.quantity.kind === "number"
        ? { kind: "number", value: null }
        : exponent.quantity;
    }
    const { unit } = base.quantity;
    if (isDimensionless(unit)) return base.quantity;
    if (exponent.quantity.kind === "unknown") return unknown;
    const value = exponent.quantity.kind === "number" ? exponent.quantity.value : null;
    const power = value === null ? undefined : powerOfUnit(unit, value);
    if (power === undefined) this.#report(powerProblem(operation, base, exponent));
    return quantityOf(power);
  }

  #conditional(conditional: Conditional): Quantity {
    // What is not 0 is true, in any unit.
    this.of(conditional.condition);
    const branches = [conditional.consequent, conditional.alternative].map((branch) => ({
      ...this.#part(branch),
      operator: null,
    }));
    return this.#agree(branches, conditional, branchesProblem);
  }

  /** The one unit of all parts, or a report of those that differ from the others. */
  #agree<Node extends Expression>(
    parts: readonly Term[],
    node: Node,
    problem: (
      node: Node,
      parts: readonly Term[],
      misfits: readonly Term[],
      meant: Unit,
    ) => UnitProblem,
  ): Quantity {
    const { time } = this.#reading;
    const units = parts.flatMap(({ quantity }) =>
      quantity.kind === "unit" ? [quantity.unit] : [],
    );
    if (units.length === 0) {
      const known = parts.every(({ quantity }) => quantity.kind === "number");
      return known ? { kind: "number", value: null } : unknown;
    }
    // The unit of most of them is taken to be meant; of equally many, the first.
    const misfitsOf = (unit: Unit) => parts.filter(({ quantity }) => !fits(quantity, unit, time));
    const [meant, ...others] = units.map((unit) => ({ unit, misfits: misfitsOf(unit) }));
    const best = others.reduce(
      (least, next) => (next.misfits.length < least.misfits.length ? next : least),
      meant,
    );
    if (best.misfits.length === 0) return quantityOf(best.unit);
    this.#report(problem(node, parts, best.misfits, best.unit));
    return unknown;
  }
}

interface BareTerm {
  readonly expression: Expression;
  readonly operator: BinaryOperation | null;
}

/** a − (b + c) + d has the terms a, b, c and d; `operator` is the one before the first of them. */
function termsOf(expression: Expression, operator: BinaryOperation | null): readonly BareTerm[] {
  const isSum =
    expression.kind === "binary" && (expression.operator === "+" || expression.operator === "-");
  if (!isSum) return [{ expression, operator }];
  return [...termsOf(expression.left, operator), ...termsOf(expression.right, expression)];
}
