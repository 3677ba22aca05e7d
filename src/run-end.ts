import { compile, resolveAndCheck } from "#compile/compile";
import type { FutureOf } from "#compile/interpret";
import { createKernel } from "#run/kernel";
import { StudyError } from "#study/diagnostic";
import type { Instantiator } from "#study/host";
import type { Model } from "#study/model";

/** Without an end after so many steps there is none. */
const mostSteps = 10_000_000;

/**
 * The model with the length that one run of it has where the end of the run varies (`time.end`): it
 * ends at the first step whose time has reached the variable (Vensim Help, "Simulation Control
 * Parameters"). `values` are those of constants by key. Throws a `StudyError` if it has no end.
 */
export async function untilItsEnd(
  model: Model,
  values: ReadonlyMap<string, number>,
  host: Instantiator,
  which: FutureOf,
): Promise<Model> {
  const { end, step } = model.time;
  if (end === undefined) return model;
  if (!model.variables.has(end)) {
    throw new StudyError([
      {
        code: "unknown-name",
        severity: "error",
        message: `the run is to end with "${end}", which is no variable of the model`,
        place: model.time.place,
        help: "name one of its variables",
      },
    ]);
  }
  for (let steps = Math.max(1000, model.time.steps); steps <= mostSteps; steps *= 8) {
    const longer = { ...model, time: { ...model.time, steps, saveEvery: 1 } };
    const { system } = resolveAndCheck(longer);
    const parameters = [...values.keys()];
    const program = compile(system, { parameters, outcomes: [], series: [end], futures: 1 });
    const kernel = await createKernel(program, host);
    const { series } = kernel.run({
      futures: 1,
      parameters: Float64Array.from(values.values()),
      firstFuture: which.future,
      seed: which.seed,
    });
    const last = program.times.findIndex((time, at) => time > series[at] - step * 1e-6);
    if (last >= 0) {
      const stop = program.times[last];
      return { ...model, time: { ...model.time, steps: last, stop } };
    }
  }
  throw new StudyError([
    {
      code: "endless-run",
      severity: "error",
      message: `the run has no end: Time has not reached "${model.variables.get(end)?.name ?? end}" after ${mostSteps.toLocaleString("en")} steps`,
      place: model.time.place,
      help: "let it come to rest at some time",
    },
  ]);
}
