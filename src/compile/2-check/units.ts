import type { Diagnostic } from "#study/diagnostic";
import type { Model, Variable } from "#study/model";
import type { Place } from "#study/place";
import { resolveUnitAliases } from "#study/unit-alias";
import { parseUnit } from "#study/unit-text";
import type { UnitAliases } from "#study/unit-text";
import type { Unit } from "#study/unit";
import { causesOf } from "./units-causes.js";
import { unitEquationsOf } from "./units-equations.js";

/**
 * Compares the unit of every equation with the one that is declared: what is added, compared or
 * chosen between is in one unit; a flow is its stock per unit of time; exponents and the arguments
 * of EXP, LN, SIN … are pure numbers; builtins by the signatures of their rows. What a bare number
 * may stand for is told in `units-quantity.ts`. Nothing is converted: month and year are two units.
 *
 * A model without any unit is not checked. Else each variable without one gets a warning, and what
 * depends on it is of unknown unit and passes. A mismatch is reported once, where it arises.
 *
 * `severity` is that of a mismatch: an error in Parley's own format, whose models are asked to
 * close, a warning in formats whose tools run such models; what is a warning then becomes a note.
 */
export function checkUnits(model: Model, severity: "error" | "warning" = "error"): Diagnostic[] {
  const aliases = resolveUnitAliases(model.units);
  const declared = declaredUnits(model, aliases.value ?? new Map());
  const diagnostics = [...aliases.diagnostics, ...declared.diagnostics];
  if (isUnited(model)) {
    const reading = {
      unitOf: (key: string) => declared.units.get(key) ?? null,
      inputUnitOf: (key: string) => declared.inputs.get(key) ?? null,
      time: declared.time,
      variables: model.variables,
    };
    diagnostics.push(...withoutUnit(model));
    for (const { missing: _, ...problem } of causesOf(model, unitEquationsOf(model), reading)) {
      diagnostics.push({ ...problem, severity: "error" });
    }
  }
  if (severity === "error") return diagnostics;
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    severity: diagnostic.severity === "error" ? "warning" : "note",
  }));
}

interface DeclaredUnits {
  readonly units: ReadonlyMap<string, Unit>;
  /** Of the inputs of tables. */
  readonly inputs: ReadonlyMap<string, Unit>;
  readonly time: Unit | null;
  readonly diagnostics: readonly Diagnostic[];
}

function declaredUnits(model: Model, aliases: UnitAliases): DeclaredUnits {
  const units = new Map<string, Unit>();
  const inputs = new Map<string, Unit>();
  const diagnostics: Diagnostic[] = [];
  const read = (text: string, place: Place | null): Unit | null => {
    const parsed = parseUnit(text, place ?? undefined, aliases);
    diagnostics.push(...parsed.diagnostics);
    return parsed.value ?? null;
  };
  for (const variable of model.variables.values()) {
    const [definition] = variable.definitions;
    if (definition?.kind === "table" && !isBlank(definition.inputUnit)) {
      const input = read(definition.inputUnit, definition.table.place);
      if (input !== null) inputs.set(variable.key, input);
    }
    if (!hasUnit(variable)) continue;
    const unit = read(variable.unit, variable.unitPlace ?? variable.place);
    if (unit !== null) units.set(variable.key, unit);
  }
  const { unit, place } = model.time;
  return { units, inputs, time: isBlank(unit) ? null : read(unit, place), diagnostics };
}

function hasUnit(variable: Variable): variable is Variable & { readonly unit: string } {
  return !isBlank(variable.unit);
}

function isBlank(unit: string | null | undefined): unit is null | undefined {
  return (unit ?? "").trim() === "";
}

function isUnited(model: Model): boolean {
  return [...model.variables.values()].some(hasUnit);
}

function withoutUnit(model: Model): readonly Diagnostic[] {
  const warnings: Diagnostic[] = [];
  if (isBlank(model.time.unit)) {
    warnings.push({
      code: "unit-missing",
      severity: "warning",
      message: "Time has no unit, so flows cannot be checked against their stocks.",
      place: model.time.place,
      help: "Give the unit in which start, stop and step are counted: year, month, day …",
    });
  }
  for (const variable of model.variables.values()) {
    if (hasUnit(variable)) continue;
    warnings.push({
      code: "unit-missing",
      severity: "warning",
      message: `${variable.name} has no unit, so equations that use it are checked in part only.`,
      place: variable.place,
      help: "Give it a unit as the others have; 1 for a pure number.",
    });
  }
  return warnings;
}
