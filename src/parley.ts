import { compile, resolveAndCheck } from "#compile/compile";
import type { System } from "#compile/system";
import { withPaths } from "#compile/variant";
import type { Path } from "#compile/variant";
import { checkUnits } from "#compile/2-check/units";
import type { Table } from "#numeric/table";
import { readModelFile } from "#read/model-file";
import { readStudy } from "#read/native/study";
import { createKernel } from "#run/kernel";
import { medianOf } from "#sample/distribution";
import { hasErrors, StudyError } from "#study/diagnostic";
import type { Checked, Diagnostic } from "#study/diagnostic";
import type { Files, Instantiator } from "#study/host";
import type { Model } from "#study/model";
import type { Policy, Position, Study } from "#study/study";

/**
 * Reads a study with its model, documents and observations, and checks all that can be known
 * without running it. There is a value only if there are no errors.
 */
export async function loadStudy(files: Files, path = "study.yaml"): Promise<Checked<Study>> {
  const { value: study, diagnostics } = await readStudy(files, path);
  if (study === undefined) return { diagnostics };
  return judged(study, [...diagnostics, ...checkModel(study.model)]);
}

/** Reads a model by the ending of its file, and checks it. */
export async function loadModel(files: Files, path: string): Promise<Checked<Model>> {
  const { value: model, diagnostics } = await readModelFile(files, path);
  if (model === undefined) return { diagnostics };
  return judged(model, [...diagnostics, ...checkModel(model)]);
}

/** What the compiler knows of a model: names that lead nowhere, circles, units that disagree. */
export function checkModel(model: Model): readonly Diagnostic[] {
  const { diagnostics } = resolveAndCheck(model);
  const severity = /\.ya?ml$/iu.test(model.file) ? "error" : "warning";
  return [...diagnostics, ...checkUnits(model, severity)];
}

function judged<T>(value: T, diagnostics: readonly Diagnostic[]): Checked<T> {
  return hasErrors(diagnostics) ? { diagnostics } : { value, diagnostics };
}

/** What a single run replaces in its model, by the keys of constants. */
export interface Settings {
  readonly values: ReadonlyMap<string, number>;
  readonly paths: ReadonlyMap<string, Path>;
}

/**
 * One run: a column for time and one for every variable (each element of an arrayed one), named as
 * the model names them, and a row for every save. Throws a `StudyError` if the model has errors.
 */
export async function simulate(
  model: Model,
  settings: Settings,
  host: Instantiator,
): Promise<Table> {
  const { system, diagnostics } = resolveAndCheck(withPaths(model, settings.paths));
  if (hasErrors(diagnostics)) throw new StudyError(diagnostics);
  const series = [...system.cellOf.keys()];
  const parameters = [...settings.values.keys()];
  const program = compile(system, { parameters, outcomes: [], series });
  const kernel = await createKernel(program, host);
  const values = Float64Array.from(settings.values.values());
  const { series: found } = kernel.run({ futures: 1, parameters: values });
  const columns = new Map<string, Float64Array>([["time", Float64Array.from(program.times)]]);
  for (const [index, key] of series.entries()) {
    const column = found.subarray(index * program.saves, (index + 1) * program.saves);
    columns.set(nameOf(system, key), column);
  }
  return { rows: program.saves, columns };
}

function nameOf(system: System, key: string): string {
  return system.cells[system.cellOf.get(key) as number].name;
}

/**
 * The settings of a single run of a study: a premise at the median of what a position holds, or at
 * its `at` where nobody is asked or the position leaves it open; levers as a policy sets them.
 */
export function settingsOf(
  study: Study,
  position: Position | null,
  policy: Policy | null,
): Settings {
  const values = new Map<string, number>();
  const paths = new Map<string, Path>();
  for (const premise of study.premises.values()) {
    const held = position?.holds.get(premise.key);
    if (premise.inModel) {
      values.set(premise.key, held === undefined ? premise.at : medianOf(held.belief));
    }
  }
  for (const [lever, setting] of policy?.settings ?? []) {
    if (setting.kind === "value") values.set(lever, setting.value);
    else paths.set(lever, setting);
  }
  return { values, paths };
}
