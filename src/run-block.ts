import { compile, resolveAndCheck } from "#compile/compile";
import { causeOfFailure } from "#compile/failure";
import type { FutureOf } from "#compile/interpret";
import type { Program } from "#compile/program";
import type { System } from "#compile/system";
import { withPaths } from "#compile/variant";
import type { Path } from "#compile/variant";
import type { Table } from "#numeric/table";
import type { FailedFuture } from "#argue/plan";
import type { RunBlock } from "#run/kernel";
import type { Policy, Study } from "#study/study";

/** How many failed futures of a block are replayed to find what failed first. */
const replayed = 3;

/** A model with a policy's paths in it, compiled for what a study asks. */
export interface Prepared {
  readonly system: System;
  readonly program: Program;
}

/**
 * Premises of the model and levers vary, all outcomes of the study are read off. `series` are keys
 * of variables (or `key[element,element]`) whose values over time are wanted besides; `constants` are
 * keys of constants that vary though nobody disputes them.
 */
export function prepare(
  study: Study,
  policy: Policy,
  series: readonly string[],
  constants: readonly string[] = [],
): Prepared {
  const paths = pathsOf(policy);
  const { system } = resolveAndCheck(withPaths(study.model, paths));
  const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
  const levers = [...study.levers.keys()].filter((key) => !paths.has(key));
  const program = compile(system, {
    parameters: [...premises.map(({ key }) => key), ...levers, ...constants],
    outcomes: [...study.outcomes.values()],
    series,
  });
  return { system, program };
}

/** The levers that a policy sets to a path over time. */
export function pathsOf(policy: Policy): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const [lever, setting] of policy.settings) {
    if (setting.kind === "path") paths.set(lever, setting);
  }
  return paths;
}

/** The parameters of a block, a row a parameter: levers as the policy sets them, else `valuesOf`. */
export function parametersOf(
  program: Program,
  policy: Policy,
  futures: number,
  valuesOf: (premise: string) => Float64Array | undefined,
): Float64Array {
  const parameters = new Float64Array(program.parameters.length * futures);
  for (const [row, key] of program.parameters.entries()) {
    const block = parameters.subarray(row * futures, (row + 1) * futures);
    const setting = policy.settings.get(key);
    if (setting?.kind === "value") {
      block.fill(setting.value);
      continue;
    }
    const values = valuesOf(key);
    if (values === undefined) throw new Error(`nothing says what "${key}" is`);
    block.set(values);
  }
  return parameters;
}

/** A column for every outcome by key, a row for every future. */
export function outcomeTable(program: Program, { futures, outcomes }: RunBlock): Table {
  return {
    rows: futures,
    columns: new Map(
      program.outcomes.map(({ key }, row) => [
        key,
        outcomes.subarray(row * futures, (row + 1) * futures),
      ]),
    ),
  };
}

/** The futures in which an outcome is not a finite number; of the first few, why. */
export function failuresOf(
  { system, program }: Prepared,
  { futures, outcomes }: RunBlock,
  parameters: Float64Array,
  first: FutureOf,
): FailedFuture[] {
  const failed: FailedFuture[] = [];
  for (let row = 0; row < futures; row++) {
    const finite = program.outcomes.every((_, outcome) =>
      Number.isFinite(outcomes[outcome * futures + row]),
    );
    if (finite) continue;
    const cause =
      failed.length < replayed
        ? describeFailure(system, program, parameters, futures, row, first)
        : null;
    failed.push({ row, cause });
  }
  return failed;
}

function describeFailure(
  system: System,
  program: Program,
  parameters: Float64Array,
  futures: number,
  row: number,
  { seed, future }: FutureOf,
): string {
  const values = new Map(
    program.parameters.map((key, index) => [key, parameters[index * futures + row]]),
  );
  const cause = causeOfFailure(system, values, { seed, future: future + row });
  if (cause === null) return "an outcome is not a finite number";
  const { variable, time, value } = cause;
  const what = Number.isNaN(value) ? "is not a number" : "grows beyond all numbers";
  return `"${variable}" ${what} at time ${time}`;
}
