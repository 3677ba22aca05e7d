import { readVensim } from "#read/vensim/read-vensim";
import { resolveAndCheck } from "#compile/compile";
import type { System } from "#compile/system";
import { hasErrors } from "#study/diagnostic";
import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";

import { interpretAll, runBlock } from "../support/run.js";

/** Equations of a Vensim model, without its control variables. */
export interface VensimTime {
  readonly stop: number;
  readonly step?: number;
  readonly start?: number;
}

export async function vensimModel(equations: string, time: VensimTime): Promise<Model> {
  const { start = 0, stop, step = 1 } = time;
  const control = `
INITIAL TIME = ${start} ~~|
FINAL TIME = ${stop} ~~|
TIME STEP = ${step} ~~|
SAVEPER = TIME STEP ~~|
`;
  const statements = equations.trim().split(/\n\s*\n/u);
  const text = `{UTF-8}\n${statements.map((one) => `${one.trim()} ~~|`).join("\n")}${control}`;
  const { value, diagnostics } = await readVensim(new SourceText("test.mdl", text));
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** Errors and warnings of a model of equations that are set apart by empty lines. */
export async function vensimProblems(
  equations: string,
  time: VensimTime = { stop: 1 },
): Promise<readonly Diagnostic[]> {
  return resolveAndCheck(await vensimModel(equations, time)).diagnostics;
}

export async function vensimSystem(equations: string, time: VensimTime): Promise<System> {
  const { system, diagnostics } = resolveAndCheck(await vensimModel(equations, time));
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return system;
}

/**
 * Every variable over time, by key: from the interpreter, after the module has given the same bits.
 */
export async function runVensim(
  equations: string,
  time: VensimTime,
): Promise<(key: string) => readonly number[]> {
  const system = await vensimSystem(equations, time);
  const expected = interpretAll(system);
  const keys = [...system.cellOf.keys()];
  const { series } = await runBlock(system, { series: keys }, []);
  const saves = series.length / keys.length;
  for (const [index, key] of keys.entries()) {
    const values = expected.get(key) ?? [];
    for (const [save, value] of values.entries()) {
      const found = series[index * saves + save];
      if (!Object.is(found, value)) {
        throw new Error(
          `${key} at save ${save}: ${value} in the interpreter, ${found} in the module`,
        );
      }
    }
  }
  return (key) => {
    const values = expected.get(key);
    if (values === undefined) throw new Error(`no variable ${key}, but ${keys.join(", ")}`);
    return values;
  };
}
