import { compile, resolveAndCheck } from "#compile/compile";
import type { CompileRequest } from "#compile/compile";
import { interpret } from "#compile/interpret";
import type { FutureOf, Observer } from "#compile/interpret";
import type { System } from "#compile/system";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { createKernel } from "#run/kernel";
import type { RunBlock } from "#run/kernel";
import { instantiate } from "#show/node/host";
import type { Model } from "#study/model";

export function systemOf(model: Model): System {
  const { system, diagnostics } = resolveAndCheck(model);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return system;
}

/** Every variable at every save of one future, by the interpreter: `values[save][key]`. */
export function interpretAll(
  system: System,
  parameters: Readonly<Record<string, number>> = {},
  which: FutureOf = { seed: 0, future: 0 },
): Map<string, number[]> {
  const series = new Map([...system.cellOf.keys()].map((key) => [key, [] as number[]]));
  const set = new Map(
    Object.entries(parameters).map(([key, value]) => [system.cellOf.get(key) as number, value]),
  );
  const observe: Observer = (step, _time, values) => {
    if (step % system.time.saveEvery !== 0) return;
    for (const [key, cell] of system.cellOf) series.get(key)?.push(values[cell]);
  };
  interpret(system, createNumberArithmetic(), set, observe, which);
  return series;
}

export async function runBlock(
  system: System,
  request: Partial<CompileRequest>,
  columns: readonly (readonly number[])[],
  futures = columns[0]?.length ?? 1,
  { seed, future }: FutureOf = { seed: 0, future: 0 },
): Promise<RunBlock> {
  const program = compile(system, { parameters: [], outcomes: [], series: [], ...request });
  const kernel = await createKernel(program, { instantiate });
  const parameters = new Float64Array(columns.length * futures);
  for (const [row, values] of columns.entries()) parameters.set(values, row * futures);
  return kernel.run({ futures, parameters, firstFuture: future, seed });
}
