import type { Study } from "#study/study";
import type { TimeSettings, Variable } from "#study/model";

/** A constant of the model that nobody disputes, and between what it is moved. */
export interface MovedConstant {
  readonly key: string;
  readonly name: string;
  readonly unit: string | null;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The modeller's own choices: scalar constants that are no premise and no lever. Each is moved by
 * `factor` of its value, down and up, but not beyond the range that the model itself calls plausible.
 * Where the model gives ranges at all, a constant without one is a definition or a scale and is left
 * as it is; a constant of 0 is, too. A date, which is what is counted in the unit of time and is longer
 * than the whole horizon, is moved by `factor` of the horizon.
 */
export function movedConstants(study: Study, factor: number): readonly MovedConstant[] {
  const own = [...study.model.variables.values()].filter(
    (variable) =>
      variable.kind === "constant" &&
      variable.dimensions.length === 0 &&
      !study.premises.has(variable.key) &&
      !study.levers.has(variable.key),
  );
  const ranged = own.filter(({ range }) => range !== null);
  return (ranged.length > 0 ? ranged : own).flatMap((variable) =>
    moved(variable, study.model.time, factor),
  );
}

function moved(variable: Variable, time: TimeSettings, factor: number): readonly MovedConstant[] {
  const [definition] = variable.definitions;
  if (definition?.kind !== "constant" || definition.value === 0) return [];
  const { value } = definition;
  const [least, most] = variable.range ?? [-Infinity, Infinity];
  const horizon = time.stop - time.start;
  const isDate = variable.unit !== null && variable.unit === time.unit && value > horizon;
  const reach = (isDate ? horizon : Math.abs(value)) * factor;
  const low = Math.max(least, value - reach);
  const high = Math.min(most, value + reach);
  const { key, name, unit } = variable;
  return low < high ? [{ key, name, unit, value, low, high }] : [];
}
