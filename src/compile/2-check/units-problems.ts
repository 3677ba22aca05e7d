import type { Builtin } from "#study/builtins";
import type { BinaryOperation, Call, Conditional } from "#study/expression";
import type { Variable } from "#study/model";
import type { Place } from "#study/place";
import { dimensionless, formatUnit, isDimensionless } from "#study/unit";
import type { Unit } from "#study/unit";
import { missingFrom } from "./units-quantity.js";
import type { Part, Term, UnitProblem } from "./units-quantity.js";
import type { Misfit } from "./units-signature.js";
import { describe, listed, withUnit } from "./units-words.js";

/** Terms of a sum or sides of a comparison that differ. */
export function termsProblem(
  node: BinaryOperation,
  parts: readonly Term[],
  misfits: readonly Term[],
  meant: Unit,
): UnitProblem {
  const isSum = node.operator === "+" || node.operator === "-";
  const doing = isSum
    ? "A sum adds what is in different units"
    : node.operator === "mod"
      ? "MOD divides what is in different units"
      : `"${node.operator}" compares what is in different units`;
  // At the operator that brings the first misfit to the others.
  const at = misfits.find(({ operator }) => operator !== null)?.operator ?? parts[1]?.operator;
  return {
    code: isSum ? "unit-sum" : "unit-comparison",
    message: `${doing}: ${contrast(parts, misfits)}.`,
    place: (at ?? node).place,
    help: helpFor(misfits, "Bring them to one unit: multiply or divide by what is between them."),
    ...missingFrom(misfits[0].quantity, meant),
  };
}

/** THEN and ELSE that differ. */
export function branchesProblem(
  node: Conditional,
  parts: readonly Term[],
  misfits: readonly Term[],
  meant: Unit,
): UnitProblem {
  return {
    code: "unit-branches",
    message: `THEN and ELSE are in different units: ${contrast(parts, misfits)}.`,
    place: node.place,
    help: helpFor(misfits, "Both need the unit of the whole."),
    ...missingFrom(misfits[0].quantity, meant),
  };
}

/** An argument that its builtin, or another argument, wants in another unit. */
export function misfitProblem(
  call: Call,
  builtin: Builtin,
  parts: readonly Part[],
  misfit: Misfit,
): UnitProblem {
  const part = parts[misfit.index];
  const given = withUnit(part.expression, part.quantity);
  const last = builtin.parameters.length - 1;
  const { name, repeated } = builtin.parameters[Math.min(misfit.index, last)];
  const parameter = repeated === true ? `argument ${misfit.index + 1}` : name;
  const companion = misfit.because === null ? undefined : parts[misfit.because];
  const because = companion
    ? ` to go with ${withUnit(companion.expression, companion.quantity)}`
    : "";
  const needed = asNeeded(misfit.expected);
  return {
    code: "unit-argument",
    message: `${builtin.name} needs ${parameter} ${needed}${because}, but is given ${given}.`,
    place: call.place,
    help: helpFor([part], `Give it ${needed}: multiply or divide by what is between them.`),
    ...missingFrom(part.quantity, misfit.expected),
  };
}

/** The input of a table that is declared to take another unit. */
export function inputProblem(
  table: Variable,
  part: Part,
  expected: Unit,
  place: Place,
): UnitProblem {
  const needed = asNeeded(expected);
  return {
    code: "unit-argument",
    message: `${table.name} takes its input ${needed}, but is given ${withUnit(part.expression, part.quantity)}.`,
    place,
    help: helpFor([part], `Give it ${needed}, or change the table's input unit.`),
    ...missingFrom(part.quantity, expected),
  };
}

/** A setting of a conveyor, or the share that leaks from it, in another unit. */
export function settingProblem(
  owner: Variable,
  what: string,
  part: Part,
  expected: Unit,
): UnitProblem {
  const needed = asNeeded(expected);
  return {
    code: "unit-argument",
    message: `${what} of ${owner.name} is needed ${needed}, but is given ${withUnit(part.expression, part.quantity)}.`,
    place: part.expression.place,
    help: `Give it ${needed}: multiply or divide by what is between them.`,
    ...missingFrom(part.quantity, expected),
  };
}

function asNeeded(unit: Unit): string {
  return isDimensionless(unit) ? "as a pure number" : `in ${formatUnit(unit)}`;
}

/** An exponent with a unit. */
export function exponentProblem(operation: BinaryOperation, exponent: Part): UnitProblem {
  return {
    code: "unit-power",
    message: `An exponent is a pure number, but this one is ${withUnit(exponent.expression, exponent.quantity)}.`,
    place: operation.place,
    help: "Divide the exponent by a reference value in its unit.",
    ...missingFrom(exponent.quantity, dimensionless),
  };
}

/** A quantity with a unit to a power that varies, or that leads to no whole or half exponents. */
export function powerProblem(operation: BinaryOperation, base: Part, exponent: Part): UnitProblem {
  const raised = withUnit(base.expression, base.quantity);
  const power = withUnit(exponent.expression, exponent.quantity);
  return {
    code: "unit-power",
    message: `${describe(operation)} has no unit: it raises ${raised} to the power ${power}, but only a pure number can be raised to any power; a quantity to a whole number or a half, written out.`,
    place: operation.place,
    help: `Divide ${describe(base.expression)} by a reference value in its unit first.`,
    ...missingFrom(base.quantity, dimensionless),
  };
}

/** "pool (people), but growth (people/year) and 5 (a bare number)". */
function contrast(parts: readonly Part[], misfits: readonly Part[]): string {
  const words = (part: Part) => withUnit(part.expression, part.quantity);
  const others = parts.filter(
    (part) => !misfits.includes(part) && part.quantity.kind !== "unknown",
  );
  return `${listed(others.map(words))}, but ${listed(misfits.map(words))}`;
}

function helpFor(misfits: readonly Part[], otherwise: string): string {
  const bare = misfits.find(({ quantity }) => quantity.kind === "number");
  if (bare === undefined) return otherwise;
  const number = describe(bare.expression);
  return `Give ${number} a name and a unit: a constant of the model. (Only 0 fits every unit.)`;
}
